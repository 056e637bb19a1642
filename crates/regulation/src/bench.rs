//! What benchmarks measure the engine against.

use crate::engine::{Question, Regulation};

/// The matching conditions of a question alone, against the same facts: guards, conditions and records of every rule
/// and proviso of the action, the chain that applies with the steps given, who holds the roles that are admitted.
/// Messages, people to turn to, clauses, trace, joining and digests are left out. Returns how many held.
pub fn conditions(regulation: &Regulation, question: &Question<'_>) -> usize {
    crate::engine::matching(regulation, question)
}
