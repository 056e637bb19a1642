//! What facts are made of beside fields: people, steps, records, procedures, answers to duties.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActorFact {
    /// The appointment in which they act ([`AppointmentFact::capacity`]).
    pub capacity: String,
    /// `staff`, `machine` …
    #[serde(default = "staff")]
    pub kind: String,
    pub person: String,
}

fn staff() -> String {
    "staff".to_owned()
}

/// The thing acted on. For acts on a post: one target, i.e. the post on one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectFact {
    /// The account concerned.
    #[serde(default)]
    pub account: Option<String>,
    /// The class of that account, where the pack has classes.
    #[serde(default)]
    pub account_class: Option<String>,
    /// The target's digest; steps and records of scope `digest` count only for it.
    #[serde(default)]
    pub digest: Option<String>,
    /// Its id; records of scope `subject` name it.
    pub id: String,
    /// `post`, `account`, `person`, `body` …
    pub kind: String,
    /// The service of the account concerned.
    #[serde(default)]
    pub service: Option<String>,
}

/// A step of a chain that somebody gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepFact {
    /// When; the giver's eligibility is judged at this moment.
    pub at: Timestamp,
    /// In which appointment.
    pub capacity: String,
    /// Id of the chain.
    pub chain: String,
    /// The content for which it was given.
    pub digest: String,
    /// `screen`, `paper`, `telephone` …
    #[serde(default = "screen")]
    pub means: String,
    /// By whom.
    pub person: String,
    /// Id of the step.
    pub step: String,
}

fn screen() -> String {
    "screen".to_owned()
}

/// A paper (文書・様式) that was archived as it was submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperFact {
    /// When.
    pub at: Timestamp,
    /// Id of the document in the pack.
    pub document: String,
    pub id: String,
    /// What it is about; absent: the body.
    #[serde(default)]
    pub subject: Option<String>,
}

/// A procedure that was opened on something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcedureFact {
    /// When it ended; absent: it runs.
    #[serde(default)]
    pub closed_at: Option<Timestamp>,
    pub id: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// What opened it by itself (`monitor:<id>:<period>`, an event); absent: a person.
    #[serde(default)]
    pub origin: Option<String>,
    /// Id in the pack.
    pub procedure: String,
    /// What it is about.
    #[serde(default)]
    pub subject: Option<String>,
    /// Steps done, in order.
    #[serde(default)]
    pub steps: Vec<DoneFact>,
}

/// A step of a procedure that somebody did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoneFact {
    /// When.
    pub at: Timestamp,
    /// In which appointment.
    pub capacity: String,
    /// By whom.
    pub person: String,
    /// Id of the step.
    pub step: String,
}

/// An answer to an instance of a duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyFact {
    /// The answer (`ok`, the id of a record); may be empty.
    #[serde(default)]
    pub answer: String,
    /// When.
    pub at: Timestamp,
    /// In which appointment.
    #[serde(default)]
    pub capacity: String,
    /// Id in the pack.
    pub duty: String,
    /// The instance, as `Regulation::instances` names it.
    pub instance: String,
    /// By whom.
    pub person: String,
    /// About what.
    #[serde(default)]
    pub subject: Option<String>,
}

/// A record: what a person stated or decided (decision 0004).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordFact {
    /// When.
    pub at: Timestamp,
    /// In which appointment.
    pub by_capacity: String,
    /// Who gave it.
    pub by_person: String,
    /// The content to which it is bound.
    #[serde(default)]
    pub digest: Option<String>,
    /// Field values in the text form of their types (`yes`/`no`, dates as `2026-04-01`).
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    pub id: String,
    /// Its kind as the pack names it; kinds of the house pack start with `house:`.
    pub kind: String,
    /// Id of what it speaks of; for an appointment by record the appointed person.
    #[serde(default)]
    pub subject: Option<String>,
    /// Used up by an act (kinds with limited uses).
    #[serde(default)]
    pub used: bool,
    /// From when it counts; absent: from `at`.
    #[serde(default)]
    pub valid_from: Option<Timestamp>,
    /// Until when it counts, inclusive; absent: no end.
    #[serde(default)]
    pub valid_until: Option<Timestamp>,
}

/// One person holding one position for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppointmentFact {
    /// The holder is away at the time of the question.
    #[serde(default)]
    pub absent: bool,
    /// The kind of actor that the holder is; empty: `staff`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub actor_kind: String,
    /// The branch of the body to which the section belongs; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub branch: String,
    /// Its id.
    pub capacity: String,
    /// The appointment for which this one deputises when its holder is absent.
    #[serde(default)]
    pub deputy_of: Option<String>,
    /// The extension number (内線).
    #[serde(default)]
    pub extension: String,
    /// From this moment.
    pub from: Timestamp,
    /// Regular, concurrent (兼務) or acting (事務取扱).
    #[serde(default)]
    pub kind: AppointmentKind,
    /// Their name as shown.
    #[serde(default)]
    pub name: String,
    pub person: String,
    /// The position's id; settings `role:<id>` name these.
    #[serde(default)]
    pub position: String,
    /// The position's name.
    #[serde(default)]
    pub position_name: String,
    /// The position's rank, as the body calls it.
    #[serde(default)]
    pub rank: String,
    /// The section's id.
    #[serde(default)]
    pub section: String,
    /// The section's name.
    #[serde(default)]
    pub section_name: String,
    /// Up to, not including, this moment; absent: open.
    #[serde(default)]
    pub until: Option<Timestamp>,
}

impl AppointmentFact {
    /// Whether the appointment runs at a moment.
    pub fn runs(&self, at: Timestamp) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

/// How a position is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AppointmentKind {
    /// The ordinary holder.
    #[default]
    Regular,
    /// Held beside another position (兼務).
    Concurrent,
    /// Held by somebody of another position for a time (事務取扱).
    Acting,
}
