//! The question, with what is known when it is asked.

use std::sync::OnceLock;

use jiff::Timestamp;
use tatefuda_domain::{Digest, case::CaseEnd};

use super::memo::Memo;
use crate::facts::Facts;

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
    /// For `step.do`: the procedure; `step` names its step. Without a step it is opened, or ends ([`Self::end`]).
    pub procedure: Option<String>,
    /// For `step.do` without a step: how the procedure is to end; absent: it is to be opened.
    pub end: Option<CaseEnd>,
    /// For `duty.answer`: the duty.
    pub duty: Option<String>,
    /// What is known; the same for the question's whole life, as its digest is.
    pub(super) facts: &'a Facts,
    /// See [`Question::facts_digest`].
    pub(super) digest: OnceLock<Digest>,
    /// Roles that follow from a chain or a rule are being resolved: they cannot follow from each other.
    pub(super) nested: bool,
    /// What the engine found out while it is asked.
    pub(super) memo: Option<&'a Memo>,
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
            end: None,
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
