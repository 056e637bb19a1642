//! Questions of people to what is stored, as values: each says who may read what it shows.

use std::future::Future;

use jiff::Timestamp;
use tatefuda_domain::SystemRight;
use tatefuda_store::Tx;

use crate::{
    actor::Actor,
    core::App,
    failure::Failure,
    reads::{self, Reads, Thing},
};

/// What somebody wants to see. Answered by [`query`], of one moment of the database, and changes nothing.
pub trait Query: Sized + Send + Sync {
    /// What somebody must be able to read to see it.
    const READS: Reads<Self>;

    /// What it shows.
    type Out: Send;

    /// Reads it. Whether it may be read is told already.
    fn answer(&self, look: &mut Look<'_>) -> impl Future<Output = Result<Self::Out, Failure>> + Send;
}

/// The surroundings of a query.
pub struct Look<'a> {
    /// The transaction; it only reads.
    pub tx: &'a mut Tx,
    /// The application.
    pub app: &'a App,
    /// Who looks.
    pub actor: &'a Actor,
    /// The moment of looking.
    pub at: Timestamp,
}

/// Answers a query.
///
/// # Errors
/// [`Failure::NotFound`] also for somebody who may not read what it shows.
pub async fn query<Q: Query>(app: &App, actor: &Actor, query: &Q) -> Result<Q::Out, Failure> {
    let mut tx = open(app, actor, Sees::Of(Q::READS.thing(app, query))).await?;
    let out = query.answer(&mut Look { tx: &mut tx, app, actor, at: app.env.now() }).await?;
    tx.rollback().await?;
    Ok(out)
}

/// Who sees what a function shows that is no value of its own, because it is of a body as a whole or of whoever looks.
pub(crate) enum Sees {
    /// Whoever belongs to the body.
    Everybody,
    /// Whoever it is about; it is looked up by their id.
    Own,
    /// It looks at each row by itself and leaves out, or refuses, what is not for whoever looks.
    EachRow,
    /// Whoever has a right.
    With(SystemRight),
    /// The readers of a thing.
    Of(Option<Thing>),
}

/// Opens the database for somebody who looks. The only way to it from a function that has an actor (lint `reading`), so that
/// nothing is shown of which nobody said to whom.
///
/// # Errors
/// [`Failure::Forbidden`] without the right; [`Failure::NotFound`] for what they may not read.
pub(crate) async fn open(app: &App, actor: &Actor, sees: Sees) -> Result<Tx, Failure> {
    if let Sees::With(right) = sees {
        actor.require(right)?;
    }
    let mut tx = app.db.read().await?;
    if let Sees::Of(thing) = sees {
        reads::demand(app, &mut tx, actor, thing).await?;
    }
    Ok(tx)
}
