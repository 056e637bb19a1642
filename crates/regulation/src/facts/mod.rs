//! What is known when a question is asked (decision 0002).

mod parts;
mod value;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{Digest, Localized};

use crate::say::say;
pub use parts::{
    ActorFact, AppointmentFact, AppointmentKind, DoneFact, DutyFact, PaperFact, ProcedureFact, RecordFact, StepFact,
    SubjectFact,
};
pub use value::{Fact, Value};

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
    /// Papers that were archived about the subject, its account and the body. Absent: whoever asks keeps no papers, and a
    /// document is there as soon as it is complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers: Option<Vec<PaperFact>>,
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
            papers: None,
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
            ("papers", self.papers.as_ref().map_or(0, Vec::len), FACTS_MAX),
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
