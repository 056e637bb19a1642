//! Whether an item speaks of a question: its guards and its condition together.

use super::{cx::Cx, guards, oracle};
use crate::{
    expr::{Condition, Halt},
    pack::Guards,
};

/// Whether a condition holds.
pub fn holds(cx: Cx<'_, '_>, condition: &Condition) -> Result<bool, Halt> {
    oracle::holds(cx, condition)
}

/// Guards and `applies` together.
pub fn applies(cx: Cx<'_, '_>, guards: &Guards, condition: Option<&Condition>) -> Result<bool, Halt> {
    if !guards::admit(cx.regulation, cx.layer, guards, cx.question)? {
        return Ok(false);
    }
    condition.map_or(Ok(true), |condition| holds(cx, condition))
}

/// The same for a rule, which only tightens.
pub fn reaches(cx: Cx<'_, '_>, guards: &Guards, condition: Option<&Condition>) -> Result<bool, Halt> {
    if !guards::reach(cx.regulation, cx.layer, guards, cx.question)? {
        return Ok(false);
    }
    condition.map_or(Ok(true), |condition| holds(cx, condition))
}
