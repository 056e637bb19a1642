//! Chains: which applies, which steps are given, which are open.

use super::{
    cx::{Cx, Source},
    excuse::{self, Excused},
    oracle, quorum, readas, records, roles,
    select::{self, Applicable, applicable, is_excluded},
    strength::{Binds, Opens, State, by_strength},
    verdict::{Verdict, group},
    words,
};
use std::collections::BTreeSet;

use smol_str::format_smolstr;
use tatefuda_domain::Localized;

use crate::{
    answer::{Decision, Holder, Outcome, People, Remedy},
    expr::Halt,
    facts::StepFact,
    pack::{Chain, ChainStep, StepKind, Together},
    terms::{Clauses, Id, Strength},
};

/// The step as people gave it so that it counts: for the target's digest, by persons who held the role at that time,
/// did not write the content and are not excluded. One of each person.
fn gifts<'q>(cx: Cx<'_, 'q>, chain: &Chain, step: &ChainStep) -> Vec<&'q StepFact> {
    let facts = cx.question.facts;
    let Some(digest) = facts.subject.as_ref().and_then(|subject| subject.digest.as_deref()) else { return vec![] };
    let by = readas::roles(cx, &chain.id, &step.by);
    let four_eyes = select::four_eyes(cx.regulation, cx.question);
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

/// Whether as many gave a step as must.
fn is_enough<'q>(cx: Cx<'_, 'q>, chain: &Chain, step: &ChainStep, gifts: &[&'q StepFact]) -> bool {
    let by = readas::roles(cx, &chain.id, &step.by);
    let together = step.together.or_else(|| by.iter().find_map(|by| roles::together(cx.regulation, cx.layer, by)));
    let able = roles::able(cx.regulation, cx.question, cx.layer, &by, select::four_eyes(cx.regulation, cx.question));
    let holders = || able.iter().flat_map(|who| &who.holders);
    let able = || holders().filter(|holder| !is_excluded(cx, step, (&holder.person, &holder.capacity), cx.question.at));
    if together != Some(Together::All) {
        let persons: BTreeSet<&str> = able().map(|holder| holder.person.as_str()).collect();
        return oracle::enough(together, persons.len()) <= gifts.len();
    }
    // Of somebody away and the deputy one is enough, and both are no more than one.
    let org = &cx.question.facts.org;
    let all: Vec<&Holder> = holders().collect();
    let place = |person: &'q str, capacity: &str| quorum::place(org, &all, person, capacity);
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

/// Judges the chain of a layer; one verdict per step.
pub fn judge(cx: Cx<'_, '_>) -> Vec<Verdict> {
    let chains = &cx.regulation.layers[cx.layer].pack.chains;
    if !chains.iter().any(|chain| chain.before.contains(&cx.question.action)) {
        return vec![];
    }
    match applicable(cx.regulation, cx.question, cx.layer) {
        Applicable::None => uncategorised(cx).into_iter().collect(),
        Applicable::One(chain) => match excuse::provisos(cx, source(chain)) {
            Excused::Used(verdict) => vec![*verdict],
            Excused::No(ways) => chain.steps.iter().map(|step| judge_step(cx, chain, step, &ways)).collect(),
        },
        // The engine does not choose between two texts: that is for those who answer for them.
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
    let source = source(chain);
    let group =
        group(cx, source, words::no_category(&cx.field_word("post.category")), vec![cx.choose("post.category")]);
    Some(Verdict::needs(cx, source, Outcome::Open, group))
}

fn source(chain: &Chain) -> Source<'_> {
    Source { id: &chain.id, clauses: &chain.clauses, strength: chain.strength, message: &chain.message }
}

/// A step that is not given.
struct OpenStep<'s> {
    chain: &'s Chain,
    step: &'s ChainStep,
    id: Id,
    /// Somebody gave it for other content.
    stale: bool,
    /// What would make a proviso cover the chain.
    provisos: &'s [Remedy],
}

impl OpenStep<'_> {
    /// What one strives for, or what is only shown around, blocks nothing.
    fn is_shown_only(&self) -> bool {
        matches!(self.chain.strength, Strength::Effort | Strength::Information) || self.step.kind == StepKind::Circulate
    }
}

impl Binds for OpenStep<'_> {
    fn source(&self) -> Source<'_> {
        let clauses = if self.step.clauses.is_empty() { &self.chain.clauses } else { &self.step.clauses };
        Source { id: &self.id, clauses, ..source(self.chain) }
    }

    fn strength(&self) -> Strength {
        if self.is_shown_only() { Strength::Effort } else { self.chain.strength }
    }

    fn named(&self) -> &Id {
        &self.chain.id
    }

    fn says(&self, _: Cx<'_, '_>) -> Localized {
        if self.stale { words::step_stale(&self.step.label) } else { words::step_open(&self.step.label) }
    }

    fn ways(&self, cx: Cx<'_, '_>) -> Vec<Remedy> {
        if self.is_shown_only() {
            return vec![cx.step(self.chain, self.step, vec![])];
        }
        let before = self.chain.steps.iter().filter(|other| self.step.after.contains(&other.id));
        let waits = before.filter(|other| given(cx, self.chain, other).is_none());
        cx.roads(self.chain, self.step, waits.map(|other| other.id.clone()).collect())
    }

    /// They speak of the chain as a whole and were judged with it.
    fn provisos(&self, _: Cx<'_, '_>) -> Excused {
        Excused::No(self.provisos.to_vec())
    }

    fn opens(&self) -> Option<Opens<'_>> {
        Some(Opens { of: &self.chain.id, grant: None })
    }
}

fn judge_step(cx: Cx<'_, '_>, chain: &Chain, step: &ChainStep, provisos: &[Remedy]) -> Verdict {
    let id = format_smolstr!("{}/{}", chain.id, step.id);
    let open = OpenStep { chain, step, id, stale: stale(cx, step), provisos };
    if let Some(shown) = given(cx, chain, step) {
        let mut verdict = Verdict::permitted(cx, open.source(), Outcome::Kept).detail(shown);
        verdict.cite_also(readas::cited(cx, &chain.id));
        return verdict;
    }
    let by = readas::roles(cx, &chain.id, &step.by);
    let unset = || roles::first_unset(cx.regulation, cx.question, cx.layer, &by);
    let state = match if open.is_shown_only() { None } else { unset() } {
        Some(key) => State::Halted(Halt::Key(key.0)),
        None => State::NotKept,
    };
    let mut verdict = by_strength(cx, &open, state);
    match (verdict.line.decision, verdict.line.outcome) {
        (Decision::Needs, _) => {
            verdict = verdict.detail(if open.stale { "stale" } else { "" });
            verdict.cite_with_needs(readas::cited(cx, &chain.id));
        }
        // The trace of a step tells the record, that of a rule the rule.
        (_, Outcome::Excepted) => verdict.line.detail = verdict.relied().join(", "),
        _ => {}
    }
    verdict
}

/// Somebody gave the step, but for other content.
fn stale(cx: Cx<'_, '_>, step: &ChainStep) -> bool {
    let digest = cx.question.facts.subject.as_ref().and_then(|subject| subject.digest.as_deref());
    cx.question.facts.steps.iter().any(|fact| fact.step == step.id && Some(fact.digest.as_str()) != digest)
}
