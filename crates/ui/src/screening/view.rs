use crate::view::ClauseRef;

/// Something found in a text: a proposal with its reasons.
#[derive(Clone, Debug)]
pub struct FoundRow {
    /// What it is about, in words.
    pub label: String,
    /// How sure, in words.
    pub tier: String,
    /// The words as they stand.
    pub surface: String,
    /// How it was read.
    pub explanation: String,
    /// Clauses that speak of it.
    pub clauses: Vec<ClauseRef>,
    /// The entry or detector, with its version.
    pub source: String,
}
