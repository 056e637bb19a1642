//! Chains: which applies, which steps are given, which are open.

use std::collections::BTreeSet;

use smol_str::format_smolstr;
use tatefuda_domain::Action;

use super::{
    Regulation,
    help::{Cx, Source},
    oracle, readas, records, roles,
    rule::{Verdict, unset},
    words,
};
use crate::{
    answer::{Clauses, Id, NeedGroup, Outcome, People, Remedy, Strength},
    expr::Halt,
    facts::{Question, StepFact},
    pack::{Chain, ChainStep, Exclusion, StepKind, Together},
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
    let body = &regulation.layers[super::BODY];
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
        match super::rule::applies(cx, &chain.guards, chain.applies.as_ref()) {
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
    (super::BODY..regulation.layers.len()).find_map(|layer| {
        let Applicable::One(chain) = applicable(regulation, question, layer) else { return None };
        chain.steps.iter().find(|step| step.id == id).map(|step| (layer, chain, step))
    })
}

/// The step as people gave it so that it counts: for the target's digest, by persons who held the role at that time,
/// did not write the content and are not excluded. One of each person.
fn gifts<'q>(cx: Cx<'_, 'q>, chain: &Chain, step: &ChainStep) -> Vec<&'q StepFact> {
    let facts = cx.question.facts;
    let Some(digest) = facts.subject.as_ref().and_then(|subject| subject.digest.as_deref()) else { return vec![] };
    let by = readas::roles(cx, &chain.id, &step.by);
    let four_eyes = four_eyes(cx.regulation, cx.question);
    let mut found: Vec<&StepFact> = vec![];
    let mut steps: Vec<&StepFact> = facts.steps.iter().filter(|fact| fact.step == step.id).collect();
    steps.sort_by_key(|fact| (fact.at, &fact.person, &fact.capacity));
    for fact in steps {
        let counts = fact.digest == digest
            && fact.at <= cx.question.at
            && (step.means.is_empty() || step.means.iter().any(|means| means.as_str() == fact.means))
            && !(four_eyes && facts.authors.contains(&fact.person))
            && by.iter().any(|by| {
                let who = (fact.person.as_str(), fact.capacity.as_str());
                roles::may_give(cx.regulation, cx.question, cx.layer, by, who, fact.at) == Ok(true)
            })
            && !is_excluded(cx, step, (&fact.person, &fact.capacity), fact.at);
        if counts && !found.iter().any(|known| known.person == fact.person) {
            found.push(fact);
        }
    }
    found
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

/// Whether as many gave a step as must.
fn is_enough<'q>(cx: Cx<'_, 'q>, chain: &Chain, step: &ChainStep, gifts: &[&'q StepFact]) -> bool {
    let by = readas::roles(cx, &chain.id, &step.by);
    let together = step.together.or_else(|| by.iter().find_map(|by| roles::together(cx.regulation, cx.layer, by)));
    let able = roles::able(cx.regulation, cx.question, cx.layer, &by, four_eyes(cx.regulation, cx.question));
    let holders = || able.iter().flat_map(|who| &who.holders);
    let able = || holders().filter(|holder| !is_excluded(cx, step, (&holder.person, &holder.capacity), cx.question.at));
    if together != Some(Together::All) {
        let persons: BTreeSet<&str> = able().map(|holder| holder.person.as_str()).collect();
        return oracle::enough(together, persons.len()) <= gifts.len();
    }
    // Of somebody away and the deputy one is enough, and both are no more than one.
    let org = &cx.question.facts.org;
    let place = |person: &'q str, capacity: &str| {
        let own = holders().any(|holder| holder.capacity == capacity && !holder.deputy);
        let of = org.iter().find(|one| one.capacity == capacity).and_then(|one| one.deputy_of.as_deref());
        let stands_for = of.filter(|_| !own).and_then(|of| org.iter().find(|one| one.capacity == of));
        stands_for.map_or(person, |one| &one.person)
    };
    let wanted: BTreeSet<&str> = org
        .iter()
        .filter(|one| able().any(|holder| holder.capacity == one.capacity))
        .map(|one| place(&one.person, &one.capacity))
        .collect();
    let given: BTreeSet<&str> = gifts.iter().map(|fact| place(&fact.person, &fact.capacity)).collect();
    wanted.len().max(1) <= given.len()
}

