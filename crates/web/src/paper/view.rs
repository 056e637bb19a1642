//! Papers as screens show them.

use jiff::tz::TimeZone;
use tatefuda_app::paper::view as app;
use tatefuda_i18n::Translator;
use tatefuda_ui::{paper::PaperRow, view::When};

use crate::{post::look::person, text};

/// What kind of thing a paper is about, in words.
pub(super) fn about(tr: &Translator, kind: &str) -> String {
    let key = format!("paper-about-{kind}");
    if tr.has(&key) { tr.text(&key) } else { kind.to_owned() }
}

/// A line of the list.
pub(super) fn row(tr: &Translator, zone: &TimeZone, paper: &app::PaperRow) -> PaperRow {
    let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    PaperRow {
        id: paper.id.to_string(),
        title: paper.title.clone(),
        number: filled(&paper.number),
        about: about(tr, &paper.subject_kind),
        account: filled(&paper.account_name),
        by: person(tr, &paper.by),
        at: When::new(tr, paper.at, zone),
    }
}

/// The query of an address, of what is not empty.
pub(super) fn query(pairs: &[(&str, &str)]) -> String {
    let filled = pairs.iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(name, value)| format!("{name}={}", text::query_value(value))).collect::<Vec<_>>().join("&")
}
