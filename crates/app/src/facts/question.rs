//! What the regulation is asked, before the facts are known.

use std::sync::Arc;

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, Action, CaseId, PersonId, PostId, TenantId, case::CaseEnd, digest::TargetContent, record::Subject,
};
use tatefuda_regulation::{Facts, Question};

use tatefuda_domain::account::Account;

use crate::governing::Governing;

/// What a question is about.
#[derive(Debug, Clone)]
pub enum SubjectRef {
    /// The body itself.
    Body,
    /// A person of the body.
    Person(PersonId),
    Account(AccountId),
    /// The present content of a post for one of its accounts.
    Target {
        post: PostId,
        account: AccountId,
    },
    /// Content that is not stored yet, as typed.
    Draft(Box<DraftSubject>),
    /// Something that happened (事案).
    Incident {
        /// The case in which it is dealt with; a fresh id for one that is about to be opened.
        case: CaseId,
        /// The account concerned, where there is one.
        account: Option<AccountId>,
    },
}

/// The word for something that happened.
pub const INCIDENT: &str = "incident";

/// Content that is not stored yet.
#[derive(Debug, Clone)]
pub struct DraftSubject {
    /// The content; its post id is that of the post, or a fresh one.
    pub content: TargetContent,
    /// Whether the post is stored already, so that its records, steps and authors count.
    pub stored: bool,
    /// Who writes.
    pub author: PersonId,
}

/// The kinds of subject: the variants of [`SubjectRef`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubjectKind {
    /// As a whole: what is about no account, post or person.
    Body,
    Person,
    Account,
    /// A stored target of a post.
    Target,
    /// Content as typed.
    Draft,
    /// Something that happened.
    Incident,
}

impl SubjectKind {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::Body, Self::Person, Self::Account, Self::Target, Self::Draft, Self::Incident];
}

impl SubjectRef {
    pub const fn kind(&self) -> SubjectKind {
        match self {
            Self::Body => SubjectKind::Body,
            Self::Person(_) => SubjectKind::Person,
            Self::Account(_) => SubjectKind::Account,
            Self::Target { .. } => SubjectKind::Target,
            Self::Draft(_) => SubjectKind::Draft,
            Self::Incident { .. } => SubjectKind::Incident,
        }
    }

    /// As stored with answers, records and entries.
    pub fn subject(&self, tenant: TenantId) -> Subject {
        match self {
            Self::Body => Subject::new("body", tenant),
            Self::Person(id) => Subject::new("person", id),
            Self::Account(id) => Subject::new("account", id),
            Self::Target { post, .. } => Subject::new("post", post),
            Self::Draft(draft) => Subject::new("post", draft.content.post),
            Self::Incident { case, .. } => Subject::new(INCIDENT, case),
        }
    }

    /// The account concerned.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account(id) | Self::Target { account: id, .. } => Some(*id),
            Self::Draft(draft) => Some(draft.content.account),
            Self::Incident { account, .. } => *account,
            Self::Body | Self::Person(_) => None,
        }
    }
}

/// A question on its way to the engine.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The act.
    pub action: Action,
    /// On what.
    pub subject: SubjectRef,
    /// The intended time of the act; absent: now.
    pub at: Option<Timestamp>,
    /// The mode in force.
    pub mode: Option<String>,
    /// For `post.step` and `step.do`: the step.
    pub step: Option<String>,
    /// For `step.do`: the procedure.
    pub procedure: Option<String>,
    /// For `step.do` without a step: how the procedure is to end; absent: it is to be opened.
    pub end: Option<CaseEnd>,
    /// For `record.give`: the kind.
    pub record_kind: Option<String>,
    /// For `duty.answer`: the duty.
    pub duty: Option<String>,
    /// The document that governs; absent: found by service and date.
    pub document: Option<String>,
    /// A document to be asked instead of the governing one: one that is not in force yet, or the one under which a case
    /// began.
    pub candidate: Option<Arc<Governing>>,
    /// By which name this act uses records up. Records used under the same name count as unused, so
    /// that a schedule and its send rely on the same exception.
    pub use_key: Option<String>,
    /// Fields of the record about to be given.
    pub given: std::collections::BTreeMap<String, String>,
    /// What the ledger is to say of the account, where the question is whether it may.
    pub proposed: Option<Box<Account>>,
    /// What documents of the text show is needed as well.
    pub papers: bool,
    /// Further known fields, for providers of the asking command (`record.person`).
    pub fields: Vec<(&'static str, tatefuda_regulation::Value)>,
}

