//! Chains: which applies, which steps are given, which are open.

use tatefuda_domain::Action;

use super::{
    Regulation, guards,
    help::{Cx, Source},
    records, roles,
    rule::{Verdict, unset},
    words,
};
use crate::{
    answer::{NeedGroup, Outcome, Strength},
    expr::Halt,
    facts::{Question, StepFact},
    pack::{Chain, ChainStep},
};

/// Chains that apply to a question.
pub enum Applicable<'r> {
    None,
    One(&'r Chain),
    Several(Vec<&'r str>),
    Fault(Halt),
}

/// The chain of a layer. Acts on a post that no chain stands before (a step, a return) are seen
/// under the chain before publishing.
pub fn applicable<'r>(regulation: &'r Regulation, question: &Question<'_>, layer: usize) -> Applicable<'r> {
    let chains = &regulation.layers[layer].pack.chains;
    let own = chains.iter().any(|chain| chain.before.contains(&question.action));
    let action =
        if own || !question.action.as_str().starts_with("post.") { question.action } else { Action::PostPublish };
    // The step asked for is no condition of the chain it belongs to.
    let asked = Question { step: None, record_kind: None, ..question.clone() };
    let mut found: Vec<&Chain> = vec![];
    for chain in chains.iter().filter(|chain| chain.before.contains(&action)) {
        match guards::admit(&chain.guards, &asked) {
            Ok(true) => found.push(chain),
            Ok(false) => {}
            Err(halt) => return Applicable::Fault(halt),
        }
    }
    let replaced: Vec<&String> = found.iter().flat_map(|chain| &chain.replaces).collect();
    let left: Vec<&Chain> = found.iter().copied().filter(|chain| !replaced.contains(&&chain.id)).collect();
    match left.as_slice() {
        [] if found.is_empty() => Applicable::None,
        [one] => Applicable::One(one),
        // Chains that replace each other leave none: as unclear as two.
        _ => Applicable::Several(found.iter().map(|chain| chain.id.as_str()).collect()),
    }
}

/// The step as somebody gave it so that it counts: for the target's digest, by a person who held
/// the role at that time and did not write the content.
pub fn given<'q>(cx: Cx<'_, 'q>, step: &ChainStep) -> Option<&'q StepFact> {
    let facts = cx.question.facts;
    let digest = facts.subject.as_ref().and_then(|subject| subject.digest.as_deref())?;
    facts.steps.iter().find(|fact| {
        fact.step == step.id
            && fact.digest == digest
            && fact.at <= cx.question.at
            && !(cx.regulation.four_eyes && facts.authors.contains(&fact.person))
            && step.by.iter().any(|by| {
                let who = (fact.person.as_str(), fact.capacity.as_str());
                roles::holds(cx.regulation, cx.question, cx.layer, by, who, fact.at) == Ok(true)
            })
    })
}

/// Judges the chain of a layer; one verdict per step.
pub fn judge(cx: Cx<'_, '_>) -> Vec<Verdict> {
    let chains = &cx.regulation.layers[cx.layer].pack.chains;
    if !chains.iter().any(|chain| chain.before.contains(&cx.question.action)) {
        return vec![];
    }
    match applicable(cx.regulation, cx.question, cx.layer) {
        Applicable::None => vec![],
        Applicable::One(chain) => chain.steps.iter().map(|step| judge_step(cx, chain, step)).collect(),
        Applicable::Several(ids) => {
            let clauses: Vec<String> = chains
                .iter()
                .filter(|chain| ids.contains(&chain.id.as_str()))
                .flat_map(|chain| chain.clauses.clone())
                .collect();
            let message = words::two_chains(&ids);
            let id = ids.join("+");
            let source = Source { id: &id, clauses: &clauses, strength: Strength::Absolute, message: &message };
            let line = cx.refusal(source, Outcome::Fault, message.clone(), vec![], vec![]);
            vec![Verdict::refused(cx, source, line)]
        }
        Applicable::Fault(halt) => {
            let guarded: Vec<&Chain> =
                chains.iter().filter(|chain| chain.before.contains(&cx.question.action)).collect();
            let clauses: Vec<String> = guarded.iter().flat_map(|chain| chain.clauses.clone()).collect();
            let id = guarded.first().map_or("", |chain| chain.id.as_str());
            let none = tatefuda_domain::Localized::default();
            let source = Source { id, clauses: &clauses, strength: Strength::Absolute, message: &none };
            let message = words::fault(&halt, &cx.says(source));
            let line = cx.refusal(source, Outcome::Fault, message, vec![], vec![cx.cure(&halt)]);
            vec![Verdict::refused(cx, source, line).detail(halt.to_string())]
        }
    }
}

fn judge_step(cx: Cx<'_, '_>, chain: &Chain, step: &ChainStep) -> Verdict {
    let clauses = if step.clauses.is_empty() { &chain.clauses } else { &step.clauses };
    let id = format!("{}/{}", chain.id, step.id);
    let source = Source { id: &id, clauses, strength: chain.strength, message: &chain.message };
    if let Some(fact) = given(cx, step) {
        return Verdict::permitted(cx, source, Outcome::Kept).detail(format!("{} {}", fact.person, fact.at));
    }
    let stale = stale(cx, step);
    let message = if stale { words::step_stale(&step.label) } else { words::step_open(&step.label) };
    if matches!(chain.strength, Strength::Effort | Strength::Information) {
        let mut line = cx.line(source, Outcome::Open, message);
        line.remedies = vec![cx.step(&chain.id, step, vec![])];
        return Verdict::noted(cx, source, line);
    }
    if let Some(key) = roles::first_unset(cx.regulation, cx.question, cx.layer, &step.by) {
        return unset(cx, source, &key.0, vec![]);
    }
    let waits = chain.steps.iter().filter(|other| step.after.contains(&other.id) && given(cx, other).is_none());
    let after = waits.map(|other| other.id.clone()).collect();
    let mut alternatives = vec![cx.step(&chain.id, step, after)];
    if chain.strength == Strength::Principle {
        let own = format!("{}/{}", cx.document(), chain.id);
        if let Some(record) = records::in_scope(cx.regulation, cx.question, "house:exception", &own).first() {
            let mut verdict = Verdict::permitted(cx, source, Outcome::Excepted).detail(record.id.clone());
            verdict.relied = vec![record.id.clone()];
            verdict.exceptions.push(crate::answer::UsedException {
                layer: cx.document().to_owned(),
                id: chain.id.clone(),
                rule: chain.id.clone(),
                clauses: cx.cite(clauses),
                records: vec![record.id.clone()],
            });
            return verdict;
        }
        let key = cx.regulation.layers[cx.layer].key("exception", &chain.id);
        if cx.regulation.settings.list(&key).is_empty() {
            return unset(cx, source, &key, alternatives);
        }
        let grant = crate::pack::ExceptionGrant { by: vec![], record: "house:exception".to_owned() };
        alternatives.push(cx.give("house:exception", &chain.id, Some(&grant)));
    }
    let group = NeedGroup {
        id: format!("{}/{id}", cx.document()),
        layer: cx.document().to_owned(),
        rule: chain.id.clone(),
        clauses: cx.cite(clauses),
        strength: chain.strength,
        message,
        alternatives,
    };
    Verdict::needs(cx, source, Outcome::Open, group).detail(if stale { "stale" } else { "" })
}

/// Somebody gave the step, but for other content.
fn stale(cx: Cx<'_, '_>, step: &ChainStep) -> bool {
    let digest = cx.question.facts.subject.as_ref().and_then(|subject| subject.digest.as_deref());
    cx.question.facts.steps.iter().any(|fact| fact.step == step.id && Some(fact.digest.as_str()) != digest)
}
