//! What `app` says of an amendment, as it is shown.

use tatefuda_app::amendment::{AmendmentRow, Listed, Row, Side, UnderWay, view::AmendmentView};
use tatefuda_domain::{Localized, amendment::AmendmentState};
use tatefuda_i18n::{DateStyle, Translator};
use tatefuda_ui::{
    amendment::{AmendmentGroup, AmendmentLine, AmendmentRowView, AmendmentSideView},
    view::{FormMeta, Link, Tone, When},
};

use crate::{lang, page::Page};

pub(super) fn say(tr: &Translator, text: &Localized) -> String {
    text.get(lang::domain(tr.lang())).to_owned()
}

pub(super) fn state(tr: &Translator, state: AmendmentState) -> (String, Tone) {
    let tone = match state {
        AmendmentState::Draft => Tone::Info,
        AmendmentState::Proposed => Tone::Warn,
        AmendmentState::Confirmed => Tone::Good,
        AmendmentState::Withdrawn => Tone::Neutral,
    };
    (tr.text(&format!("amendment-state-{}", state.as_str())), tone)
}

pub(super) fn line(page: &Page, tr: &Translator, one: &AmendmentRow) -> AmendmentLine {
    let (state, tone) = state(tr, one.state);
    AmendmentLine {
        id: one.id.to_string(),
        title: say(tr, &one.title),
        state,
        tone,
        source: one.source.clone(),
        from: one.from.map(|day| tr.date(day, DateStyle::Gregorian)).unwrap_or_default(),
        changes: tr.with("amendment-count", &[("n", one.changes.into())]),
        by: one.opened_by.clone(),
        opened: When::new(tr, one.opened_at, page.zone()),
    }
}

/// The table of old and new. `meta`: for the forms of a draft.
pub(super) fn rows(
    tr: &Translator,
    view: &AmendmentView,
    meta: Option<&dyn Fn() -> FormMeta>,
) -> Vec<AmendmentRowView> {
    let id = view.row.id;
    let row = |row: &Row| {
        let edit = row.new.as_ref().zip(row.change.as_ref()).filter(|_| meta.is_some());
        AmendmentRowView {
            part: tr.text(&format!("amendment-part-{}", row.part.as_str())),
            label: say(tr, &row.label),
            old: row.old.as_ref().map(|one| side(tr, one)),
            new: row.new.as_ref().map(|one| side(tr, one)),
            edit: edit.map(|(_, change)| format!("/amendments/{id}/edit?what={}", crate::text::query_value(change))),
            undo: row.change.clone().zip(meta.map(|meta| meta())),
        }
    };
    view.rows.iter().map(row).collect()
}

fn side(tr: &Translator, side: &Side) -> AmendmentSideView {
    AmendmentSideView { number: say(tr, &side.number), heading: say(tr, &side.heading), text: say(tr, &side.text) }
}

/// What ends and what is under way.
pub(super) fn groups(page: &Page, tr: &Translator, view: &AmendmentView) -> Vec<AmendmentGroup> {
    let UnderWay { cases, duties, held, renewed, listed, more } = &view.under_way;
    let with = |key: &str, args: &[(&str, &str)]| {
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, (*value).into())).collect();
        tr.with(key, &args)
    };
    let link = |href: String, key: &str| Some(Link { href, label: tr.text(key) });
    let ended = view.ended.iter().map(|one| {
        let key = if one.stays { "amendment-stays-line" } else { "amendment-ended-line" };
        (with(key, &[("label", &say(tr, &one.label)), ("clause", &one.clause)]), None)
    });
    let cases = cases.iter().map(|one| {
        let text = format!("{} {}", say(tr, &one.label), one.title).trim().to_owned();
        (text, link(format!("/cases/{}", one.id), "amendment-case-open"))
    });
    let duties = duties.iter().map(|one| {
        let key = if one.ends { "amendment-duty-ends" } else { "amendment-duty-line" };
        (with(key, &[("label", &say(tr, &one.label)), ("n", &one.open.to_string())]), None)
    });
    let held = held.iter().map(|one| {
        let at = tr.date_time(one.planned_at, page.zone());
        let clauses = one.clauses.join(" ");
        let text = with("amendment-held-line", &[("account", &one.account_name), ("at", &at), ("clauses", &clauses)]);
        (text, link(format!("/posts/{}", one.post), "amendment-held-open"))
    });
    let listed = listed.iter().map(|one| {
        let key = match one.what {
            Listed::Comes => "amendment-listed-comes",
            Listed::Goes => "amendment-listed-goes",
        };
        let name = if one.name.is_empty() { &one.handle } else { &one.name };
        let text = with(key, &[("service", &one.service), ("name", name)]);
        match one.account {
            Some(id) => (text, link(format!("/accounts/{id}"), "amendment-listed-open")),
            None => (format!("{text} {}", tr.text("amendment-listed-none")), None),
        }
    });
    let renewed = renewed.iter().map(|one| (say(tr, one), None));
    let all = [
        ("amendment-ended", ended.collect::<Vec<_>>()),
        ("amendment-held", held.collect()),
        ("amendment-listed", listed.collect()),
        ("amendment-cases", cases.collect()),
        ("amendment-duties", duties.collect()),
        ("amendment-renewed", renewed.collect()),
    ];
    let mut groups: Vec<AmendmentGroup> = all
        .into_iter()
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(key, lines)| AmendmentGroup { title: tr.text(key), lines })
        .collect();
    if let (true, Some(last)) = (*more, groups.last_mut()) {
        last.lines.push((tr.text("amendment-more"), None));
    }
    groups
}
