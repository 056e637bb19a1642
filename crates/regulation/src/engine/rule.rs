//! One rule: its outcome and what follows from it by its strength (the table of decision 0001).

use super::{
    builtin::{self, Found},
    guards,
    help::{Cx, Source},
    oracle, readas, records, words,
};
use crate::{
    answer::{
        ClauseRef, Decision, Line, NeedGroup, Outcome, People, Remedy, Strength, TraceLine, UsedException, UsedPower,
    },
    expr::{Condition, Halt},
    pack::{Chain, Exception, Guards, Kept, Rule},
};

/// What one rule contributes to the answer.
#[derive(Debug)]
pub struct Verdict {
    pub layer: usize,
    /// What the trace says of it.
    pub line: TraceLine,
    rest: Option<Box<Rest>>,
}

/// What most rules have nothing of.
#[derive(Debug, Default)]
pub struct Rest {
    pub refusals: Vec<Line>,
    pub groups: Vec<NeedGroup>,
    pub notes: Vec<Line>,
    pub exceptions: Vec<UsedException>,
    pub powers: Vec<UsedPower>,
    /// Records relied upon.
    pub relied: Vec<String>,
    /// Clauses cited beside its own.
    pub also: Vec<ClauseRef>,
}

impl Verdict {
    /// Permitted, with an outcome.
    pub fn permitted(cx: Cx<'_, '_>, source: Source<'_>, outcome: Outcome) -> Self {
        let line = TraceLine {
            layer: cx.document().clone(),
            rule: source.id.clone(),
            clauses: source.clauses.clone(),
            strength: source.strength,
            outcome,
            decision: Decision::Permitted,
            detail: String::new(),
        };
        Self { layer: cx.layer, line, rest: None }
    }

    /// Refused with a line.
    pub fn refused(cx: Cx<'_, '_>, source: Source<'_>, line: Line) -> Self {
        let mut verdict = Self::permitted(cx, source, line.outcome);
        verdict.line.decision = Decision::Refused;
        verdict.rest().refusals = vec![line];
        verdict
    }

    /// Needs a group.
    pub fn needs(cx: Cx<'_, '_>, source: Source<'_>, outcome: Outcome, group: NeedGroup) -> Self {
        let mut verdict = Self::permitted(cx, source, outcome);
        verdict.line.decision = Decision::Needs;
        verdict.rest().groups = vec![group];
        verdict
    }

    /// Permitted with a note.
    pub fn noted(cx: Cx<'_, '_>, source: Source<'_>, line: Line) -> Self {
        let mut verdict = Self::permitted(cx, source, line.outcome);
        verdict.rest().notes = vec![line];
        verdict
    }

    /// To add to it.
    pub fn rest(&mut self) -> &mut Rest {
        self.rest.get_or_insert_default()
    }

    /// What it adds to the answer, beside its line in the trace.
    pub fn into_parts(self) -> (TraceLine, Option<Box<Rest>>) {
        (self.line, self.rest)
    }

    /// What it needs.
    pub fn groups(&self) -> &[NeedGroup] {
        self.rest.as_ref().map_or(&[], |rest| &rest.groups)
    }

    /// Records on which it relies.
    pub fn rely(&mut self, records: Vec<String>) {
        if !records.is_empty() {
            self.rest().relied = records;
        }
    }

    /// Clauses that the answer cites beside those of the item.
    pub fn cite_also(&mut self, clauses: Vec<ClauseRef>) {
        if !clauses.is_empty() {
            self.rest().also.extend(clauses);
        }
    }

    /// The same, also with what it needs.
    pub fn cite_with_needs(&mut self, clauses: Vec<ClauseRef>) {
        if clauses.is_empty() {
            return;
        }
        for group in &mut self.rest().groups {
            let new: Vec<_> = clauses.iter().filter(|clause| !group.clauses.contains(clause)).cloned().collect();
            group.clauses.extend(new);
        }
        self.cite_also(clauses);
    }

    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.line.detail = detail.into();
        self
    }
}

/// Whether a rule is kept.
enum State {
    Kept(Vec<String>),
    NotKept,
    Halted(Halt),
}

