//! A question that was answered.

use std::{ops::Deref, sync::Arc};

use jiff::Timestamp;
use tatefuda_domain::{AnswerId, CommandId, Digest, record::Subject};
use tatefuda_regulation::{Answer, Facts};
use tatefuda_store::answer::{QuestionParts, StoredAnswer};

use super::Ask;
use crate::{actor::Actor, governing::Governing};

/// A question with its facts and its answer. Derefs to the answer.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What was asked.
    pub ask: Ask,
    /// For which time.
    pub at: Timestamp,
    /// On what, as stored.
    pub subject: Subject,
    /// What was known.
    pub facts: Facts,
    pub answer: Answer,
    /// Under which document.
    pub governing: Arc<Governing>,
}

impl Deref for Asked {
    type Target = Answer;
    fn deref(&self) -> &Answer {
        &self.answer
    }
}

impl Asked {
    /// The digest of the target asked about.
    pub fn digest(&self) -> Option<Digest> {
        self.facts.subject.as_ref()?.digest.as_ref()?.parse().ok()
    }

    pub(crate) fn into_stored(self, id: AnswerId, command: CommandId, actor: &Actor, at: Timestamp) -> StoredAnswer {
        StoredAnswer {
            id,
            command,
            document: self.governing.document.clone(),
            action: self.ask.action,
            subject: self.subject,
            person: actor.named(),
            capacity: actor.capacity,
            asked_for: self.at,
            at,
            question: QuestionParts {
                mode: self.ask.mode,
                step: self.ask.step,
                record_kind: self.ask.record_kind,
                procedure: self.ask.procedure,
                end: self.ask.end,
                duty: self.ask.duty,
            },
            facts: self.facts.canonical_json(),
            fact_schema: i64::from(self.facts.schema),
            pack: self.governing.pack,
            house: self.governing.house,
            settings: self.answer.settings_digest,
            answer: self.answer,
        }
    }
}
