//! Removals as screens show them.

use tatefuda_app::{
    post::view::{PostView, PublicationView, TargetView, Way},
    removal::view::{RemovalCopyView, RemovalView},
    task::view::TodayRemoval,
};
use tatefuda_domain::{
    publication::PublicationState,
    removal::{CopyKind, RemovalOutcome, RemovalState},
};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    home::TaskItem,
    removal::{CopyRow, HandRemoval, RemovalRow, RemoveForm, TakeDown},
    view::{Choice, Tone},
};

use crate::{
    form::Form,
    home::page::sent,
    page::Page,
    post::{
        look::{Look, bracket, person},
        page::Surroundings,
    },
    publication::view::proven,
    record::{about, within},
};

/// How a state is marked.
pub(crate) const fn tone(state: RemovalState) -> Tone {
    match state {
        RemovalState::Removed => Tone::Good,
        RemovalState::Failed => Tone::Bad,
        RemovalState::Asked | RemovalState::Removing => Tone::Info,
        RemovalState::Waiting | RemovalState::Unknown => Tone::Warn,
        RemovalState::CalledOff => Tone::Neutral,
    }
}

/// Where it stands, in words.
pub(crate) fn state(tr: &Translator, state: RemovalState) -> String {
    tr.text(&format!("removal-{}", state.as_str()))
}

/// A removal as a thing to do.
pub(crate) fn task(look: Look<'_>, one: &TodayRemoval) -> TaskItem {
    TaskItem {
        action: look.tr.text(&format!("task-removal-{}", one.removal.state.as_str())),
        state: state(look.tr, one.removal.state),
        tone: tone(one.removal.state),
        from: Some(person(look.tr, &one.removal.person)),
        ..sent(look, &one.title, format!("/posts/{}", one.post), &one.publication)
    }
}

/// A decision, without what the reader can do about it.
pub(crate) fn row(look: Look<'_>, one: &RemovalView) -> RemovalRow {
    let tr = look.tr;
    let next = match one.state {
        RemovalState::Asked | RemovalState::Removing => Some("removal-next-asked"),
        RemovalState::Waiting => Some("removal-next-waiting"),
        RemovalState::Unknown => Some("removal-next-unknown"),
        RemovalState::Failed => Some("removal-next-failed"),
        RemovalState::Removed | RemovalState::CalledOff => None,
    };
    RemovalRow {
        publication: one.publication.to_string(),
        state: state(tr, one.state),
        tone: tone(one.state),
        road: tr.text(&format!("removal-road-{}", one.road.as_str())),
        reason: one.reason.clone(),
        who: person(tr, &one.person),
        at: look.when(one.at),
        ended: one.ended_at.map(|at| look.when(at)),
        proof: one.proof.map(proven),
        why: one.why.as_deref().map(|word| why(tr, word, one.why_detail.as_deref())),
        next: next.map(|key| tr.text(key)),
        copies: one.copies.iter().map(|copy| self::copy(look, copy)).collect(),
        hand: None,
        call_off: None,
    }
}

fn why(tr: &Translator, word: &str, detail: Option<&str>) -> String {
    let key = format!("removal-reason-{word}");
    let text = tr.text(if tr.has(&key) { &key } else { "removal-reason-other" });
    match detail.filter(|detail| !detail.is_empty()) {
        Some(detail) => format!("{text}{}", bracket(tr, detail)),
        None => text,
    }
}

fn copy(look: Look<'_>, one: &RemovalCopyView) -> CopyRow {
    let key = match one.kind {
        CopyKind::Sent => "removal-copy-sent",
        CopyKind::Shown => "removal-copy-shown",
        CopyKind::Screen => "removal-copy-screen",
        CopyKind::Missing => "removal-copy-none",
    };
    CopyRow {
        what: look.tr.text(key),
        at: look.when(one.at),
        who: one.person.as_ref().map(|who| who.name.clone()),
        text: one.text.clone(),
        url: one.url.clone(),
        picture: one.picture.map(|id| id.to_string()),
        missing: one.missing.clone(),
    }
}

