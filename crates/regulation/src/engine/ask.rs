//! Joins what the rules of all layers say into one answer.

use tatefuda_domain::Digest;

use super::{
    chain,
    cx::{Cx, Source},
    duty, guards, procedure,
    question::Question,
    regulation::{BODY, HOUSE, Regulation},
    rule,
    verdict::Verdict,
    words,
};
use crate::{
    answer::{Answer, Decision, Line, Outcome, People, Remedy, SEMANTICS, TraceLine},
    terms::{ClauseRef, Clauses, Id, Strength},
};

pub fn ask(regulation: &Regulation, question: &Question<'_>, facts_digest: Digest) -> Answer {
    let cx = Cx { regulation, question, layer: BODY, item: "" };
    let rules = regulation.layers.iter().map(|layer| layer.rules_on(question.action).count()).sum::<usize>();
    let mut joined = Joined {
        answer: Answer {
            decision: Decision::Permitted,
            refusals: vec![],
            groups: vec![],
            notes: vec![],
            exceptions_used: vec![],
            powers_used: vec![],
            consumes: vec![],
            citations: Vec::with_capacity(rules + 8),
            trace: Vec::with_capacity(rules + 8),
            pack_digest: regulation.digest,
            settings_digest: regulation.settings_digest,
            facts_digest,
            semantics: SEMANTICS,
        },
        body_spoke: false,
        body_cited: false,
        body: regulation.layers[BODY].document.clone(),
        relied: vec![],
    };
    for layer in 0..regulation.layers.len() {
        let cx = Cx { layer, ..cx };
        for rule in regulation.layers[layer].rules_on(question.action) {
            joined.add(rule::judge(cx, rule));
        }
        chain::judge(cx).into_iter().for_each(|verdict| joined.add(verdict));
        procedure::judge(cx).into_iter().for_each(|verdict| joined.add(verdict));
        duty::judge(cx).into_iter().for_each(|verdict| joined.add(verdict));
    }
    if let Some(verdict) = lost(cx) {
        joined.add(verdict);
    }
    for line in silences(cx, joined.answer.decision, joined.body_spoke, joined.body_cited) {
        joined.add_silence(line);
    }
    let Joined { mut answer, relied, .. } = joined;
    answer.consumes = consumed(regulation, question, relied);
    answer
}

/// An answer in the making.
struct Joined {
    answer: Answer,
    /// Something of the body applied.
    body_spoke: bool,
    /// A clause of the body is cited, if only for whose the act is.
    body_cited: bool,
    /// The body's document.
    body: Id,
    /// Records relied upon.
    relied: Vec<String>,
}

impl Joined {
    fn add(&mut self, verdict: Verdict) {
        let layer = verdict.layer;
        let (line, rest) = verdict.into_parts();
        let answer = &mut self.answer;
        // What does not apply stands in the trace alone: it is no ground for anything, but a reader may ask why it is not.
        if line.outcome != Outcome::NotApplicable {
            // The worst word counts, whoever says it: what is added to a document can tighten and never loosens.
            answer.decision = answer.decision.max(line.decision);
            self.body_spoke |= layer == BODY;
            for id in &line.clauses {
                if !is_cited(&answer.citations, id, &line.layer) {
                    answer.citations.push(ClauseRef { id: id.clone(), document: line.layer.clone() });
                }
            }
            if let Some(mut rest) = rest {
                // A proviso and the permission that a principle opens to may be the same way on.
                rest.groups.iter_mut().for_each(|group| once(&mut group.alternatives));
                rest.refusals.iter_mut().for_each(|line| once(&mut line.remedies));
                let body = self.body.clone();
                self.body_cited |= rest.also.iter().any(|clause| clause.document == body);
                self.cite(rest.also);
                let answer = &mut self.answer;
                answer.refusals.extend(rest.refusals);
                answer.groups.extend(rest.groups);
                answer.notes.extend(rest.notes);
                answer.exceptions_used.extend(rest.exceptions);
                answer.powers_used.extend(rest.powers);
                self.relied.extend(rest.relied);
            }
        }
        self.answer.trace.push(line);
    }