/// A group for a source.
pub fn group(
    cx: Cx<'_, '_>,
    source: Source<'_>,
    message: tatefuda_domain::Localized,
    alternatives: Vec<Remedy>,
) -> NeedGroup {
    NeedGroup {
        id: format!("{}/{}", cx.document(), source.id),
        layer: cx.document().clone(),
        rule: source.id.clone(),
        clauses: cx.cite(source.clauses),
        strength: source.strength,
        message,
        alternatives,
    }
}

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
fn reaches(cx: Cx<'_, '_>, guards: &Guards, condition: Option<&Condition>) -> Result<bool, Halt> {
    if !guards::reach(cx.regulation, cx.layer, guards, cx.question)? {
        return Ok(false);
    }
    condition.map_or(Ok(true), |condition| holds(cx, condition))
}

/// Whether a rule applies and is kept, or an exception from it counts: conditions, records and roles alone.
pub fn matches(cx: Cx<'_, '_>, rule: &Rule) -> bool {
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
        Kept::Builtin(builtin) => builtin::matches(cx, *builtin),
    };
    kept || cx.regulation.layers[cx.layer].exceptions_of(&rule.id).any(|one| {
        applies(Cx { item: &one.id, ..cx }, &one.guards, one.applies.as_ref()).unwrap_or(false)
            && one.needs.iter().all(|kind| recorded(kind, &one.id))
    })
}

/// Judges one rule.
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

/// Clauses of provisos that keep a proviso of a rule from applying now: why what would excuse does not.
fn blocked(cx: Cx<'_, '_>, id: &str) -> Vec<crate::answer::ClauseRef> {
    let layer = &cx.regulation.layers[cx.layer];
    let written = layer.exceptions_of(id);
    let written = written.filter(|one| applies(cx, &one.guards, one.applies.as_ref()).unwrap_or(false));
    let inner = written.flat_map(|one| layer.exceptions_of(&one.id));
    let inner = inner.filter(|inner| matches!(standing(cx, inner), Standing::Counts(_)));
    inner.flat_map(|inner| cx.cite(&inner.clauses)).collect()
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
    by_strength(cx, rule, state)
}

/// The table of strengths.
fn by_strength(cx: Cx<'_, '_>, rule: &Rule, state: State) -> Verdict {
    let source = Source::from(rule);
    let says = || cx.says(source);
    match (rule.strength, state) {
        (Strength::Information, State::Halted(halt)) => {
            let line = cx.line(source, Outcome::Fault, words::fault(&halt, &says()));
            Verdict::noted(cx, source, line).detail(halt.detail())
        }
        (Strength::Information, _) => {
            let line = cx.line(source, Outcome::Kept, says());
            Verdict::noted(cx, source, line)
        }
        (_, State::Kept(records)) => {
            let mut verdict = Verdict::permitted(cx, source, Outcome::Kept).detail(records.join(", "));
            verdict.rely(records);
            verdict
        }
        (Strength::Effort, State::NotKept) => {
            if let Excused::Used(verdict) = excused(cx, rule) {
                return *verdict;
            }
            let mut line = cx.line(source, Outcome::Open, says());
            line.remedies = cx.remedies(&rule.id, &rule.remedies);
            Verdict::noted(cx, source, line)
        }
        (Strength::Effort, State::Halted(halt @ (Halt::Unset(_) | Halt::Key(_)))) => {
            let key = cx.unset_key(&halt);
            let mut line = cx.line(source, Outcome::Unset, words::unset(&cx.key_label(&key)));
            line.remedies = vec![cx.set(&key)];
            Verdict::noted(cx, source, line).detail(key)
        }
        (Strength::Effort, State::Halted(halt)) => {
            let line = cx.line(source, Outcome::Fault, words::fault(&halt, &says()));
            Verdict::noted(cx, source, line).detail(halt.detail())
        }
        (_, State::Halted(halt @ (Halt::Unset(_) | Halt::Key(_)))) => unset(cx, source, &cx.unset_key(&halt), vec![]),
        (strength, State::Halted(halt)) => match excused(cx, rule) {
            Excused::Used(verdict) => *verdict,
            Excused::No(also) => {
                let message = words::fault(&halt, &says());
                if strength == Strength::Principle {
                    let mut ways = also;
                    match permission(cx, rule) {
                        Ok(remedy) => ways.push(remedy),
                        Err(key) => return unset(cx, source, &key, ways),
                    }
                    ways.push(cx.cure(&halt));
                    return Verdict::needs(cx, source, Outcome::Fault, group(cx, source, message, ways))
                        .detail(halt.detail());
                }
                let cure = vec![cx.cure(&halt)];
                let line = cx.refusal(source, Outcome::Fault, message, People::default(), cure);
                Verdict::refused(cx, source, line).detail(halt.detail())
            }
        },
        (strength, State::NotKept) => match excused(cx, rule) {
            Excused::Used(verdict) => *verdict,
            Excused::No(also) => {
                let mut ways = cx.remedies(&rule.id, &rule.remedies);
                ways.extend(also);
                if rule.covers {
                    return uncovered(cx, rule, ways);
                }
                if strength == Strength::Principle {
                    match permission(cx, rule) {
                        Ok(remedy) => ways.push(remedy),
                        Err(key) => return unset(cx, source, &key, ways),
                    }
                }
                if ways.is_empty() {
                    let line = cx.refusal(source, Outcome::Broken, says(), People::default(), vec![]);
                    return Verdict::refused(cx, source, line);
                }
                Verdict::needs(cx, source, Outcome::Open, group(cx, source, says(), ways))
            }
        },
    }
}

