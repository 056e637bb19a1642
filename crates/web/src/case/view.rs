//! Cases as screens show them.

use jiff::tz::TimeZone;
use tatefuda_app::case::view as app;
use tatefuda_domain::case::CaseState;
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    case::{CaseRow, CaseState as Shown},
    view::When,
};

use crate::lang;

/// The state in the words of the screens.
pub(crate) const fn state(state: CaseState) -> Shown {
    match state {
        CaseState::Running => Shown::Running,
        CaseState::Closed => Shown::Closed,
        CaseState::Withdrawn => Shown::Withdrawn,
    }
}

/// What kind of thing a case is about, in words.
pub(crate) fn about(tr: &Translator, kind: &str) -> String {
    let key = format!("case-about-{kind}");
    if tr.has(&key) { tr.text(&key) } else { kind.to_owned() }
}

/// A line of the list.
pub(crate) fn row(tr: &Translator, zone: &TimeZone, case: &app::CaseRow) -> CaseRow {
    let lang = lang::domain(tr.lang());
    let label = case.label.get(lang);
    CaseRow {
        id: case.id.to_string(),
        // Where its text cannot be read any more, its own name is all that is known.
        label: if label.is_empty() { case.procedure.clone() } else { label.to_owned() },
        title: Some(case.title.clone()).filter(|title| !title.is_empty()),
        about: about(tr, &case.subject_kind),
        account: Some(case.account_name.clone()).filter(|name| !name.is_empty()),
        state: state(case.state),
        open: case.open.iter().map(|label| label.get(lang).to_owned()).collect(),
        course: tr.with("case-course-done", &[("done", case.done.into()), ("steps", case.steps.into())]),
        opened: When::new(tr, case.opened_at, zone),
    }
}
