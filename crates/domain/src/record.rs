//! Records: what a person stated or decided (decision 0004). Kinds come from packs.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    digest::Digest,
    id::{AppointmentId, PersonId, RecordId},
};

/// What a record speaks of: a noun and its id, or the body itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
pub struct Subject {
    /// `post`, `account`, `person`, `body` …
    pub kind: String,
    /// The id as text; for the body its tenant id.
    pub id: String,
}

impl Subject {
    /// A subject of a kind.
    pub fn new(kind: impl Into<String>, id: impl ToString) -> Self {
        Self { kind: kind.into(), id: id.to_string() }
    }
}

/// A given record. Immutable but for its use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// The kind, as the pack names it.
    pub kind: String,
    /// What it speaks of.
    pub subject: Subject,
    /// The exact content it is bound to, where the kind's scope is `digest`.
    pub digest: Option<Digest>,
    /// Field values by field id, as text in the form of the field's type.
    pub fields: BTreeMap<String, String>,
    /// Who gave it.
    pub person: PersonId,
    /// In which capacity.
    pub capacity: AppointmentId,
    /// When.
    pub at: Timestamp,
    /// From when it counts; absent: from `at`.
    pub valid_from: Option<Timestamp>,
    /// Until when it counts (inclusive); absent: no end.
    pub valid_until: Option<Timestamp>,
    /// The act that used it up, as text, for kinds with `uses = 1`.
    pub used_by: Option<String>,
}
