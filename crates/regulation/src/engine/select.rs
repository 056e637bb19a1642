//! Which chain a question stands under, and whom its steps exclude.

use tatefuda_domain::Action;

use super::{applies, cx::Cx, question::Question, regulation::Regulation, roles};
use crate::{
    expr::Halt,
    pack::{Chain, ChainStep, Exclusion},
};

/// Chains that apply to a question.
pub enum Applicable<'r> {
    None,
    One(&'r Chain),
    Several(Vec<&'r str>),
    Fault(Halt),
}

/// Whether nobody may check this content who wrote it. Where the body reads its text so, content that a second author
/// took over is open to the first one's check.
pub fn four_eyes(regulation: &Regulation, question: &Question<'_>) -> bool {
    let body = &regulation.layers[super::regulation::BODY];
    let reads = |lift: &crate::pack::Lift| {
        lift.adopted.as_ref().is_some_and(|param| body.param(param, None) == Some(&crate::facts::Value::Bool(true)))
    };
    regulation.four_eyes && !(1 < question.facts.authors.len() && body.pack.lifts.iter().any(reads))
}

/// The chain of a layer. Acts on a post that no chain stands before (a step, a return) are seen
/// under the chain before publishing.
pub fn applicable<'r>(regulation: &'r Regulation, question: &Question<'_>, layer: usize) -> Applicable<'r> {
    let chains = &regulation.layers[layer].pack.chains;
    let own = chains.iter().any(|chain| chain.before.contains(&question.action));
    let action =
        if own || !question.action.as_str().starts_with("post.") { question.action } else { Action::PostPublish };
    // The step asked for is no condition of the chain it belongs to.
    // Nor is who holds its steps: that follows from the chain.
    let asked = Question { step: None, record_kind: None, nested: true, ..question.clone() };
    let mut found: Vec<&Chain> = vec![];
    for chain in chains.iter().filter(|chain| chain.before.contains(&action)) {
        let cx = Cx { regulation, question: &asked, layer, item: &chain.id };
        match applies::applies(cx, &chain.guards, chain.applies.as_ref()) {
            Ok(true) => found.push(chain),
            Ok(false) => {}
            Err(halt) => return Applicable::Fault(halt),
        }
    }
    let replaced = |chain: &Chain| found.iter().any(|other| other.replaces(chain));
    let left: Vec<&Chain> = found.iter().copied().filter(|chain| !replaced(chain)).collect();
    match left.as_slice() {
        [] if found.is_empty() => Applicable::None,
        [one] => Applicable::One(one),
        // Chains that replace each other leave none: as unclear as two.
        _ => Applicable::Several(found.iter().map(|chain| chain.id.as_str()).collect()),
    }
}

/// The step that a question names, with its chain and layer: the body's chain, or one that a further layer adds.
pub fn asked<'r>(regulation: &'r Regulation, question: &Question<'_>) -> Option<(usize, &'r Chain, &'r ChainStep)> {
    let id = question.step.as_deref()?;
    (super::regulation::BODY..regulation.layers.len()).find_map(|layer| {
        let Applicable::One(chain) = applicable(regulation, question, layer) else { return None };
        chain.steps.iter().find(|step| step.id == id).map(|step| (layer, chain, step))
    })
}

/// Whether a step excludes somebody whose role could give it.
pub fn is_excluded(cx: Cx<'_, '_>, step: &ChainStep, (person, capacity): (&str, &str), at: jiff::Timestamp) -> bool {
    let facts = cx.question.facts;
    let digest = facts.subject.as_ref().and_then(|subject| subject.digest.as_deref());
    step.exclude.iter().any(|exclusion| match exclusion {
        Exclusion::Author => facts.authors.iter().any(|author| author == person),
        Exclusion::Step(other) => facts
            .steps
            .iter()
            .any(|fact| fact.step == *other && fact.person == person && Some(fact.digest.as_str()) == digest),
        // Whoever is excluded is so in every capacity.
        Exclusion::Role(role) => {
            roles::holds_at_all(cx.regulation, cx.question, cx.layer, role, person, at) == Ok(true)
                || roles::holds(cx.regulation, cx.question, cx.layer, role, (person, capacity), at) == Ok(true)
        }
    })
}
