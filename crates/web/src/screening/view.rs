//! What was read in a text, in the language of the page.

use tatefuda_app::screening::Screened;
use tatefuda_i18n::Translator;
use tatefuda_ui::{screening::FoundRow, view::ClauseRef};

use crate::lang;

/// Findings as rows.
pub(crate) fn rows(tr: &Translator, found: &[Screened]) -> Vec<FoundRow> {
    found.iter().map(|one| row(tr, one)).collect()
}

fn row(tr: &Translator, one: &Screened) -> FoundRow {
    let lang = lang::domain(tr.lang());
    FoundRow {
        label: one.label.get(lang).to_owned(),
        tier: tr.text(&format!("tier-{}", one.tier)),
        surface: one.surface.clone(),
        explanation: one.explanation.get(lang).to_owned(),
        clauses: one.clauses.iter().map(|id| ClauseRef::id(id.as_str())).collect(),
        source: format!("{} {}", one.rule, one.version),
    }
}