/// What counts as the step; `None`: it is open. For a board the record of its decision.
pub fn given(cx: Cx<'_, '_>, chain: &Chain, step: &ChainStep) -> Option<String> {
    if let Some(board) = &step.decision_of {
        let kind = cx.board(board).map(|board| cx.regulation.layers[cx.layer].kind_id(&board.record))?;
        return records::in_scope(cx.regulation, cx.question, &kind, cx.own(&chain.id))
            .first()
            .map(|record| record.id.clone());
    }
    let gifts = gifts(cx, chain, step);
    // Nobody's gift is nobody's, whoever could have given it.
    if gifts.is_empty() || !is_enough(cx, chain, step, &gifts) {
        return None;
    }
    let shown: Vec<String> = gifts.iter().map(|fact| format!("{} {}", fact.person, fact.at)).collect();
    Some(shown.join(", "))
}

/// Steps of the chain of a layer that are given: its conditions and steps alone.
pub fn matching(cx: Cx<'_, '_>) -> usize {
    let before = |chain: &Chain| chain.before.contains(&cx.question.action);
    if !cx.regulation.layers[cx.layer].pack.chains.iter().any(before) {
        return 0;
    }
    match applicable(cx.regulation, cx.question, cx.layer) {
        Applicable::One(chain) => chain.steps.iter().filter(|step| given(cx, chain, step).is_some()).count(),
        _ => 0,
    }
}

/// Judges the chain of a layer; one verdict per step.
pub fn judge(cx: Cx<'_, '_>) -> Vec<Verdict> {
    let chains = &cx.regulation.layers[cx.layer].pack.chains;
    if !chains.iter().any(|chain| chain.before.contains(&cx.question.action)) {
        return vec![];
    }
    match applicable(cx.regulation, cx.question, cx.layer) {
        Applicable::None => uncategorised(cx).into_iter().collect(),
        Applicable::One(chain) => match super::rule::excused_chain(cx, chain) {
            super::rule::ChainExcused::Used(verdict) => vec![*verdict],
            super::rule::ChainExcused::No(ways) => {
                chain.steps.iter().map(|step| judge_step(cx, chain, step, &ways)).collect()
            }
        },
        Applicable::Several(ids) => {
            let clauses: Clauses = chains
                .iter()
                .filter(|chain| ids.contains(&chain.id.as_str()))
                .flat_map(|chain| &chain.clauses)
                .cloned()
                .collect();
            let message = words::two_chains(&ids);
            let id = ids.join("+").into();
            let source = Source { id: &id, clauses: &clauses, strength: Strength::Absolute, message: &message };
            let line = cx.refusal(source, Outcome::Fault, message.clone(), People::default(), vec![]);
            vec![Verdict::refused(cx, source, line)]
        }
        Applicable::Fault(halt) => {
            let guarded: Vec<&Chain> =
                chains.iter().filter(|chain| chain.before.contains(&cx.question.action)).collect();
            let clauses: Clauses = guarded.iter().flat_map(|chain| &chain.clauses).cloned().collect();
            let id = guarded.first().map_or_else(Id::default, |chain| chain.id.clone());
            let none = tatefuda_domain::Localized::default();
            let source = Source { id: &id, clauses: &clauses, strength: Strength::Absolute, message: &none };
            let message = words::fault(&halt, &cx.says(source));
            let line = cx.refusal(source, Outcome::Fault, message, People::default(), vec![cx.cure(&halt)]);
            vec![Verdict::refused(cx, source, line).detail(halt.detail())]
        }
    }
}

