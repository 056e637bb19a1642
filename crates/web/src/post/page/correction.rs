//! Corrections, on the page of a post: what it corrects, what corrects it, and the form that begins one.

use jiff::Timestamp;
use tatefuda_app::post::view::{CorrectionView, PostView, Way};
use tatefuda_domain::{post::PostState, publication::PublicationState};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    post::{ClockRow, CorrectForm, CorrectionRow},
    view::{Choice, Tone},
};

use super::Surroundings;
use crate::{
    form::Form,
    lang,
    page::Page,
    post::look::{Look, person},
    record::{about, within},
};

/// A correction; `href` leads to the other of the two posts.
pub(crate) fn row(look: Look<'_>, one: &CorrectionView, href: String, now: Timestamp) -> CorrectionRow {
    let (state, tone) = match (one.published_at, one.state) {
        (Some(_), _) => ("correction-out", Tone::Good),
        (None, PostState::Withdrawn) => ("correction-given-up", Tone::Neutral),
        (None, _) => ("correction-waits", Tone::Warn),
    };
    let over = one.published_at.or((one.state == PostState::Withdrawn).then_some(one.found_at));
    let minutes = over.unwrap_or(now).duration_since(one.found_at).as_secs().max(0) / 60;
    let elapsed = match (one.published_at, one.state) {
        (None, PostState::Withdrawn) => String::new(),
        (Some(_), _) => look.tr.with("correction-took", &[("minutes", minutes.into())]),
        (None, _) => look.tr.with("correction-takes", &[("minutes", minutes.into())]),
    };
    CorrectionRow {
        href,
        state: look.tr.text(state),
        tone,
        what: one.what.clone(),
        found: look.when(one.found_at),
        who: person(look.tr, &one.person),
        elapsed,
    }
}

/// Within which time the text wants an error of a post corrected.
pub(crate) fn clocks(look: Look<'_>, post: &PostView) -> Vec<ClockRow> {
    let row = |one: &tatefuda_app::post::view::CorrectionClock| {
        let (state, tone) = match (one.met, one.late) {
            (true, false) => ("correction-in-time", Tone::Good),
            (true, true) => ("correction-late", Tone::Warn),
            (false, false) => ("correction-due-open", Tone::Warn),
            (false, true) => ("correction-overdue", Tone::Bad),
        };
        ClockRow {
            label: one.label.get(lang::domain(look.tr.lang())).to_owned(),
            due: look.when(one.due),
            state: look.tr.text(state),
            tone,
        }
    };
    post.correction_clocks.iter().map(row).collect()
}

/// The form that begins a correction.
pub(crate) fn form(page: &Page, tr: &Translator, around: &Surroundings, post: &PostView, typed: &Form) -> CorrectForm {
    let out = |one: &&tatefuda_app::post::view::TargetView| {
        one.publication.as_ref().is_some_and(|one| one.state == PublicationState::Published)
    };
    let published: Vec<_> = post.targets.iter().filter(out).collect();
    let ways = published.iter().map(|target| {
        let key = match (target.edit, target.remove) {
            (_, Way::Never) => "correct-way-stays",
            (Way::Never, _) => "correct-way-unchanged",
            (Way::Here | Way::ByHand, _) => "correct-way-not-silent",
        };
        tr.with(key, &[("account", target.account_name.as_str().into())])
    });
    let ways = ways.collect();
    let chosen: Vec<&str> = typed.all("account").collect();
    let accounts = published.iter().map(|target| {
        let id = target.account.to_string();
        let on = chosen.is_empty() || chosen.contains(&id.as_str());
        Choice::new(id, &target.account_name, on)
    });
    let now = page.now().to_zoned(page.zone().clone());
    let kept = |name: &str, default: String| if typed.has(name) { typed.get(name).to_owned() } else { default };
    let answer = crate::answer::view::merge(post.correcting.iter());
    let supplies = answer.map_or_else(Vec::new, |answer| {
        within::forms(page, tr, around, &about::about_post(post), &answer, typed, None)
    });
    CorrectForm {
        meta: page.meta(Some(post.version)),
        ways,
        what: typed.get("what").to_owned(),
        date: kept("found_date", now.date().to_string()),
        time: kept("found_time", now.strftime("%H:%M").to_string()),
        accounts: if published.len() > 1 { accounts.collect() } else { vec![] },
        supplies,
    }
}
