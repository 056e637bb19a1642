//! Questions of people to what is stored, as values: each says who may read what it shows.

use std::future::Future;

use jiff::Timestamp;
use tatefuda_store::Tx;

use crate::{actor::Actor, core::App, failure::Failure, reads, reads::Reads};

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
    let mut tx = app.db.read().await?;
    reads::demand(app, &mut tx, actor, Q::READS.thing(query)).await?;
    let out = query.answer(&mut Look { tx: &mut tx, app, actor, at: app.env.now() }).await?;
    tx.rollback().await?;
    Ok(out)
}