/// Where chains are split by category and the content has none, or one that the document does not know, nobody can tell
/// which steps it needs: the category is chosen first.
fn uncategorised(cx: Cx<'_, '_>) -> Option<Verdict> {
    let pack = &cx.regulation.layers[cx.layer].pack;
    let known = match cx.question.facts.get("post.category") {
        Ok(crate::facts::Value::Text(category)) => pack.categories.iter().any(|known| known.id == *category),
        _ => false,
    };
    let split = |chain: &&Chain| {
        let guards = crate::pack::Guards { category: vec![], ..chain.guards.clone() };
        chain.before.contains(&cx.question.action)
            && !chain.guards.category.is_empty()
            && super::guards::admit(cx.regulation, cx.layer, &guards, cx.question).unwrap_or(true)
    };
    let chain = pack.chains.iter().find(split).filter(|_| !known)?;
    let source = Source { id: &chain.id, clauses: &chain.clauses, strength: chain.strength, message: &chain.message };
    let group = super::rule::group(cx, source, words::no_category(), vec![cx.choose("post.category")]);
    Some(Verdict::needs(cx, source, Outcome::Open, group))
}

fn judge_step(cx: Cx<'_, '_>, chain: &Chain, step: &ChainStep, ways: &[Remedy]) -> Verdict {
    let clauses = if step.clauses.is_empty() { &chain.clauses } else { &step.clauses };
    let id = format_smolstr!("{}/{}", chain.id, step.id);
    let source = Source { id: &id, clauses, strength: chain.strength, message: &chain.message };
    if let Some(shown) = given(cx, chain, step) {
        let mut verdict = Verdict::permitted(cx, source, Outcome::Kept).detail(shown);
        verdict.cite_also(readas::cited(cx, &chain.id));
        return verdict;
    }
    let stale = stale(cx, step);
    let message = if stale { words::step_stale(&step.label) } else { words::step_open(&step.label) };
    // What is only shown around blocks nothing.
    if matches!(chain.strength, Strength::Effort | Strength::Information) || step.kind == StepKind::Circulate {
        let mut line = cx.line(source, Outcome::Open, message);
        line.remedies = vec![cx.step(chain, step, vec![])];
        return Verdict::noted(cx, source, line);
    }
    if let Some(key) = roles::first_unset(cx.regulation, cx.question, cx.layer, &readas::roles(cx, &chain.id, &step.by))
    {
        return unset(cx, source, &key.0, vec![]);
    }
    let waits = chain.steps.iter().filter(|other| step.after.contains(&other.id) && given(cx, chain, other).is_none());
    let after = waits.map(|other| other.id.clone()).collect();
    let mut alternatives = cx.roads(chain, step, after);
    alternatives.extend(ways.iter().cloned());
    if chain.strength == Strength::Principle {
        if let Some(record) =
            records::in_scope(cx.regulation, cx.question, "house:exception", cx.own(&chain.id)).first()
        {
            let mut verdict = Verdict::permitted(cx, source, Outcome::Excepted).detail(record.id.clone());
            verdict.rely(vec![record.id.clone()]);
            verdict.rest().exceptions.push(crate::answer::UsedException {
                layer: cx.document().clone(),
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
        layer: cx.document().clone(),
        rule: chain.id.clone(),
        clauses: cx.cite(clauses),
        strength: chain.strength,
        message,
        alternatives,
    };
    let mut verdict = Verdict::needs(cx, source, Outcome::Open, group).detail(if stale { "stale" } else { "" });
    verdict.cite_with_needs(readas::cited(cx, &chain.id));
    verdict
}

/// Somebody gave the step, but for other content.
fn stale(cx: Cx<'_, '_>, step: &ChainStep) -> bool {
    let digest = cx.question.facts.subject.as_ref().and_then(|subject| subject.digest.as_deref());
    cx.question.facts.steps.iter().any(|fact| fact.step == step.id && Some(fact.digest.as_str()) != digest)
}
