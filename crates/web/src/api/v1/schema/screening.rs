use utoipa::ToSchema;

use super::Localized;

/// Something found in a text.
#[derive(ToSchema)]
pub(crate) struct Screened {
    /// What it is about, as `abuse` or `phone`; `sign.…` for signs that residents will not see as they were meant.
    category: String,
    /// The same in words.
    label: Localized,
    /// How sure: `certain`, `strong`, `possible`, `cue`.
    tier: String,
    /// First character, counted in Unicode code points of the text.
    start: u64,
    /// Character after the last.
    end: u64,
    /// The words as they stand; of a sign that shows nothing its number, as `U+202E`.
    surface: String,
    /// The entry or detector that found it.
    rule: String,
    /// The lexicon or detectors, with their version.
    version: String,
    /// What packs call it.
    kinds: Vec<String>,
    /// Clauses of the documents in force that speak of such findings.
    clauses: Vec<String>,
    /// How it was read, as a sentence.
    explanation: Localized,
}
