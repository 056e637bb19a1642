//! What benchmarks measure the engine against.

use crate::{
    engine::Regulation,
    facts::Question,
    pack::{Kept, Rule},
};

/// Evaluates the conditions of every rule of the action and nothing else: guards, joins, people,
/// messages and digests are left out. Returns how many held.
pub fn conditions(regulation: &Regulation, question: &Question<'_>) -> usize {
    regulation.each_rule(question, |world, rule: &Rule| {
        let applies = rule.applies.as_ref().is_none_or(|condition| condition.holds(world).unwrap_or(false));
        applies
            && match &rule.kept {
                Kept::Condition(condition) => condition.holds(world).unwrap_or(false),
                _ => true,
            }
    })
}
