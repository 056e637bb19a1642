//! When things last happened, as far as this program saw them. What it cannot know stays absent, so that whatever reads
//! it answers that it cannot judge. Each noun knows its own; here stands what the governing document knows of itself.

use super::FactsBuilder;
use crate::governing::Governing;

/// What [`fill`] supplies.
pub(super) const SUPPLIES: &[&str] = &["document.activated"];

pub(super) fn fill(governing: &Governing, builder: &mut FactsBuilder<'_>) {
    if builder.regulation.events().contains("document.activated") && governing.from.is_some() {
        builder.event("document.activated", governing.from);
    }
}
