//! What a noun hands over to the machinery: one value. The machinery below it (acts, facts, governing document,
//! organisation) knows no noun by name; `registry` lists them, and nothing else does.

use jiff::Timestamp;
use tatefuda_domain::{Action, AnswerId, CaseId, TenantId, case::By, record::Subject};
use tatefuda_store::{Tx, tenant::tenant_list};

use crate::{
    actor::Actor,
    command::Command,
    core::App,
    facts::{FactsBuilder, SubjectKind},
    failure::Failure,
    reads::{Readers, Told},
};

/// One noun, as the machinery sees it.
pub struct Noun {
    /// Its word, the same in every layer.
    pub name: &'static str,
    /// What is done to it.
    pub commands: &'static [Entry],
    /// What it knows when the regulation is asked.
    pub facts: Option<&'static dyn Provider>,
    /// Kinds of findings that it looks for in texts: rules of a pack that rest on them are kept.
    pub findings: fn() -> Vec<&'static str>,
    /// The kind of subject under which stored answers and records speak of it, and its readers, where it has some.
    pub(crate) readers: Option<(&'static str, &'static dyn Readers)>,
    /// What it keeps up to date of what others do.
    pub follows: Option<&'static dyn Follows>,
}

impl Noun {
    /// A noun with its commands and nothing else.
    pub(crate) const fn new(name: &'static str, commands: &'static [Entry]) -> Self {
        Self { name, commands, facts: None, findings: Vec::new, readers: None, follows: None }
    }
}

/// A command that the program carries out.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Its name, `noun.verb`.
    pub name: &'static str,
    /// The acts about which it asks the regulation.
    pub asks: &'static [Action],
    /// The events that it makes happen.
    pub happens: &'static [&'static str],
}

impl Entry {
    /// The entry of a command. Each noun lists its own; a lint misses none.
    pub const fn of<C: Command>() -> Self {
        Self { name: C::NAME, asks: C::ASKS, happens: C::HAPPENS }
    }
}

/// What a noun knows when the regulation is asked (decision 0002).
pub trait Provider: Send + Sync {
    /// The kinds of subject about which it knows most; each kind has one provider.
    fn subjects(&self) -> &'static [SubjectKind];

    /// The fields that it sets. Coverage of packs rests on them.
    fn supplies(&self) -> &'static [&'static str];

    /// The events whose last time it knows.
    fn events(&self) -> &'static [&'static str] {
        &[]
    }

    /// Whether what it knows is about whoever asks, and not about what is asked about.
    fn of_actor(&self) -> bool {
        false
    }

    /// Sets its fields, as far as they are needed.
    fn fill<'a>(
        &'a self,
        app: &'a App,
        tx: &'a mut Tx,
        actor: &'a Actor,
        builder: &'a mut FactsBuilder<'_>,
    ) -> Told<'a, ()>;

    /// Sets the last time of its events, as far as the regulation reads them.
    fn happened<'a>(&'a self, app: &'a App, tx: &'a mut Tx, builder: &'a mut FactsBuilder<'_>) -> Told<'a, ()> {
        let _ = (app, tx, builder);
        Box::pin(async { Ok(()) })
    }
}

/// What a noun keeps of what others do, in step with them: a stored projection.
pub trait Follows: Send + Sync {
    /// After an act, in its transaction, before its entry is written.
    fn done<'a>(&'a self, app: &'a App, tx: &'a mut Tx, act: &'a Done) -> Told<'a, ()>;

    /// What time or other acts have left to do, a batch of it: for the worker, again and again. Says whether more is left.
    fn tend<'a>(&'a self, app: &'a App, tenant: TenantId) -> Told<'a, bool>;
}

/// An act that was done.
#[derive(Debug, Clone)]
pub struct Done {
    /// The body.
    pub tenant: TenantId,
    /// Name of the command, `noun.verb`.
    pub command: &'static str,
    /// What it was about.
    pub subject: Option<Subject>,
    /// What else it changed, of which the rest of the body may take notice: records that were given or used up.
    pub touched: Vec<Subject>,
    /// What happened by it, in the vocabulary of texts.
    pub happened: Vec<Happened>,
    /// Steps of procedures that it was.
    pub steps: Vec<StepTaken>,
    /// Who did it; absent: the program.
    pub by: Option<By>,
    /// When.
    pub at: Timestamp,
}

/// Something that happened to something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// The event, as packs write it.
    pub event: String,
    /// To what.
    pub subject: Subject,
}

/// A step of a procedure that an act was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepTaken {
    /// The case, as the regulation was told of it.
    pub case: CaseId,
    pub procedure: String,
    /// By its id in the text.
    pub step: String,
    /// The answer that let it happen.
    pub answer: AnswerId,
}

/// As [`tend`], for every body: what the worker does in each round.
///
/// # Errors
/// Whatever the database says.
pub async fn tend_all(app: &App) -> Result<bool, Failure> {
    let mut tx = app.db.read().await?;
    let bodies = tenant_list(&mut tx).await?.readable();
    tx.rollback().await?;
    let mut more = false;
    for body in bodies {
        more |= tend(app, body.id).await?;
    }
    Ok(more)
}

/// Tends what every noun of a body keeps. Says whether more is left to be done at once.
///
/// # Errors
/// Whatever the database says.
pub async fn tend(app: &App, tenant: TenantId) -> Result<bool, Failure> {
    let mut more = false;
    for noun in app.nouns {
        if let Some(follows) = noun.follows {
            more |= follows.tend(app, tenant).await?;
        }
    }
    Ok(more)
}
