//! A file of scenarios as it is written.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;
use tatefuda_regulation::facts::{
    ActorFact, AppointmentFact, DutyFact, Fact, Facts, ProcedureFact, RecordFact, StepFact,
};
use toml::Spanned;

use crate::expect::Expect;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// Name of a settings file beside the pack.
    pub(super) settings: Option<String>,
    /// Name of the scenario file whose organisation and records the facts of this one share.
    pub(super) share: Option<String>,
    /// What other files share.
    pub(super) shared: Option<Shared>,
    #[serde(default)]
    pub(super) facts: BTreeMap<String, Facts>,
    #[serde(default)]
    pub(super) scenario: Vec<Scenario>,
}

/// An organisation and records that the facts of several files share.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shared {
    #[serde(default)]
    pub(super) org: Vec<AppointmentFact>,
    #[serde(default)]
    pub(super) records: Vec<RecordFact>,
}

impl Shared {
    /// Before what the facts hold themselves.
    pub(super) fn add(&self, facts: &mut Facts) {
        let own: Vec<String> = facts.org.iter().map(|one| one.capacity.clone()).collect();
        let org = self.org.iter().filter(|one| !own.contains(&one.capacity)).cloned();
        facts.org = org.chain(std::mem::take(&mut facts.org)).collect();
        let records = self.records.iter().cloned();
        facts.records = records.chain(std::mem::take(&mut facts.records)).collect();
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scenario {
    pub(super) name: Spanned<String>,
    pub(super) facts: String,
    pub(super) at: Timestamp,
    /// The act asked about; or one of the next four.
    pub(super) action: Option<String>,
    /// A monitor; `*`: all of them.
    pub(super) watch: Option<String>,
    /// A duty whose instances between `from` and `to` are asked for.
    pub(super) instances: Option<String>,
    pub(super) from: Option<Timestamp>,
    pub(super) to: Option<Timestamp>,
    /// An event, for what it opens.
    pub(super) event: Option<String>,
    /// A document, for what it lacks.
    pub(super) document: Option<String>,
    pub(super) mode: Option<String>,
    pub(super) step: Option<String>,
    pub(super) procedure: Option<String>,
    pub(super) duty: Option<String>,
    pub(super) record: Option<String>,
    pub(super) actor: Option<ActorFact>,
    /// Several actors of whom the same is expected.
    #[serde(default)]
    pub(super) actors: Vec<ActorFact>,
    pub(super) authors: Option<Vec<String>>,
    pub(super) digest: Option<String>,
    pub(super) service: Option<String>,
    pub(super) account_class: Option<String>,
    #[serde(default)]
    pub(super) set: BTreeMap<String, Fact>,
    /// Paths that nobody can supply.
    #[serde(default)]
    pub(super) absent: Vec<String>,
    #[serde(default)]
    pub(super) add_steps: Vec<StepFact>,
    #[serde(default)]
    pub(super) add_records: Vec<RecordFact>,
    #[serde(default)]
    pub(super) add_procedures: Vec<ProcedureFact>,
    #[serde(default)]
    pub(super) add_duties: Vec<DutyFact>,
    /// Events with their last time; an empty text: known never.
    #[serde(default)]
    pub(super) events: BTreeMap<String, String>,
    /// Events that nobody knows of, although the named facts do.
    #[serde(default)]
    pub(super) unknown_events: Vec<String>,
    #[serde(default)]
    pub(super) counts: BTreeMap<String, i64>,
    /// Fields of the record about to be given.
    #[serde(default)]
    pub(super) given: BTreeMap<String, String>,
    /// Ids of records and procedures left out.
    #[serde(default)]
    pub(super) without: Vec<String>,
    /// Capacities left out of the organisation.
    #[serde(default)]
    pub(super) vacant: Vec<String>,
    /// Settings changed for this scenario; an empty text is unset.
    #[serde(default)]
    pub(super) settings: BTreeMap<String, String>,
    pub(super) expect: Expect,
}
