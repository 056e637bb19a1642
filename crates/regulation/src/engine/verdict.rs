//! What one item contributes to the answer.

use tatefuda_domain::Localized;

use super::cx::{Cx, Source};
use crate::{
    answer::{Decision, Line, NeedGroup, Outcome, People, Remedy, TraceLine, UsedException, UsedPower},
    expr::Halt,
    terms::ClauseRef,
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
    pub fn relied(&self) -> &[String] {
        self.rest.as_ref().map_or(&[], |rest| &rest.relied)
    }

    /// It relies on these records.
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

pub fn group(cx: Cx<'_, '_>, source: Source<'_>, message: Localized, alternatives: Vec<Remedy>) -> NeedGroup {
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

/// What a check of the engine found.
pub enum Found {
    NotApplicable,
    Kept {
        also: Vec<ClauseRef>,
        detail: String,
        note: Option<Localized>,
    },
    Broken {
        message: Localized,
        who: People,
        remedies: Vec<Remedy>,
        also: Vec<ClauseRef>,
    },
    Open {
        message: Localized,
        alternatives: Vec<Remedy>,
    },
    /// Settings keys without a value.
    Unset(Vec<String>),
    Fault(Halt),
    /// A verdict of its own.
    Other(Box<Verdict>),
}

impl Found {
    /// Kept, with nothing to say of it.
    pub fn kept() -> Self {
        Self::Kept { also: vec![], detail: String::new(), note: None }
    }
}
