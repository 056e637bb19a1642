//! Rows that cannot be read, for whoever can have them repaired (decision 0023).

use tatefuda_domain::{SystemRight, TenantId};
pub use tatefuda_store::Unreadable;
use tatefuda_store::trouble::scan;

use crate::{Actor, App, Failure};

/// Most rows that are named.
pub const MOST: usize = tatefuda_store::trouble::MOST;

/// The rows of the actor's body that cannot be read: where they stand and what stands there, no content.
///
/// # Errors
/// [`Failure::Forbidden`] without the right to read the operation records.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Unreadable>, Failure> {
    actor.require(SystemRight::ReadAudit)?;
    of(app, actor.tenant).await
}

/// The same without asking for a right: for whoever holds the server.
///
/// # Errors
/// Whatever the database says.
pub async fn of(app: &App, tenant: TenantId) -> Result<Vec<Unreadable>, Failure> {
    let mut tx = app.db.read().await?;
    let found = scan(&mut tx, tenant).await?;
    tx.rollback().await?;
    Ok(found)
}