/// The decisions about a send, the last with what the reader can do about it.
pub(crate) fn rows(page: &Page, look: Look<'_>, post: &PostView, one: &PublicationView) -> Vec<RemovalRow> {
    let mut rows: Vec<RemovalRow> = one.removals.iter().map(|removal| row(look, removal)).collect();
    let (Some(last), Some(shown)) = (one.removals.last(), rows.last_mut()) else { return rows };
    let target = post.targets.iter().find(|target| target.account == one.account);
    if page.actor().capacity.is_some() {
        let open = matches!(last.state, RemovalState::Waiting | RemovalState::Unknown);
        shown.hand = target.filter(|_| open).map(|target| by_hand(page, look, target, last));
        let decides = post.removing.iter().any(|(account, answer)| *account == one.account && answer.is_permitted());
        let off = matches!(last.state, RemovalState::Asked | RemovalState::Waiting) && decides;
        shown.call_off = off.then(|| page.meta(Some(last.version)));
    }
    rows
}

fn by_hand(page: &Page, look: Look<'_>, target: &TargetView, last: &RemovalView) -> HandRemoval {
    let tr = look.tr;
    let kept = last.copies.iter().any(|copy| copy.kind != CopyKind::Sent);
    let now = page.now().to_zoned(page.zone().clone());
    let choice = |one: RemovalOutcome| {
        let word = one.as_str();
        Choice::new(word, tr.text(&format!("removal-outcome-{word}")), false)
    };
    HandRemoval {
        account: format!("{}{}", target.account_name, bracket(tr, &target.handle)),
        devices: last.devices.clone(),
        copy: (!kept && last.state == RemovalState::Waiting).then(|| page.meta(Some(last.version))),
        answer: page.meta(Some(last.version)),
        outcomes: RemovalOutcome::ALL.into_iter().map(choice).collect(),
        date: now.date().to_string(),
        time: now.strftime("%H:%M").to_string(),
    }
}

/// What the reader can decide about a published post, and what nobody can undo.
pub(crate) fn take_down(
    page: &Page,
    look: Look<'_>,
    around: &Surroundings,
    post: &PostView,
    one: &PublicationView,
) -> Option<TakeDown> {
    let live = one.removals.iter().any(|removal| removal.state.is_live());
    if live || one.state != PublicationState::Published || page.actor().capacity.is_none() {
        return None;
    }
    let tr = look.tr;
    let target = post.targets.iter().find(|target| target.account == one.account)?;
    let (_, answer) = post.removing.iter().find(|(account, _)| *account == one.account)?;
    let key = match (target.remove, target.service.as_ref().is_some_and(tatefuda_domain::Service::is_website)) {
        (_, true) => "remove-says-feed",
        (Way::Here, _) => "remove-says-here",
        (Way::ByHand, _) => "remove-says-by-hand",
        (Way::Never, _) => "remove-says-never",
    };
    let says = vec![tr.with(key, &[("account", target.account_name.as_str().into())])];
    let id = post.id.to_string();
    let shown = crate::answer::view::shown(tr, &page.session, answer, None, Some(&id), false);
    let possible = key != "remove-says-never";
    let stated = answer.groups.iter().all(|group| posts_stated(group, page));
    let may = possible && answer.refusals.is_empty() && stated;
    let supplies = || within::forms(page, tr, around, &about::about_post(post), answer, &Form::default(), None);
    let notes = shown.notes.iter().map(|note| note.text.clone());
    Some(TakeDown {
        says: says.into_iter().chain(notes).collect(),
        lines: if may || !possible { vec![] } else { shown.refusals },
        needs: if may || !possible { vec![] } else { shown.needs },
        form: may.then(|| RemoveForm { meta: page.meta(Some(one.version)), supplies: supplies() }),
    })
}

/// Whether the reader meets a need by a record given with the decision.
fn posts_stated(group: &tatefuda_regulation::NeedGroup, page: &Page) -> bool {
    let me = page.actor().person.to_string();
    match group.alternatives.as_slice() {
        [tatefuda_regulation::Remedy::GiveRecord { who, .. }] => {
            who.iter().any(|who| who.holders.iter().any(|holder| holder.person == me))
        }
        _ => false,
    }
}