    fn add_silence(&mut self, line: Line) {
        self.cite(line.clauses.iter().cloned());
        self.answer.trace.push(TraceLine {
            layer: line.layer.clone(),
            rule: line.rule.clone(),
            clauses: line.clauses.iter().map(|clause| clause.id.clone()).collect(),
            strength: line.strength,
            outcome: line.outcome,
            decision: Decision::Permitted,
            detail: String::new(),
        });
        self.answer.notes.push(line);
    }

    fn cite(&mut self, clauses: impl IntoIterator<Item = ClauseRef>) {
        for clause in clauses {
            if !is_cited(&self.answer.citations, &clause.id, &clause.document) {
                self.answer.citations.push(clause);
            }
        }
    }
}

/// A list that is absent as a whole: no rule can tell what it held, so nothing is permitted by its loss.
fn lost(cx: Cx<'_, '_>) -> Option<Verdict> {
    let lost = &cx.question.facts.lost;
    if lost.is_empty() {
        return None;
    }
    let cx = Cx { layer: HOUSE, ..cx };
    let clauses: Clauses = cx.regulation.layers[HOUSE].pack.header.scope_clause.iter().cloned().collect();
    let names: Vec<&str> = lost.keys().map(String::as_str).collect();
    let message = words::lost(&names);
    let source =
        Source { id: &Id::new_static("readable"), clauses: &clauses, strength: Strength::Absolute, message: &message };
    let line = cx.refusal(source, Outcome::Fault, message.clone(), People::default(), vec![]);
    let why: Vec<String> = lost.iter().map(|(name, why)| format!("{name}: {why}")).collect();
    Some(Verdict::refused(cx, source, line).detail(why.join("\n")))
}

/// Leaves each remedy once.
fn once(remedies: &mut Vec<Remedy>) {
    let mut at = 1;
    while at < remedies.len() {
        if remedies[..at].contains(&remedies[at]) {
            remedies.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Each clause is cited once. There are few, and one that comes again comes soon: looking back through them costs less
/// than a set.
fn is_cited(citations: &[ClauseRef], id: &Id, document: &Id) -> bool {
    let (id, document) = (id.as_str(), document.as_str());
    citations.iter().rev().any(|known| known.id.as_str() == id && known.document.as_str() == document)
}

/// What the text is silent about: always where nothing of the body spoke, and beside an answer that
/// is not "permitted", because the reader looks for a way that the text does not give.
fn silences(cx: Cx<'_, '_>, decision: Decision, body_spoke: bool, body_cited: bool) -> Vec<Line> {
    let pack = &cx.regulation.layers[BODY].pack;
    let mut lines = vec![];
    if !body_spoke || decision != Decision::Permitted {
        for silence in &pack.silences {
            let admitted = guards::admit(cx.regulation, BODY, &silence.guards, cx.question).unwrap_or(false);
            if silence.on.contains(&cx.question.action) && admitted {
                let source = Source {
                    id: &silence.id,
                    clauses: &silence.clauses,
                    strength: Strength::Information,
                    message: &silence.message,
                };
                lines.push(cx.line(source, Outcome::Silent, silence.message.clone()));
            }
        }
    }
    // That the text says nothing is not said of an act for which it names the people.
    if !body_spoke && !body_cited && lines.is_empty() {
        let clauses: Clauses = pack.header.scope_clause.iter().cloned().collect();
        let message = words::silence();
        let source = Source {
            id: &Id::new_static("silence"),
            clauses: &clauses,
            strength: Strength::Information,
            message: &message,
        };
        lines.push(cx.line(source, Outcome::Silent, message.clone()));
    }
    lines
}

/// Records with limited uses among those relied upon.
fn consumed(regulation: &Regulation, question: &Question<'_>, relied: Vec<String>) -> Vec<String> {
    let mut ids: Vec<String> = relied
        .into_iter()
        .filter(|id| {
            let record = question.facts.records.iter().find(|record| record.id == *id);
            record.and_then(|record| regulation.record_kind(&record.kind)).is_some_and(|kind| kind.uses.is_some())
        })
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
