//! What a command sees while it runs, and what it says about itself for its audit entry.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use tatefuda_audit::AnswerRef;
use tatefuda_domain::{Action, AnswerId, CommandId, Digest, PersonId, TenantId, record::Subject};
use tatefuda_regulation::Outcome;
use tatefuda_store::{Tx, answer::StoredAnswer, record::record_use};

use crate::{
    actor::Actor,
    command::Command,
    core::App,
    facts::{self, Ask, Asked},
    failure::{Failure, Refusal},
    governing::Governing,
    noun::{Happened, StepTaken},
    reads::Owed,
};

/// The surroundings of a running command.
pub struct Cx<'a> {
    /// The transaction; everything is undone when the command fails.
    pub tx: &'a mut Tx,
    /// The application.
    pub app: &'a App,
    /// Who acts.
    pub actor: &'a Actor,
    /// The moment of the act, whole microseconds.
    pub at: Timestamp,
    /// A repeat carries the same one and changes nothing.
    pub command: CommandId,
    /// The acts about which the command said that it asks.
    asks: &'static [Action],
    /// The events about which it said that it makes them happen.
    happens: &'static [&'static str],
    pub(super) note: Note,
    /// Whether the actor may read what the act is about, where only the regulation tells.
    pub(super) owed: Owed,
}

/// What goes into the audit entry.
#[derive(Default)]
pub(super) struct Note {
    pub subject: Option<Subject>,
    pub person: Option<PersonId>,
    pub before: Option<Digest>,
    pub after: Option<Digest>,
    pub details: BTreeMap<String, String>,
    /// Kept also when the act is refused.
    pub circumstances: BTreeMap<String, String>,
    pub answers: Vec<AnswerRef>,
    /// What else the act has changed.
    pub touched: Vec<Subject>,
    /// What happened by it.
    pub happened: Vec<Happened>,
    /// Steps of procedures that it was.
    pub steps: Vec<StepTaken>,
    /// Stored once the act is rolled back.
    pub refused: Option<Refused>,
}

/// An answer that ended the act.
pub(super) struct Refused {
    pub stored: Box<StoredAnswer>,
    pub governing: Arc<Governing>,
}

impl<'a> Cx<'a> {
    pub(super) fn new<C: Command>(
        tx: &'a mut Tx,
        app: &'a App,
        actor: &'a Actor,
        command: CommandId,
        at: Timestamp,
        owed: Owed,
    ) -> Self {
        Self { tx, app, actor, at, command, asks: C::ASKS, happens: C::HAPPENS, note: Note::default(), owed }
    }

    /// The body.
    pub fn tenant(&self) -> TenantId {
        self.actor.tenant
    }

    /// Says what the act is about. Call it as soon as it is known: a refusal names it too.
    pub fn subject(&mut self, kind: &str, id: impl ToString) {
        self.note.subject = Some(Subject::new(kind, id));
    }

    /// Says what the act changes beside its subject, for those who follow it.
    pub fn touches(&mut self, kind: &str, id: impl ToString) {
        self.note.touched.push(Subject::new(kind, id));
    }

    /// Says what happened by the act, in the vocabulary of texts: procedures open by it.
    ///
    /// # Errors
    /// The command did not say that it makes it happen.
    pub fn happened(&mut self, event: impl Into<String>, subject: Subject) -> Result<(), Failure> {
        let event = event.into();
        let kind = event.split(':').next().unwrap_or_default();
        let declared =
            if kind == "record" { self.asks.contains(&Action::RecordGive) } else { self.happens.contains(&kind) };
        if !declared {
            return Err(Failure::internal("the command makes an event happen that it does not declare"));
        }
        self.note.happened.push(Happened { event, subject });
        Ok(())
    }

    /// Says who acted, where only the command finds out (sign-in).
    pub fn person(&mut self, person: PersonId) {
        self.note.person = Some(person);
    }

    /// The digest of the content before the act.
    pub fn before(&mut self, digest: Digest) {
        self.note.before = Some(digest);
    }

    /// The digest of the content after the act.
    pub fn after(&mut self, digest: Digest) {
        self.note.after = Some(digest);
    }

