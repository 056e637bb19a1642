//! Assembles the facts of a question inside the transaction of the act (decision 0002).
//!
//! One provider per noun. What nobody can supply stays absent; nothing is guessed.

mod builder;
pub mod org;
mod records;

use std::{ops::Deref, sync::Arc};

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, Action, AnswerId, CommandId, Digest, PersonId, PostId, Service, TenantId, digest::TargetContent,
    record::Subject,
};
use tatefuda_regulation::{ActorFact, Answer, Facts, Question, SubjectFact};
use tatefuda_store::{
    Tx,
    answer::{QuestionParts, StoredAnswer, settings_snapshot_put},
};

pub use builder::FactsBuilder;

use crate::{
    actor::{Actor, Via},
    core::App,
    failure::Failure,
    regulation::governing::{self, Governing},
};

/// What a question is about.
#[derive(Debug, Clone)]
pub enum SubjectRef {
    /// The body itself.
    Body,
    /// A person of the body.
    Person(PersonId),
    /// An account.
    Account(AccountId),
    /// The present content of a post for one of its accounts.
    Target {
        /// The post.
        post: PostId,
        /// The account.
        account: AccountId,
    },
    /// Content that is not stored yet, as typed.
    Draft(Box<DraftSubject>),
}

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

impl SubjectRef {
    /// As stored with answers, records and entries.
    pub fn subject(&self, tenant: TenantId) -> Subject {
        match self {
            Self::Body => Subject::new("body", tenant),
            Self::Person(id) => Subject::new("person", id),
            Self::Account(id) => Subject::new("account", id),
            Self::Target { post, .. } => Subject::new("post", post),
            Self::Draft(draft) => Subject::new("post", draft.content.post),
        }
    }

    /// The account concerned.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account(id) | Self::Target { account: id, .. } => Some(*id),
            Self::Draft(draft) => Some(draft.content.account),
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
    /// For `post.step`: the step.
    pub step: Option<String>,
    /// For `record.give`: the kind.
    pub record_kind: Option<String>,
    /// The document that governs; absent: found by service and date.
    pub document: Option<String>,
    /// A document that is not in force yet, to be asked instead of the governing one.
    pub candidate: Option<Arc<Governing>>,
    /// By which name this act uses records up. Records used under the same name count as unused, so
    /// that a schedule and its send rely on the same exception.
    pub use_key: Option<String>,
    /// Further known fields, for providers of the asking command (`record.person`).
    pub fields: Vec<(&'static str, tatefuda_regulation::Value)>,
}

impl Ask {
    /// A question about now.
    pub fn new(action: Action, subject: SubjectRef) -> Self {
        Self {
            action,
            subject,
            at: None,
            mode: None,
            step: None,
            record_kind: None,
            document: None,
            candidate: None,
            use_key: None,
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

    /// Asks for a kind of record.
    #[must_use]
    pub fn record_kind(mut self, kind: impl Into<String>) -> Self {
        self.record_kind = Some(kind.into());
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

    /// Adds a known field.
    #[must_use]
    pub fn field(mut self, path: &'static str, value: impl Into<tatefuda_regulation::Value>) -> Self {
        self.fields.push((path, value.into()));
        self
    }
}

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
    /// The answer.
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
            question: QuestionParts { mode: self.ask.mode, step: self.ask.step, record_kind: self.ask.record_kind },
            facts: self.facts.canonical_json(),
            fact_schema: i64::from(self.facts.schema),
            pack: self.governing.pack,
            house: self.governing.house,
            settings: self.answer.settings_digest,
            answer: self.answer,
        }
    }
}

/// Asks without storing anything: for screens and previews.
///
/// # Errors
/// No regulation is in force, or the database fails.
pub async fn preview(app: &App, actor: &Actor, ask: Ask) -> Result<Asked, Failure> {
    let mut tx = app.db.read().await?;
    let asked = self::ask(app, &mut tx, actor, ask, app.env.now()).await?;
    tx.rollback().await?;
    Ok(asked)
}

/// Assembles the facts that the rules of the action read, and asks.
///
/// # Errors
/// No regulation is in force, or the database fails. A refusal is an answer, not an error.
pub async fn ask(app: &App, tx: &mut Tx, actor: &Actor, ask: Ask, now: Timestamp) -> Result<Asked, Failure> {
    let tenant = actor.tenant;
    let at = ask.at.unwrap_or(now);
    let service = match ask.subject.account() {
        Some(account) => crate::account::facts::service(tx, tenant, account).await?,
        None => None,
    };
    let governing = match (&ask.candidate, &ask.document) {
        (Some(candidate), _) => Arc::clone(candidate),
        (None, Some(document)) => governing::document(app, tx, tenant, document, at).await?,
        (None, None) => governing::find(app, tx, tenant, service.as_ref(), at).await?,
    };
    let facts = assemble(app, tx, actor, &ask, &governing, service, at).await?;
    let mut question = Question::new(ask.action, at, &facts);
    question.mode.clone_from(&ask.mode);
    question.step.clone_from(&ask.step);
    question.record_kind.clone_from(&ask.record_kind);
    let answer = governing.regulation.ask(&question);
    let subject = ask.subject.subject(tenant);
    Ok(Asked { ask, at, subject, facts, answer, governing })
}

async fn assemble(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    ask: &Ask,
    governing: &Governing,
    service: Option<Service>,
    at: Timestamp,
) -> Result<Facts, Failure> {
    let tenant = actor.tenant;
    let mut facts = Facts::of(ActorFact {
        person: actor.named().map(|id| id.to_string()).unwrap_or_default(),
        capacity: actor.capacity.map(|id| id.to_string()).unwrap_or_default(),
        // The worker acts for the person who scheduled.
        kind: if actor.named().is_none() && actor.via != Via::Worker { "machine" } else { "staff" }.to_owned(),
    });
    if !matches!(ask.subject, SubjectRef::Body) {
        let subject = ask.subject.subject(tenant);
        facts.subject = Some(SubjectFact {
            kind: subject.kind,
            id: subject.id,
            digest: None,
            service: service.map(|service| service.to_string()),
            account: ask.subject.account().map(|id| id.to_string()),
            account_class: None,
        });
    }
    let needed = governing.regulation.needed(ask.action);
    let mut builder = FactsBuilder::new(facts, needed, tenant, &governing.regulation, ask, at);
    let kind = builder.facts().actor.kind.clone();
    builder.set("actor.kind", kind);
    crate::account::facts::fill(tx, &mut builder).await?;
    crate::post::facts::fill(tx, &mut builder).await?;
    records::fill(tx, &mut builder).await?;
    for (path, value) in &ask.fields {
        builder.set(path, value.clone());
    }
    org::fill(app, tx, &mut builder).await?;
    Ok(builder.finish())
}

/// Keeps the settings on which an answer rests, for replay.
pub(crate) async fn keep_settings(
    tx: &mut Tx,
    tenant: TenantId,
    governing: &Governing,
    at: Timestamp,
) -> Result<(), Failure> {
    Ok(settings_snapshot_put(tx, tenant, governing.regulation.settings(), at).await?)
}
