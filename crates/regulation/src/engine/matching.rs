//! The matching conditions of a question alone: what the cost of an answer is measured against (decision 0022). A test
//! holds it to what the answers say.

use super::{
    admission,
    applies::{applies, holds, reaches},
    builtin, chain,
    cx::Cx,
    question::Question,
    records,
    regulation::Regulation,
    roles,
    select::{self, Applicable},
    verdict::Found,
};
use crate::pack::{Builtin, Chain, Kept, Rule};

/// How much of the rules, exceptions and steps of an action holds.
pub fn matching(regulation: &Regulation, question: &Question<'_>) -> usize {
    regulation.viewed(question, |question| {
        let count = |layer: usize| {
            let cx = Cx { regulation, question, layer, item: "" };
            regulation.layers[layer].rules_on(question.action).filter(|rule| of_rule(cx, rule)).count() + of_chain(cx)
        };
        (0..regulation.layers.len()).map(count).sum()
    })
}

/// Whether a rule applies and is kept, or an exception from it counts: conditions, records and roles alone.
fn of_rule(cx: Cx<'_, '_>, rule: &Rule) -> bool {
    let cx = Cx { item: &rule.id, ..cx };
    if !reaches(cx, &rule.guards, rule.applies.as_ref()).unwrap_or(true) {
        return false;
    }
    let recorded = |kind: &str, own: &str| {
        let kind = cx.regulation.layers[cx.layer].kind_id(kind);
        !records::in_scope(cx.regulation, cx.question, &kind, cx.own(own)).is_empty()
    };
    let kept = match &rule.kept {
        Kept::Condition(condition) => holds(cx, condition).unwrap_or(false),
        Kept::Record(kind) | Kept::Decision(kind) => recorded(kind, &rule.id),
        Kept::Never => false,
        Kept::Always => true,
        Kept::Builtin(builtin) => of_check(cx, *builtin),
    };
    kept || cx.regulation.layers[cx.layer].exceptions_of(&rule.id).any(|one| {
        applies(Cx { item: &one.id, ..cx }, &one.guards, one.applies.as_ref()).unwrap_or(false)
            && one.needs.iter().all(|kind| recorded(kind, &one.id))
    })
}

/// Whether a check is kept, without words and people where the check can do without them.
fn of_check(cx: Cx<'_, '_>, builtin: Builtin) -> bool {
    match builtin {
        Builtin::Standing => admission::admitted(cx)
            .is_some_and(|(roles, _)| roles::actor_holds(cx.regulation, cx.question, &roles) == Ok(true)),
        _ => matches!(builtin::check(cx, builtin), Found::Kept { .. }),
    }
}

/// Steps of the chain of a layer that are given: its conditions and steps alone.
fn of_chain(cx: Cx<'_, '_>) -> usize {
    let before = |chain: &Chain| chain.before.contains(&cx.question.action);
    if !cx.regulation.layers[cx.layer].pack.chains.iter().any(before) {
        return 0;
    }
    match select::applicable(cx.regulation, cx.question, cx.layer) {
        Applicable::One(chain) => chain.steps.iter().filter(|step| chain::given(cx, chain, step).is_some()).count(),
        _ => 0,
    }
}
