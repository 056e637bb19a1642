//! One entry: who did or was refused what, when, on which facts (decision 0005, format 1).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{AnswerId, AppointmentId, CommandId, Digest, Entropy, PersonId, TenantId, digest::Canonical};

use crate::{
    detail::{Detail, Secret},
    head::Head,
};

/// The version of the canonical encoding.
pub const FORMAT: u32 = 1;

/// Whether the act happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// The act happened.
    Done,
    /// The act was refused and left nothing but this entry.
    Refused,
}

impl EntryKind {
    /// The word in the database and in the canonical encoding.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Done, Self::Refused].into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What the act was about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// The noun: `post`, `setting`, `session` …
    pub kind: String,
    /// Its id as text.
    pub id: String,
}

/// The stored answer of the regulation on which the act rested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerRef {
    pub id: AnswerId,
    /// Digest of its canonical form.
    pub digest: Digest,
}

/// One link of a body's chain. Holds no text and no personal data, only commitments to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Version of the encoding, [`FORMAT`].
    pub format: u32,
    /// The body whose chain this is.
    pub tenant: TenantId,
    /// From 1, without gaps per body.
    pub seq: u64,
    /// When, in whole microseconds.
    pub at: Timestamp,
    /// Whether it happened.
    pub kind: EntryKind,
    /// The name of the command.
    pub command: String,
    /// By it a repeat of the act is known, and what belongs to one act.
    pub command_id: CommandId,
    /// Who; absent for acts of the program itself.
    pub person: Option<PersonId>,
    /// In which capacity; absent where none was needed.
    pub capacity: Option<AppointmentId>,
    /// On what.
    pub subject: Subject,
    /// Digest of the content before the act.
    pub before: Option<Digest>,
    /// Digest of the content after the act.
    pub after: Option<Digest>,
    /// The regulation's; absent for acts about which it is not asked.
    pub answer: Option<AnswerRef>,
    /// Commitments to the details, by field.
    pub commitments: BTreeMap<String, Digest>,
    /// Hash of the entry before; zero for the first.
    pub previous: Digest,
    /// Hash over everything above.
    pub hash: Digest,
}

impl Entry {
    /// The hash that this entry must carry.
    #[must_use]
    pub fn computed_hash(&self) -> Digest {
        self.hash_as(self.seq)
    }

    /// The hash that this entry would have under another number; tells moved entries from altered ones.
    pub(crate) fn hash_as(&self, seq: u64) -> Digest {
        let digest = |value: &Option<Digest>| value.map(|digest| *digest.as_bytes());
        let text = |value: Option<String>| value.map(String::into_bytes);
        let mut out = Canonical::new("tatefuda.audit.v1\n");
        out.bytes(1, &self.format.to_be_bytes())
            .text(2, &self.tenant.to_string())
            .bytes(3, &seq.to_be_bytes())
            .bytes(4, &self.at.as_nanosecond().to_be_bytes())
            .text(5, self.kind.as_str())
            .text(6, &self.command)
            .text(7, &self.command_id.to_string())
            .optional(8, text(self.person.map(|id| id.to_string())).as_deref())
            .optional(9, text(self.capacity.map(|id| id.to_string())).as_deref())
            .text(10, &self.subject.kind)
            .text(11, &self.subject.id)
            .optional(12, digest(&self.before).as_ref().map(<[u8; 32]>::as_slice))
            .optional(13, digest(&self.after).as_ref().map(<[u8; 32]>::as_slice))
            .optional(14, text(self.answer.map(|answer| answer.id.to_string())).as_deref())
            .optional(15, digest(&self.answer.map(|answer| answer.digest)).as_ref().map(<[u8; 32]>::as_slice))
            .count(16, self.commitments.len());
        for (field, commitment) in &self.commitments {
            out.text(17, field).bytes(18, commitment.as_bytes());
        }
        out.bytes(19, self.previous.as_bytes());
        out.finish()
    }

    /// This entry as the end of the chain.
    #[must_use]
    pub fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.hash }
    }
}

/// What an act says about itself; becomes an entry once its place in the chain is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The body.
    pub tenant: TenantId,
    /// When; cut to whole microseconds.
    pub at: Timestamp,
    /// Whether it happened.
    pub kind: EntryKind,
    /// The name of the command.
    pub command: String,
    /// By it a repeat of the act is known, and what belongs to one act.
    pub command_id: CommandId,
    /// Who; absent for acts of the program itself.
    pub person: Option<PersonId>,
    /// Absent where none was needed.
    pub capacity: Option<AppointmentId>,
    /// On what.
    pub subject: Subject,
    /// Digest of the content before the act.
    pub before: Option<Digest>,
    /// Digest of the content after the act.
    pub after: Option<Digest>,
    /// The regulation's; absent for acts about which it is not asked.
    pub answer: Option<AnswerRef>,
    /// Texts and personal data by field; they go beside the chain.
    pub details: BTreeMap<String, String>,
}

impl Draft {
    /// Chains the act to the end of the body's chain: the entry, and the details to store beside it.
    ///
    /// Call it with the head row locked; two entries after the same head are a fork.
    #[must_use]
    pub fn chain(self, after: &Head, entropy: &dyn Entropy) -> (Entry, Vec<Detail>) {
        let seq = after.seq + 1;
        let details: Vec<Detail> = self
            .details
            .into_iter()
            .map(|(field, value)| {
                let mut salt = [0; 32];
                entropy.fill(&mut salt);
                Detail { seq, field, secret: Some(Secret { salt, value }) }
            })
            .collect();
        let commitments =
            details.iter().filter_map(|detail| Some((detail.field.clone(), detail.commitment()?))).collect();
        let mut entry = Entry {
            format: FORMAT,
            tenant: self.tenant,
            seq,
            // Both databases keep microseconds; the hash must be the same after reading back.
            at: Timestamp::from_microsecond(self.at.as_microsecond()).unwrap_or(self.at),
            kind: self.kind,
            command: self.command,
            command_id: self.command_id,
            person: self.person,
            capacity: self.capacity,
            subject: self.subject,
            before: self.before,
            after: self.after,
            answer: self.answer,
            commitments,
            previous: after.hash,
            hash: Head::EMPTY.hash,
        };
        entry.hash = entry.computed_hash();
        (entry, details)
    }
}

/// A stored row or a line of an export that cannot even be read as an entry. The verifier takes it as altered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unreadable entry {}: {why}", seq.map_or_else(|| "?".to_owned(), |seq| seq.to_string()))]
pub struct Unreadable {
    /// Its number, when that much could be read.
    pub seq: Option<u64>,
    /// What could not be read.
    pub why: String,
}