/// The document does not cover whom the act is of: the promise that one governs each act is cited first.
fn uncovered(cx: Cx<'_, '_>, rule: &Rule, ways: Vec<Remedy>) -> Verdict {
    let source = Source::from(rule);
    let mut line = cx.refusal(source, Outcome::Broken, cx.says(source), People::default(), ways);
    let house = Cx { layer: super::HOUSE, ..cx };
    let governing = cx.regulation.layers[super::HOUSE].builtin(crate::pack::Builtin::Governing);
    let cited = governing.map_or_else(Vec::new, |rule| house.cite(&rule.clauses));
    line.clauses.splice(0..0, cited.iter().cloned());
    let mut verdict = Verdict::refused(cx, source, line);
    verdict.cite_also(cited);
    verdict
}

/// A refusal because the body has not set a value.
pub fn unset(cx: Cx<'_, '_>, source: Source<'_>, key: &str, ways: Vec<Remedy>) -> Verdict {
    let mut remedies = vec![cx.set(key)];
    remedies.extend(ways);
    let line = cx.refusal(source, Outcome::Unset, words::unset(&cx.key_label(key)), People::default(), remedies);
    Verdict::refused(cx, source, line).detail(key)
}

/// The exception record that a principle opens to, or the settings key that says who gives it.
pub fn permission(cx: Cx<'_, '_>, rule: &Rule) -> Result<Remedy, String> {
    let none = crate::pack::ExceptionGrant { by: vec![], record: "house:exception".to_owned() };
    let grant = rule.exception.as_ref().unwrap_or(&none);
    if grant.by.is_empty() {
        let key = cx.regulation.layers[cx.layer].key("exception", &rule.id);
        if cx.regulation.settings.list(&key).is_empty() {
            return Err(key);
        }
    } else if let Some(key) =
        super::roles::first_unset(cx.regulation, cx.question, cx.layer, &readas::roles(cx, &rule.id, &grant.by))
    {
        return Err(key.0);
    }
    Ok(cx.give(&grant.record, &rule.id, Some(grant)))
}

/// Whether an exception covers a rule that is not kept.
enum Excused {
    Used(Box<Verdict>),
    /// Not; these would make one cover it.
    No(Vec<Remedy>),
}

/// Whether an exception covers a chain.
pub enum ChainExcused {
    Used(Box<Verdict>),
    /// Not; these would make one cover it.
    No(Vec<Remedy>),
}

