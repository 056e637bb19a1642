//! What is known when a question is asked (decision 0002).

use std::{collections::BTreeMap, sync::OnceLock};

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tatefuda_domain::{Digest, Localized};

use crate::say::say;

/// Version of the fact schema. Additive: old snapshots stay readable.
pub const FACT_SCHEMA: u32 = 1;

/// A list in facts holds at most this many elements; longer ones are a fault where they are read.
pub const LIST_MAX: usize = 256;

/// Records, steps and the like that one question may concern; appointments in a body.
const FACTS_MAX: usize = 4_096;
const ORG_MAX: usize = 65_536;

/// Everything the engine knows about one question. Ids are opaque text.
///
/// Fields of this and the types below stand in alphabetical order: that makes their JSON canonical.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Who acts, and in which capacity.
    pub actor: ActorFact,
    /// Persons who wrote the content (any revision that is part of it).
    #[serde(default)]
    pub authors: Vec<String>,
    /// How often events happened, by the count that a pack declares.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<String, i64>,
    /// Answers to duties, on the subject and its account.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<DutyFact>,
    /// When events last happened to the subject or its account; `null`: known never. A missing event is absent.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub events: BTreeMap<String, Option<Timestamp>>,
    /// Fields by path (`post.category`) as declared in [`crate::schema`]. A missing path is absent.
    #[serde(default)]
    pub fields: BTreeMap<String, Fact>,
    /// Fields of the record about to be given, in the text form of their types.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub given: BTreeMap<String, String>,
    /// What stands in the way of every send of the body: `stopped` (somebody stopped them all), `copied` (the database may
    /// be a copy). The program alone knows of these; without a word of it there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub halts: Vec<String>,
    /// Lists and parts that nobody could supply as a whole, by name, and why: `records`, `org`, `steps`, `settings` … A list
    /// of which one row cannot be read is absent, never shorter. Whatever is asked cannot be judged then.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lost: BTreeMap<String, String>,
    /// The organisation around the time of the question.
    #[serde(default)]
    pub org: Vec<AppointmentFact>,
    /// Procedures on the subject and its account, running or ended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub procedures: Vec<ProcedureFact>,
    /// Records that may matter: those on the subject, and appointments.
    #[serde(default)]
    pub records: Vec<RecordFact>,
    /// [`FACT_SCHEMA`] at the time of asking.
    #[serde(default = "schema_now")]
    pub schema: u32,
    /// Steps of chains given so far, for any digest; the engine counts only those of the subject's.
    #[serde(default)]
    pub steps: Vec<StepFact>,
    /// The thing acted on; absent for acts on the body itself.
    #[serde(default)]
    pub subject: Option<SubjectFact>,
}

fn schema_now() -> u32 {
    FACT_SCHEMA
}

impl Facts {
    /// Facts that know only who acts.
    pub fn of(actor: ActorFact) -> Self {
        Self {
            schema: FACT_SCHEMA,
            fields: BTreeMap::new(),
            actor,
            authors: vec![],
            counts: BTreeMap::new(),
            duties: vec![],
            events: BTreeMap::new(),
            given: BTreeMap::new(),
            halts: vec![],
            lost: BTreeMap::new(),
            procedures: vec![],
            subject: None,
            steps: vec![],
            records: vec![],
            org: vec![],
        }
    }

    /// What is larger than facts may be; `None`: nothing is. Iterative, whatever the depth.
    pub fn exceeded(&self) -> Option<Localized> {
        let lists = [
            ("org", self.org.len(), ORG_MAX),
            ("records", self.records.len(), FACTS_MAX),
            ("steps", self.steps.len(), FACTS_MAX),
            ("procedures", self.procedures.len(), FACTS_MAX),
            ("duties", self.duties.len(), FACTS_MAX),
            ("events", self.events.len(), FACTS_MAX),
            ("counts", self.counts.len(), FACTS_MAX),
            ("fields", self.fields.len(), FACTS_MAX),
            ("given", self.given.len(), LIST_MAX),
            ("lost", self.lost.len(), LIST_MAX),
            ("authors", self.authors.len(), LIST_MAX),
            ("halts", self.halts.len(), LIST_MAX),
        ];
        if let Some((name, _, most)) = lists.iter().find(|(_, length, most)| length > most) {
            return Some(say!("{name} が{most}件を超えています", "{name} holds more than {most} elements"));
        }
        let known = self.fields.iter().filter_map(|(path, fact)| match fact {
            Fact::Known(value) => Some((path, value, 0)),
            Fact::Absent(_) => None,
        });
        let mut left: Vec<(&String, &Value, usize)> = known.collect();
        while let Some((path, value, depth)) = left.pop() {
            let length = match value {
                Value::TextList(list) => list.len(),
                Value::List(list) => list.len(),
                _ => 0,
            };
            if depth > 2 || length > LIST_MAX {
                return Some(say!(
                    "{path} の入れ子が深すぎるか、{LIST_MAX}件を超えています",
                    "{path} nests too deep or holds more than {LIST_MAX} elements"
                ));
            }
            if let Value::List(list) = value {
                left.extend(list.iter().flat_map(|record| record.values()).map(|inner| (path, inner, depth + 1)));
            }
        }
        None
    }

