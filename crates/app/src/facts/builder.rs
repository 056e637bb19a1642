//! Collects facts; takes only those fields that the rules of the action read.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use tatefuda_domain::{TenantId, record::Record};
use tatefuda_regulation::{
    DutyFact, Fact, Facts, FieldPath, PaperFact, ProcedureFact, RecordFact, Regulation, StepFact, SubjectFact, Value,
};

use super::{Ask, SubjectRef};
use crate::failure::Failure;

/// Facts of one question while they are assembled.
pub struct FactsBuilder<'a> {
    facts: Facts,
    needed: BTreeSet<FieldPath>,
    /// The body.
    pub tenant: TenantId,
    /// The regulation that will be asked.
    pub regulation: &'a Regulation,
    /// The question.
    pub ask: &'a Ask,
    /// The time asked about.
    pub at: Timestamp,
    /// What the provider that fills now declares to supply.
    supplies: &'static [&'static str],
}

impl<'a> FactsBuilder<'a> {
    pub(super) fn new(
        facts: Facts,
        needed: BTreeSet<FieldPath>,
        tenant: TenantId,
        regulation: &'a Regulation,
        ask: &'a Ask,
        at: Timestamp,
    ) -> Self {
        Self { facts, needed, tenant, regulation, ask, at, supplies: &[] }
    }

    /// What the question is about.
    pub fn subject(&self) -> &'a SubjectRef {
        &self.ask.subject
    }

    /// Whether a rule of the action reads the field; without need it need not be computed.
    pub fn needs(&self, path: &str) -> bool {
        self.needed.contains(path)
    }

    /// Whether a rule of the action reads any field of a noun (`post`).
    pub fn needs_any(&self, noun: &str) -> bool {
        let prefix = format!("{noun}.");
        self.needed.iter().any(|path| path.starts_with(&prefix))
    }

    /// The next fields come from a provider that declares these; coverage of packs rests on the declaration.
    pub(super) fn from(&mut self, supplies: &'static [&'static str]) -> &mut Self {
        self.supplies = supplies;
        self
    }

    /// Sets a field if it is needed.
    pub fn set(&mut self, path: &str, value: impl Into<Value>) -> &mut Self {
        debug_assert!(self.supplies.contains(&path), "{path} is set, but its provider does not declare it");
        if self.needs(path) {
            self.facts.set(path, value);
        }
        self
    }

    /// Takes a field as another builder found it.
    pub(super) fn take(&mut self, path: &str, fact: &Fact) -> &mut Self {
        if self.needs(path) {
            self.facts.fields.insert(path.to_owned(), fact.clone());
        }
        self
    }

    /// Says that a needed field cannot be supplied, and why.
    pub fn absent(&mut self, path: &str, why: impl Into<String>) -> &mut Self {
        if self.needs(path) {
            self.facts.absent(path, why);
        }
        self
    }

    /// Completes what is known about the thing acted on: digest, class of account.
    pub fn subject_fact(&mut self, change: impl FnOnce(&mut SubjectFact)) -> &mut Self {
        if let Some(subject) = &mut self.facts.subject {
            change(subject);
        }
        self
    }

    /// Adds a person who wrote the content.
    pub fn author(&mut self, person: impl ToString) -> &mut Self {
        let person = person.to_string();
        if !self.facts.authors.contains(&person) {
            self.facts.authors.push(person);
        }
        self
    }

    /// Adds a step that was given, for whatever digest.
    pub fn step(&mut self, step: StepFact) -> &mut Self {
        self.facts.steps.push(step);
        self
    }

    /// Adds a record.
    pub fn record(&mut self, record: &Record) -> &mut Self {
        let id = record.id.to_string();
        if self.facts.records.iter().any(|known| known.id == id) {
            return self;
        }
        let used = record.used_by.is_some() && record.used_by != self.ask.use_key;
        let fields: BTreeMap<String, String> = record.fields.clone();
        self.facts.records.push(RecordFact {
            id,
            kind: record.kind.clone(),
            subject: Some(record.subject.id.clone()),
            digest: record.digest.map(|digest| digest.to_string()),
            fields,
            by_person: record.person.to_string(),
            by_capacity: record.capacity.to_string(),
            at: record.at,
            valid_from: record.valid_from,
            valid_until: record.valid_until,
            used,
        });
        self
    }

    /// Adds a procedure that runs or ran, with the steps done.
    pub fn procedure(&mut self, procedure: ProcedureFact) -> &mut Self {
        self.facts.procedures.push(procedure);
        self
    }

    /// Adds an answer to a duty.
    pub fn duty(&mut self, duty: DutyFact) -> &mut Self {
        self.facts.duties.push(duty);
        self
    }

    /// Says which papers were archived.
    pub fn papers(&mut self, papers: Vec<PaperFact>) -> &mut Self {
        self.facts.papers = Some(papers);
        self
    }

    /// Takes what a provider did. Where a row that it reads cannot be read, all that it supplies is absent, never less of
    /// it, and the question cannot be judged.
    pub(super) fn whole(&mut self, name: &str, done: Result<(), Failure>) -> Result<(), Failure> {
        match done {
            Err(Failure::Unreadable(why)) => {
                self.lost(name, why);
                Ok(())
            }
            other => other,
        }
    }

    /// Says that a list or part is absent as a whole.
    pub(crate) fn lost(&mut self, name: &str, why: impl ToString) -> &mut Self {
        self.facts.lost.insert(name.to_owned(), why.to_string());
        self
    }

    /// When something last happened; none: it is known never to have happened.
    pub(crate) fn event(&mut self, name: &str, at: Option<Timestamp>) -> &mut Self {
        self.facts.events.insert(name.to_owned(), at);
        self
    }

    /// What is known so far.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    pub(super) fn org(&mut self, org: Vec<tatefuda_regulation::AppointmentFact>) {
        self.facts.org = org;
    }

    pub(super) fn finish(self) -> Facts {
        self.facts
    }
}