/// Exceptions from a chain as a whole.
pub fn excused_chain(cx: Cx<'_, '_>, chain: &Chain) -> ChainExcused {
    let source = Source { id: &chain.id, clauses: &chain.clauses, strength: chain.strength, message: &chain.message };
    let mut missing = vec![];
    for exception in cx.regulation.layers[cx.layer].exceptions_of(&chain.id) {
        match standing(cx, exception) {
            Standing::Counts(records) => {
                let mut verdict = Verdict::permitted(cx, source, Outcome::Excepted).detail(exception.id.as_str());
                verdict.cite_also(cx.cite(&exception.clauses));
                verdict.rest().exceptions.push(UsedException {
                    layer: cx.document().clone(),
                    id: exception.id.clone(),
                    rule: chain.id.clone(),
                    clauses: cx.cite(&exception.clauses),
                    records: records.clone(),
                });
                verdict.rely(records);
                return ChainExcused::Used(Box::new(verdict));
            }
            Standing::Lacks(remedies) => missing.push(together(remedies)),
            Standing::No => {}
        }
    }
    ChainExcused::No(missing)
}

fn excused(cx: Cx<'_, '_>, rule: &Rule) -> Excused {
    let source = Source::from(rule);
    let mut missing = vec![];
    for exception in cx.regulation.layers[cx.layer].exceptions_of(&rule.id) {
        match standing(cx, exception) {
            Standing::Counts(records) => {
                let own = Source { id: &exception.id, clauses: &exception.clauses, ..source };
                return Excused::Used(Box::new(used(cx, rule, own, records)));
            }
            Standing::Lacks(remedies) => missing.push(together(remedies)),
            Standing::No => {}
        }
    }
    if rule.strength == Strength::Principle {
        let kind = rule.exception.as_ref().map_or("house:exception", |grant| &grant.record);
        let kind = cx.regulation.layers[cx.layer].kind_id(kind);
        if let Some(record) = records::in_scope(cx.regulation, cx.question, &kind, cx.own(&rule.id)).first() {
            return Excused::Used(Box::new(used(cx, rule, source, vec![record.id.clone()])));
        }
    }
    Excused::No(missing)
}

fn used(cx: Cx<'_, '_>, rule: &Rule, by: Source<'_>, records: Vec<String>) -> Verdict {
    let mut verdict = Verdict::permitted(cx, Source::from(rule), Outcome::Excepted).detail(by.id.as_str());
    verdict.cite_also(cx.cite(by.clauses));
    verdict.rest().exceptions.push(UsedException {
        layer: cx.document().clone(),
        id: by.id.clone(),
        rule: rule.id.clone(),
        clauses: cx.cite(by.clauses),
        records: records.clone(),
    });
    verdict.rely(records);
    verdict
}

/// Several remedies that are needed together.
pub fn together(mut remedies: Vec<Remedy>) -> Remedy {
    if remedies.len() == 1 { remedies.remove(0) } else { Remedy::All { of: remedies } }
}

/// How an exception stands.
enum Standing {
    /// Its conditions hold and its needs are met by these records.
    Counts(Vec<String>),
    /// Only these are missing.
    Lacks(Vec<Remedy>),
    No,
}

/// Exceptions are acyclic, and loading bounds how many there are; depth is that of the nesting.
fn standing(cx: Cx<'_, '_>, exception: &Exception) -> Standing {
    // A fault in an exception means that it does not apply.
    let own = Cx { item: &exception.id, ..cx };
    if !applies(own, &exception.guards, exception.applies.as_ref()).unwrap_or(false) {
        return Standing::No;
    }
    let layer = &cx.regulation.layers[cx.layer];
    if layer.exceptions_of(&exception.id).any(|inner| matches!(standing(cx, inner), Standing::Counts(_))) {
        return Standing::No;
    }
    match met(cx, &exception.id, &exception.needs) {
        Ok(records) => Standing::Counts(records),
        Err(remedies) => Standing::Lacks(remedies),
    }
}

/// Records that meet all needs, or what is missing.
pub fn met(cx: Cx<'_, '_>, id: &str, needs: &[String]) -> Result<Vec<String>, Vec<Remedy>> {
    let (mut found, mut missing) = (vec![], vec![]);
    for kind in needs {
        let full = cx.regulation.layers[cx.layer].kind_id(kind);
        match records::in_scope(cx.regulation, cx.question, &full, cx.own(id)).first() {
            Some(record) => found.push(record.id.clone()),
            None => missing.push(cx.give(kind, id, None)),
        }
    }
    if missing.is_empty() { Ok(found) } else { Err(missing) }
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
