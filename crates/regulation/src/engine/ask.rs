//! Joins what the rules of all layers say into one answer.

use super::{
    BODY, Regulation, chain, duty, guards,
    help::{Cx, Source},
    procedure,
    rule::{self, Verdict},
    words,
};
use crate::{
    answer::{Answer, ClauseRef, Decision, Line, Outcome, SEMANTICS, Strength, TraceLine},
    facts::Question,
};

pub fn ask(regulation: &Regulation, question: &Question<'_>) -> Answer {
    let rules = regulation.layers.iter().map(|layer| layer.rules_on(question.action).count()).sum::<usize>();
    let mut verdicts: Vec<Verdict> = Vec::with_capacity(rules + 8);
    for layer in 0..regulation.layers.len() {
        let cx = Cx { regulation, question, layer, item: "" };
        verdicts.extend(regulation.layers[layer].rules_on(question.action).map(|rule| rule::judge(cx, rule)));
        verdicts.extend(chain::judge(cx));
        verdicts.extend(procedure::judge(cx));
        verdicts.extend(duty::judge(cx));
    }
    let cx = Cx { regulation, question, layer: BODY, item: "" };
    let decision = verdicts.iter().map(|verdict| verdict.decision).max().unwrap_or(Decision::Permitted);
    let body_spoke = verdicts.iter().any(|verdict| verdict.layer == BODY && verdict.outcome != Outcome::NotApplicable);
    let silence = silences(cx, decision, body_spoke);

    let mut answer = Answer {
        decision,
        refusals: vec![],
        groups: vec![],
        notes: vec![],
        exceptions_used: vec![],
        powers_used: vec![],
        consumes: vec![],
        citations: vec![],
        trace: vec![],
        pack_digest: regulation.digest,
        settings_digest: regulation.settings_digest,
        facts_digest: question.facts.digest(),
        semantics: SEMANTICS,
    };
    answer.trace.reserve(verdicts.len() + silence.len());
    // Each clause once. There are few: looking through them costs less than a set.
    let cite = |document: &str, clauses: &[String], into: &mut Vec<ClauseRef>| {
        for id in clauses {
            if !into.iter().any(|known| known.id == *id && known.document == document) {
                into.push(ClauseRef { id: id.clone(), document: document.to_owned() });
            }
        }
    };
    let mut relied = vec![];
    for verdict in verdicts {
        let layer = Cx { layer: verdict.layer, ..cx };
        let applies = verdict.outcome != Outcome::NotApplicable;
        if applies {
            cite(layer.document(), &verdict.clauses, &mut answer.citations);
        }
        answer.trace.push(TraceLine {
            layer: layer.document().to_owned(),
            rule: verdict.id,
            clauses: verdict.clauses,
            strength: verdict.strength,
            outcome: verdict.outcome,
            decision: verdict.decision,
            detail: verdict.detail,
        });
        if !applies {
            continue;
        }
        for clause in verdict.also {
            if !answer.citations.contains(&clause) {
                answer.citations.push(clause);
            }
        }
        answer.refusals.extend(verdict.refusals);
        answer.groups.extend(verdict.groups);
        answer.notes.extend(verdict.notes);
        answer.exceptions_used.extend(verdict.exceptions);
        answer.powers_used.extend(verdict.powers);
        relied.extend(verdict.relied);
    }
    for line in silence {
        for clause in &line.clauses {
            if !answer.citations.contains(clause) {
                answer.citations.push(clause.clone());
            }
        }
        answer.trace.push(TraceLine {
            layer: line.layer.clone(),
            rule: line.rule.clone(),
            clauses: line.clauses.iter().map(|clause| clause.id.clone()).collect(),
            strength: line.strength,
            outcome: line.outcome,
            decision: Decision::Permitted,
            detail: String::new(),
        });
        answer.notes.push(line);
    }
    answer.consumes = consumed(regulation, question, relied);
    answer
}

/// What the text is silent about: always where nothing of the body spoke, and beside an answer that
/// is not "permitted", because the reader looks for a way that the text does not give.
fn silences(cx: Cx<'_, '_>, decision: Decision, body_spoke: bool) -> Vec<Line> {
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
    if !body_spoke && lines.is_empty() {
        let clauses: Vec<String> = pack.header.scope_clause.iter().cloned().collect();
        let message = words::silence();
        let source = Source { id: "silence", clauses: &clauses, strength: Strength::Information, message: &message };
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
