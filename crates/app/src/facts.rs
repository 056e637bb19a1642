//! Assembles the facts of a question inside the transaction of the act (decision 0002).
//!
//! One provider per noun. What nobody can supply stays absent; nothing is guessed.

mod builder;
mod events;
pub mod org;
mod question;
mod records;

use std::{collections::BTreeSet, ops::Deref, sync::Arc};

use jiff::Timestamp;
use tatefuda_domain::{Action, AnswerId, CommandId, Digest, Service, TenantId, record::Subject};
pub use tatefuda_regulation::coverage::Part;
use tatefuda_regulation::{ActorFact, Answer, Facts, Question, SubjectFact};
use tatefuda_store::{
    Tx,
    answer::{QuestionParts, StoredAnswer, settings_snapshot_put},
};

pub use builder::FactsBuilder;
pub use question::{Ask, DraftSubject, SubjectRef};

use crate::{
    actor::{Actor, Via},
    core::App,
    failure::Failure,
    publication::reason,
    regulation::governing::{self, Governing},
};

/// Supplied here: who acts.
const SUPPLIES: &[&str] = &["actor.kind", "actor.person"];

/// Every field that some provider supplies.
pub fn supplied() -> BTreeSet<&'static str> {
    let providers = [
        SUPPLIES,
        crate::account::facts::SUPPLIES,
        crate::device::facts::SUPPLIES,
        crate::post::facts::SUPPLIES,
        records::SUPPLIES,
        question::SUPPLIES,
        org::SUPPLIES,
    ];
    providers.into_iter().flatten().copied().collect()
}

/// Kinds of findings that a detector finds in texts.
pub fn findings() -> impl Iterator<Item = &'static str> {
    tatefuda_text::FINDING_KINDS.iter().map(|kind| kind.id)
}

/// Events whose last time is supplied.
pub fn events() -> impl Iterator<Item = &'static str> {
    events::SUPPLIES.iter().copied()
}

/// The typed parts of facts that are assembled here, beside the fields.
pub const PARTS: &[Part] = &[Part::Given, Part::Organisation, Part::Records, Part::Steps];

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
        // An account whose row cannot be read leaves the service unknown; that it was lost is said below.
        Some(account) => match crate::account::facts::service(tx, tenant, account).await {
            Err(Failure::Unreadable(_)) => None,
            found => found?,
        },
        None => None,
    };
    let governing = match (&ask.candidate, &ask.document) {
        (Some(candidate), _) => Arc::clone(candidate),
        (None, Some(document)) => governing::document(app, tx, tenant, document, at).await?,
        (None, None) => governing::find(app, tx, tenant, service.as_ref(), at).await?,
    };
    let mut facts = assemble(app, tx, actor, &ask, &governing, service, at).await?;
    // Of a later time nobody can tell; it is asked again then.
    if ask.action == Action::PostPublish && at <= now {
        let halts = tatefuda_store::stop::halts(tx, tenant).await?;
        facts.halts.extend(halts.copied.then(|| reason::COPIED.to_owned()));
        facts.halts.extend(halts.stopped.then(|| reason::STOPPED.to_owned()));
    }
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
    facts.given.clone_from(&ask.given);
    let needed = governing.regulation.needed(ask.action);
    let mut builder = FactsBuilder::new(facts, needed, tenant, &governing.regulation, ask, at);
    builder.from(SUPPLIES);
    let kind = builder.facts().actor.kind.clone();
    builder.set("actor.kind", kind);
    let person = builder.facts().actor.person.clone();
    builder.set("actor.person", person);
    builder.from(crate::device::facts::SUPPLIES);
    let done = crate::device::facts::fill(tx, actor, &mut builder).await;
    builder.whole("device", done)?;
    builder.from(crate::account::facts::SUPPLIES);
    let done = crate::account::facts::fill(app, tx, &mut builder).await;
    builder.whole("account", done)?;
    builder.from(crate::post::facts::SUPPLIES);
    let done = crate::post::facts::fill(tx, &mut builder).await;
    builder.whole("post", done)?;
    builder.from(records::SUPPLIES);
    let done = records::fill(tx, &mut builder).await;
    builder.whole("records", done)?;
    builder.from(question::SUPPLIES);
    for (path, value) in &ask.fields {
        builder.set(path, value.clone());
    }
    let done = events::fill(app, tx, governing, &mut builder).await;
    builder.whole("events", done)?;
    builder.from(org::SUPPLIES);
    let done = org::fill(app, tx, &mut builder).await;
    builder.whole("org", done)?;
    if let Some(why) = &governing.unreadable {
        builder.lost("settings", why);
    }
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