/// Fields that asking commands may add ([`Ask::field`]).
pub(super) const SUPPLIES: &[&str] = &[
    "password.digits",
    "password.guessable",
    "password.length",
    "password.letters",
    "password.symbols",
    "post.late",
    "post.scheduled_by",
    "record.person",
    "record.rule",
];

impl Ask {
    /// A question about now.
    pub fn new(action: Action, subject: SubjectRef) -> Self {
        Self {
            action,
            subject,
            at: None,
            mode: None,
            step: None,
            procedure: None,
            end: None,
            record_kind: None,
            duty: None,
            document: None,
            candidate: None,
            use_key: None,
            given: std::collections::BTreeMap::new(),
            proposed: None,
            papers: false,
            fields: vec![],
        }
    }

    /// Asks for another time.
    #[must_use]
    pub fn at(mut self, at: Timestamp) -> Self {
        self.at = Some(at);
        self
    }

    /// Asks for a step of the chain.
    #[must_use]
    pub fn step(mut self, step: impl Into<String>) -> Self {
        self.step = Some(step.into());
        self
    }

    /// Asks for a procedure.
    #[must_use]
    pub fn procedure(mut self, procedure: impl Into<String>) -> Self {
        self.procedure = Some(procedure.into());
        self
    }

    /// Asks for the end of a procedure.
    #[must_use]
    pub fn end(mut self, end: CaseEnd) -> Self {
        self.end = Some(end);
        self
    }

    /// Asks this document instead of the one that governs.
    #[must_use]
    pub fn under(mut self, document: Option<Arc<Governing>>) -> Self {
        self.candidate = document;
        self
    }

    /// The question to the engine, over facts.
    pub(crate) fn question<'f>(&self, at: Timestamp, facts: &'f Facts) -> Question<'f> {
        let mut question = Question::new(self.action, at, facts);
        question.mode.clone_from(&self.mode);
        question.step.clone_from(&self.step);
        question.procedure.clone_from(&self.procedure);
        question.end = self.end;
        question.record_kind.clone_from(&self.record_kind);
        question.duty.clone_from(&self.duty);
        question
    }

    /// Asks for a kind of record.
    #[must_use]
    pub fn record_kind(mut self, kind: impl Into<String>) -> Self {
        self.record_kind = Some(kind.into());
        self
    }

    /// Asks for a duty.
    #[must_use]
    pub fn duty(mut self, duty: impl Into<String>) -> Self {
        self.duty = Some(duty.into());
        self
    }

    /// Names the governing document.
    #[must_use]
    pub fn document(mut self, document: impl Into<String>) -> Self {
        self.document = Some(document.into());
        self
    }

    /// Names the use of records.
    #[must_use]
    pub fn use_key(mut self, key: impl Into<String>) -> Self {
        self.use_key = Some(key.into());
        self
    }

    /// Asks about an account as it would be. Whose it is stays as stored, because that is who may change it.
    #[must_use]
    pub fn proposed(mut self, account: Account) -> Self {
        self.proposed = Some(Box::new(account));
        self
    }

    /// Asks with what documents of the text show.
    #[must_use]
    pub fn papers(mut self) -> Self {
        self.papers = true;
        self
    }

    /// Adds a known field.
    #[must_use]
    pub fn field(mut self, path: &'static str, value: impl Into<tatefuda_regulation::Value>) -> Self {
        self.fields.push((path, value.into()));
        self
    }
}