    /// A text or personal data that belongs to the entry; stands beside the chain and can be erased.
    pub fn detail(&mut self, field: impl Into<String>, text: impl Into<String>) {
        self.note.details.insert(field.into(), text.into());
    }

    /// As [`Cx::detail`], but also kept when the act is refused: from where, which right.
    pub fn circumstance(&mut self, field: impl Into<String>, text: impl Into<String>) {
        self.note.circumstances.insert(field.into(), text.into());
    }

    /// Asks the regulation, on facts assembled in this transaction. Nothing is stored yet.
    ///
    /// # Errors
    /// No regulation is in force, or the database fails. A refusal is an answer, not an error.
    pub async fn ask(&mut self, ask: Ask) -> Result<Asked, Failure> {
        if !self.asks.contains(&ask.action) {
            return Err(Failure::internal("the command asks about an act that it does not declare"));
        }
        let asked = facts::ask(self.app, self.tx, self.actor, ask, self.at).await?;
        // The first question comes before anything is written, so what is told here is told of what was there.
        self.owed.settle(self.app, self.tx, self.actor, Some(&asked)).await?;
        Ok(asked)
    }

    /// Tells whether the actor may read what the act is about, where the act does not ask by [`Cx::ask`]: by an answer that
    /// it got elsewhere, or by asking apart. Before anything is written.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub(crate) async fn told(&mut self, asked: Option<&Asked>) -> Result<(), Failure> {
        self.owed.settle(self.app, self.tx, self.actor, asked).await
    }

    /// Stores an answer; uses up the records it relies on. Anything but permitted ends the act.
    ///
    /// # Errors
    /// [`Failure::Refused`] with the answer.
    pub async fn require(&mut self, asked: Asked) -> Result<AnswerId, Failure> {
        if asked.answer.is_permitted() {
            return self.keep(asked).await;
        }
        let id = self.app.env.id();
        let governing = Arc::clone(&asked.governing);
        let stored = asked.into_stored(id, self.command, self.actor, self.at);
        let answer = stored.answer.clone();
        self.note.refused = Some(Refused { stored: Box::new(stored), governing });
        Err(Failure::Refused(Box::new(Refusal { id, answer })))
    }

    /// Stores an answer whatever it says, for acts that go on either way (a send that becomes held).
    /// Records are used up only under a permission.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn keep(&mut self, asked: Asked) -> Result<AnswerId, Failure> {
        let id = self.app.env.id();
        if asked.answer.is_permitted() {
            use_up(self.tx, self.actor.tenant, &asked, self.command, self.at).await?;
            for id in &asked.answer.consumes {
                self.touches("record", id);
            }
            self.note.steps.extend(steps(&asked, id));
        }
        facts::keep_settings(self.tx, self.actor.tenant, &asked.governing, self.at).await?;
        let stored = asked.into_stored(id, self.command, self.actor, self.at);
        tatefuda_store::answer::answer_insert(self.tx, self.actor.tenant, &stored).await?;
        self.note.answers.push(AnswerRef { id, digest: stored.answer.digest() });
        Ok(id)
    }
}

/// Steps of procedures that a permitted act was: the regulation says which, and in which case.
fn steps(asked: &Asked, answer: AnswerId) -> impl Iterator<Item = StepTaken> {
    // A step that is done as such is written down by whoever does it.
    let kept =
        asked.answer.trace.iter().filter(|line| asked.ask.action != Action::StepDo && line.outcome == Outcome::Kept);
    kept.filter_map(move |line| {
        let (procedure, step) = line.rule.split_once('/')?;
        let case = line.detail.parse().ok()?;
        Some(StepTaken { case, procedure: procedure.to_owned(), step: step.to_owned(), answer })
    })
}

/// Uses up the records on which a permission relies. Another act that used one in between: not in this state.
async fn use_up(
    tx: &mut Tx,
    tenant: TenantId,
    asked: &Asked,
    command: CommandId,
    at: Timestamp,
) -> Result<(), Failure> {
    let name = asked.ask.use_key.clone().unwrap_or_else(|| format!("command:{command}"));
    for id in &asked.answer.consumes {
        let id = id.parse().map_err(Failure::internal)?;
        if !record_use(tx, tenant, id, &name, at).await? {
            return Err(Failure::state("record-used"));
        }
    }
    Ok(())
}
