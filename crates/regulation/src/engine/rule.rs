//! One rule: its outcome and what follows from it by its strength (the table of decision 0001).

use super::{
    applies::{holds, reaches},
    builtin,
    cx::{Cx, Source},
    excuse::{self, Excused, blocked},
    readas, records,
    regulation::HOUSE,
    strength::{Binds, Opens, State, by_strength, excused, unset},
    verdict::{Found, Verdict, group},
    words,
};
use crate::{
    answer::{Outcome, People, Remedy},
    pack::{Kept, Rule},
    terms::{Id, Strength},
};

pub fn judge(cx: Cx<'_, '_>, rule: &Rule) -> Verdict {
    let mut verdict = judge_written(cx, rule);
    if verdict.line.outcome == Outcome::NotApplicable {
        return verdict;
    }
    let mut also = readas::cited(cx, &rule.id);
    if matches!(verdict.line.outcome, Outcome::Open | Outcome::Broken) {
        also.extend(blocked(Cx { item: &rule.id, ..cx }, &rule.id));
    }
    verdict.cite_with_needs(also);
    verdict
}

fn judge_written(cx: Cx<'_, '_>, rule: &Rule) -> Verdict {
    let cx = Cx { item: &rule.id, ..cx };
    let source = Source::from(rule);
    match reaches(cx, &rule.guards, rule.applies.as_ref()) {
        Ok(false) => return Verdict::permitted(cx, source, Outcome::NotApplicable),
        Ok(true) => {}
        Err(halt) => return by_strength(cx, rule, State::Halted(halt)),
    }
    let state = match &rule.kept {
        Kept::Always => State::Kept(vec![]),
        Kept::Never => State::NotKept,
        Kept::Condition(condition) => match holds(cx, condition) {
            Ok(true) => State::Kept(vec![]),
            Ok(false) => State::NotKept,
            Err(halt) => State::Halted(halt),
        },
        Kept::Record(kind) | Kept::Decision(kind) => {
            let kind = cx.regulation.layers[cx.layer].kind_id(kind);
            let found = records::in_scope(cx.regulation, cx.question, &kind, cx.own(&rule.id));
            match (found.first(), records::unset(cx.regulation, cx.question, &kind)) {
                (_, Some(halt)) => State::Halted(halt),
                (Some(record), None) => State::Kept(vec![record.id.clone()]),
                (None, None) => State::NotKept,
            }
        }
        Kept::Builtin(builtin) => return built_in(cx, rule, builtin::check(cx, *builtin)),
    };
    // Nobody permits what the document does not cover at all.
    let binds = !matches!(rule.strength, Strength::Information | Strength::Effort);
    if rule.covers && binds && matches!(state, State::NotKept) {
        return match excused(cx, rule) {
            Excused::Used(verdict) => *verdict,
            Excused::No(also) => {
                let mut ways = rule.ways(cx);
                ways.extend(also);
                uncovered(cx, rule, ways)
            }
        };
    }
    by_strength(cx, rule, state)
}

impl Binds for Rule {
    fn source(&self) -> Source<'_> {
        Source::from(self)
    }

    fn named(&self) -> &Id {
        &self.id
    }

    fn ways(&self, cx: Cx<'_, '_>) -> Vec<Remedy> {
        cx.remedies(&self.id, &self.remedies)
    }

    fn provisos(&self, cx: Cx<'_, '_>) -> Excused {
        excuse::provisos(cx, Source::from(self))
    }

    fn opens(&self) -> Option<Opens<'_>> {
        Some(Opens { of: &self.id, grant: self.exception.as_ref() })
    }
}

/// The document does not cover whom the act is of: the promise that one governs each act is cited first.
fn uncovered(cx: Cx<'_, '_>, rule: &Rule, ways: Vec<Remedy>) -> Verdict {
    let source = Source::from(rule);
    let mut line = cx.refusal(source, Outcome::Broken, cx.says(source), People::default(), ways);
    let house = Cx { layer: HOUSE, ..cx };
    let governing = cx.regulation.layers[HOUSE].builtin(crate::pack::Builtin::Governing);
    let cited = governing.map_or_else(Vec::new, |rule| house.cite(&rule.clauses));
    line.clauses.splice(0..0, cited.iter().cloned());
    let mut verdict = Verdict::refused(cx, source, line);
    verdict.cite_also(cited);
    verdict
}

/// A check of the engine, with the words and clauses of the house.
fn built_in(cx: Cx<'_, '_>, rule: &Rule, found: Found) -> Verdict {
    let source = Source::from(rule);
    let with = |message: tatefuda_domain::Localized| {
        let own = cx.says(source);
        let join = |a: &str, b: &str| if a.is_empty() || b.is_empty() { format!("{a}{b}") } else { format!("{a} {b}") };
        tatefuda_domain::Localized::new(join(&message.ja, &own.ja), join(&message.en, &own.en))
    };
    match found {
        Found::NotApplicable => Verdict::permitted(cx, source, Outcome::NotApplicable),
        Found::Kept { also, detail, note } => {
            let mut verdict = Verdict::permitted(cx, source, Outcome::Kept).detail(detail);
            verdict.cite_also(also);
            if let Some(message) = note {
                verdict.rest().notes.push(cx.line(source, Outcome::Kept, message));
            }
            verdict
        }
        Found::Broken { message, who, remedies, also } => {
            let mut line = cx.refusal(source, Outcome::Broken, with(message), who, remedies);
            line.clauses.extend(also.iter().cloned());
            let mut verdict = Verdict::refused(cx, source, line);
            verdict.cite_also(also);
            verdict
        }
        Found::Open { message, alternatives } => {
            Verdict::needs(cx, source, Outcome::Open, group(cx, source, with(message), alternatives))
        }
        Found::Unset(keys) => {
            let Some((first, rest)) = keys.split_first() else {
                return Verdict::permitted(cx, source, Outcome::NotApplicable);
            };
            unset(cx, source, first, rest.iter().map(|key| cx.set(key)).collect())
        }
        Found::Fault(halt) => {
            let message = words::fault(&halt, &cx.says(source));
            let line = cx.refusal(source, Outcome::Fault, message, People::default(), vec![cx.cure(&halt)]);
            Verdict::refused(cx, source, line).detail(halt.detail())
        }
        Found::Other(verdict) => *verdict,
    }
}
