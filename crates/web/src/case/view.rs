//! Cases as screens show them.

use jiff::tz::TimeZone;
use tatefuda_app::case::view as app;
use tatefuda_domain::case::{CaseState, PostSort};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    case::{CaseRow, CaseState as Shown, PostRow},
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

/// What a file is, in words.
pub(crate) fn kind_of_file(tr: &Translator, mime: &str) -> String {
    let word = match mime.split_once('/') {
        Some(("image", _)) => "picture",
        Some(("video", _)) => "film",
        Some(("text", _)) => "text",
        Some((_, "pdf")) => "pdf",
        Some((_, kind)) if kind.contains("wordprocessing") => "document",
        Some((_, kind)) if kind.contains("spreadsheet") => "sheet",
        Some((_, kind)) if kind.contains("presentation") => "slides",
        _ => return mime.to_owned(),
    };
    tr.text(&format!("file-kind-{word}"))
}

/// A post that something concerns.
pub(crate) fn concerned(tr: &Translator, zone: &TimeZone, one: &app::ConcernedView) -> PostRow {
    PostRow {
        sort: tr.text(&format!("case-post-{}", one.sort.as_str())),
        unknown: one.sort == PostSort::Unknown,
        account: one.account_name.clone(),
        state: one.state.map(|state| tr.text(&format!("state-{}", state.as_str()))),
        posted: one.posted_at.map(|at| When::new(tr, at, zone)),
        text: one.text.clone(),
        url: one.url.clone(),
    }
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
