//! What benchmarks measure the engine against.

use crate::{engine::Regulation, facts::Question};

/// The matching conditions of a question alone: guards, conditions, records and steps of every rule, exception and
/// chain of the action. People, messages, joining and digests are left out. Returns how many held.
pub fn conditions(regulation: &Regulation, question: &Question<'_>) -> usize {
    regulation.matching(question)
}