    /// Sets a known field.
    pub fn set(&mut self, path: &str, value: impl Into<Value>) -> &mut Self {
        self.fields.insert(path.to_owned(), Fact::Known(value.into()));
        self
    }

    /// Says that nobody could supply a field, and why.
    pub fn absent(&mut self, path: &str, why: impl Into<String>) -> &mut Self {
        self.fields.insert(path.to_owned(), Fact::Absent(why.into()));
        self
    }

    /// The value of a field, or why there is none.
    ///
    /// # Errors
    /// The reason of the absence; empty where nobody said any.
    pub fn get(&self, path: &str) -> Result<&Value, &str> {
        match self.fields.get(path) {
            Some(Fact::Known(value)) => Ok(value),
            Some(Fact::Absent(why)) => Err(why),
            None => Err(""),
        }
    }

    /// Canonical JSON: sorted keys, no insignificant blanks. Stored beside the answer for replay.
    pub fn canonical_json(&self) -> String {
        // The fields of these types are declared in alphabetical order, and maps are sorted.
        serde_json::to_string(self).expect("facts hold only strings, numbers and lists")
    }

    /// SHA-256 of [`Self::canonical_json`].
    pub fn digest(&self) -> Digest {
        let mut bytes = Vec::with_capacity(8_192);
        bytes.extend_from_slice(b"tatefuda.facts.v1\n");
        serde_json::to_writer(&mut bytes, self).expect("facts hold only strings, numbers and lists");
        Digest::of(&bytes)
    }
}

/// A field: a value, or absent with a reason. Never guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Known. An optional field that was looked up and is not there is `Known(Value::Nothing)`.
    Known(Value),
    /// Nobody could supply it; the text says why. Reading it is a fault.
    Absent(String),
}

/// A value of a field. In JSON: a scalar, `null`, a list of texts or a list of objects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Known not to be there (optional fields only): `has()` is false.
    Nothing,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A text, also of choices.
    Text(String),
    /// Several texts. An empty list is read as either kind of list.
    TextList(Vec<String>),
    /// Several records with named elements.
    List(Vec<BTreeMap<String, Value>>),
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}
impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<Vec<BTreeMap<String, Value>>> for Value {
    fn from(value: Vec<BTreeMap<String, Value>>) -> Self {
        Self::List(value)
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    /// `None` is *known not to be there*, not absent.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum FactForm {
    Absent {
        absent: String,
    },
    /// For TOML, which has no null.
    Nothing {
        nothing: bool,
    },
    Known(Value),
}

impl Serialize for Fact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(value) => value.serialize(serializer),
            Self::Absent(why) => FactForm::Absent { absent: why.clone() }.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Fact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match FactForm::deserialize(deserializer)? {
            FactForm::Absent { absent } => Self::Absent(absent),
            FactForm::Nothing { .. } => Self::Known(Value::Nothing),
            FactForm::Known(value) => Self::Known(value),
        })
    }
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActorFact {
    /// The appointment in which they act ([`AppointmentFact::capacity`]).
    pub capacity: String,
    /// `staff`, `machine` …
    #[serde(default = "staff")]
    pub kind: String,
    /// The person.
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

/// A procedure that was opened on something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcedureFact {
    /// When it ended; absent: it runs.
    #[serde(default)]
    pub closed_at: Option<Timestamp>,
    /// Its id.
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
    /// The instance, as [`crate::Regulation::instances`] names it.
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
    /// Its id.
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
    /// The person.
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

/// A question to the regulation.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// The act.
    pub action: tatefuda_domain::Action,
    /// The intended time of the act; at the act itself the real time.
    pub at: Timestamp,
    /// The mode in force (災害時体制 …); none is the ordinary one.
    pub mode: Option<String>,
    /// For `post.step`: the step of the chain.
    pub step: Option<String>,
    /// For `record.give`, and for steps and duties that give a record: the kind.
    pub record_kind: Option<String>,
    /// For `step.do`: the procedure; `step` names its step.
    pub procedure: Option<String>,
    /// For `duty.answer`: the duty.
    pub duty: Option<String>,
    /// What is known; the same for the question's whole life, as its digest is.
    pub(crate) facts: &'a Facts,
    /// See [`Question::facts_digest`].
    pub(crate) digest: OnceLock<Digest>,
    /// Roles that follow from a chain or a rule are being resolved: they cannot follow from each other.
    pub(crate) nested: bool,
    /// What the engine found out while it is asked.
    // lint: circles: a question only carries what the engine found out; nothing but the engine looks into it.
    pub(crate) memo: Option<&'a crate::engine::Memo>,
}

impl<'a> Question<'a> {
    /// A question without mode, step and record kind.
    pub fn new(action: tatefuda_domain::Action, at: Timestamp, facts: &'a Facts) -> Self {
        Self {
            action,
            at,
            mode: None,
            step: None,
            record_kind: None,
            procedure: None,
            duty: None,
            facts,
            digest: OnceLock::new(),
            nested: false,
            memo: None,
        }
    }

    /// Digest of the facts. Taken once: they cannot change while a question borrows them, and several acts may be asked
    /// about the same facts.
    pub fn facts_digest(&self) -> Digest {
        *self.digest.get_or_init(|| self.facts.digest())
    }
}
