//! Who may know of what an act or a query is about. The regulation governs acts, not reading (decision 0008); so this stands
//! beside each act and each query, as a part that none of them can leave out.
//!
//! Whoever may not read a thing is told that it is not there, so that ids tell nothing. Whether they are near it is looked up
//! at once and costs a few rows. Where only the regulation can tell, because the thing may wait for them, the act's own
//! question tells it where it can; only else is it asked apart.

use std::{future::Future, pin::Pin};

use tatefuda_domain::record::Subject;
use tatefuda_store::Tx;
use uuid::Uuid;

use crate::{
    actor::{Actor, Via},
    core::App,
    facts::Asked,
    failure::Failure,
};

/// What somebody must be able to read to do an act or to see what a query shows. There is no default on purpose.
#[derive(Debug)]
pub enum Reads<C> {
    /// Nothing of it is hidden from anybody of the body: its organisation, its ledger, its documents, what is one's own. Which
    /// right it takes is said by the act itself, and a refusal leaves an entry.
    Open,
    /// It looks at each row by itself and leaves out what the reader may not read.
    EachRow,
    /// The thing that is named. For everybody else it is not there.
    Of(fn(&C) -> Option<Thing>),
    /// What a stored answer or record is about, where that has readers: the noun of its kind tells them.
    About(fn(&C) -> &Subject),
}

impl<C> Reads<C> {
    pub(crate) fn thing(&self, app: &App, of: &C) -> Option<Thing> {
        match self {
            Self::Open | Self::EachRow => None,
            Self::Of(thing) => thing(of),
            Self::About(subject) => app.readable(subject(of)),
        }
    }
}

/// Something that not everybody of the body may read.
#[derive(Clone, Copy)]
pub struct Thing {
    readers: &'static dyn Readers,
    id: Uuid,
}

impl Thing {
    pub(crate) const fn new(readers: &'static dyn Readers, id: Uuid) -> Self {
        Self { readers, id }
    }
}

/// What is told in time.
pub(crate) type Told<'a, T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + Send + 'a>>;

/// How somebody stands to a thing, without the regulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Near {
    /// They may read it.
    Yes,
    /// They may not, whatever the regulation says; or there is no such thing.
    No,
    /// They may read it if it waits for them.
    IfItWaits,
}

/// The readers of the things of a noun.
pub(crate) trait Readers: Send + Sync {
    /// How somebody stands to it, by a few rows.
    fn near<'a>(&'a self, app: &'a App, tx: &'a mut Tx, actor: &'a Actor, id: Uuid) -> Told<'a, Near>;

    /// Whether an answer that was asked for says that it waits for them.
    fn answered(&self, asked: &Asked, actor: &Actor) -> bool;

    /// Whether it waits for them, asked apart.
    fn waits<'a>(&'a self, app: &'a App, tx: &'a mut Tx, actor: &'a Actor, id: Uuid) -> Told<'a, bool>;
}

/// As [`Readers::near`] of whatever a stored answer or record is about; what has no readers is everybody's.
pub(crate) async fn near_subject(app: &App, tx: &mut Tx, actor: &Actor, subject: &Subject) -> Result<Near, Failure> {
    match app.readable(subject) {
        Some(thing) => thing.readers.near(app, tx, actor, thing.id).await,
        None => Ok(Near::Yes),
    }
}

/// As [`Readers::waits`] of whatever a stored answer or record is about.
pub(crate) async fn subject_waits(app: &App, tx: &mut Tx, actor: &Actor, subject: &Subject) -> Result<bool, Failure> {
    match app.readable(subject) {
        Some(thing) => thing.readers.waits(app, tx, actor, thing.id).await,
        None => Ok(true),
    }
}

/// Whether somebody may read a thing.
pub(crate) async fn may(app: &App, tx: &mut Tx, actor: &Actor, thing: Thing) -> Result<bool, Failure> {
    match thing.readers.near(app, tx, actor, thing.id).await? {
        Near::Yes => Ok(true),
        Near::No => Ok(false),
        Near::IfItWaits => thing.readers.waits(app, tx, actor, thing.id).await,
    }
}

/// [`may`] as a demand.
pub(crate) async fn demand(app: &App, tx: &mut Tx, actor: &Actor, thing: Option<Thing>) -> Result<(), Failure> {
    match thing {
        Some(thing) if !may(app, tx, actor, thing).await? => Err(Failure::NotFound),
        _ => Ok(()),
    }
}

/// What is still to be told of the reading of one act.
#[derive(Clone, Copy, Default)]
pub(crate) struct Owed(Option<Thing>);

impl Owed {
    /// Looks at what can be told at once.
    ///
    /// # Errors
    /// [`Failure::NotFound`]: it cannot be theirs to read.
    pub async fn begin(app: &App, tx: &mut Tx, actor: &Actor, thing: Option<Thing>) -> Result<Self, Failure> {
        // The worker acts for whoever scheduled. If they may not read it any more, the gate of the send says why it is held.
        let Some(thing) = thing.filter(|_| actor.via != Via::Worker) else { return Ok(Self(None)) };
        match thing.readers.near(app, tx, actor, thing.id).await? {
            Near::Yes => Ok(Self(None)),
            Near::No => Err(Failure::NotFound),
            Near::IfItWaits => Ok(Self(Some(thing))),
        }
    }

    /// Whether nobody has told yet.
    pub const fn is_open(self) -> bool {
        self.0.is_some()
    }

    /// Tells it, by an answer that was asked for or by asking apart. Before anything was written.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn settle(
        &mut self,
        app: &App,
        tx: &mut Tx,
        actor: &Actor,
        asked: Option<&Asked>,
    ) -> Result<(), Failure> {
        let Some(thing) = self.0.take() else { return Ok(()) };
        let told = asked.is_some_and(|asked| thing.readers.answered(asked, actor));
        if told || thing.readers.waits(app, tx, actor, thing.id).await? { Ok(()) } else { Err(Failure::NotFound) }
    }
}

impl std::fmt::Debug for Thing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Thing").field(&self.id).finish()
    }
}
