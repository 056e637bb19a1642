//! Which workers live (decision 0007): what a dead one had in hand does not wait until its lease runs out.

use jiff::SignedDuration;
use tatefuda_domain::{PublicationId, TenantId, publication::Publication};
use tatefuda_store::{node, publication, sql::Kind, tenant::tenant_list};

pub use tatefuda_store::Lifeline;

use crate::{
    core::App,
    failure::Failure,
    publication::queue::{Task, Work},
};

/// Takes the lifeline of a worker's name and notes it. Comes before its first lease. Absent: somebody else holds it.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn take(app: &App, name: &str) -> Result<Option<Lifeline>, Failure> {
    let Some(lifeline) = app.db.hold(name).await? else { return Ok(None) };
    let mut tx = app.db.write().await?;
    node::lifeline_take(&mut tx, name, app.env.now()).await?;
    tx.commit().await?;
    Ok(Some(lifeline))
}

/// How long a lifeline has to be seen free until its worker counts as gone. A locked file is proof by itself. A session
/// can end without its worker: one that lives takes it again at its next look, a second later.
pub fn grace(app: &App) -> SignedDuration {
    match app.db.kind() {
        Kind::Sqlite => SignedDuration::ZERO,
        Kind::Postgres => SignedDuration::from_secs(5),
    }
}

/// Workers that held a lifeline once and hold it no longer, without the one who asks.
///
/// # Errors
/// As [`take`].
pub async fn let_go(app: &App, own: &str) -> Result<Vec<String>, Failure> {
    let mut tx = app.db.read().await?;
    let names = node::lifeline_list(&mut tx).await?;
    tx.rollback().await?;
    let mut gone = vec![];
    for name in names.into_iter().filter(|name| name != own) {
        if app.db.is_let_go(&name).await? {
            gone.push(name);
        }
    }
    Ok(gone)
}

/// What a worker that is gone had in hand, of every body; at most `limit` per body.
///
/// # Errors
/// As [`take`].
pub async fn left_by(app: &App, name: &str, limit: i64) -> Result<Vec<Work>, Failure> {
    let mut tx = app.db.read().await?;
    let mut work = vec![];
    for body in tenant_list(&mut tx).await? {
        let left = publication::of_owner(&mut tx, body.id, name, limit).await?;
        work.extend(left.iter().map(|intent| Work::left(body.id, intent)));
    }
    tx.rollback().await?;
    Ok(work)
}

/// What the one who asks has in hand by the books although it is not at work on it: the attempt ended half-way.
///
/// # Errors
/// As [`take`].
pub async fn dropped(app: &App, own: &str, tenant: TenantId, id: PublicationId) -> Result<Option<Work>, Failure> {
    let mut tx = app.db.read().await?;
    let intent = publication::get(&mut tx, tenant, id).await?;
    tx.rollback().await?;
    let intent = intent.filter(|intent| intent.state.lease().is_some_and(|(by, _)| by == own));
    Ok(intent.map(|intent| Work::left(tenant, &intent)))
}

/// Forgets a worker that is gone and has nothing in hand.
///
/// # Errors
/// As [`take`].
pub async fn forget(app: &App, name: &str) -> Result<(), Failure> {
    let mut tx = app.db.write().await?;
    node::lifeline_remove(&mut tx, name).await?;
    tx.commit().await?;
    app.db.clear_lifeline(name)?;
    Ok(())
}

impl Work {
    /// To be ended, whoever's time it still is.
    fn left(tenant: TenantId, intent: &Publication) -> Self {
        let gone = intent.state.lease().map(|(by, _)| by.to_owned());
        Self { gone, ..Self::new(tenant, Task::Expire, intent) }
    }
}
