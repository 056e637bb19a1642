//! Checking the operation records of a body over the database.

use tatefuda_audit::{CheckpointKeys, Head, Verdict, VerifyInput, verify};
use tatefuda_domain::{SystemRight, TenantId};

use super::export::{Chain, read};
use crate::{actor::Actor, core::App, failure::Failure};

/// Verifies the chain of the actor's body.
///
/// # Errors
/// [`Failure::Forbidden`] without the right to read the records.
pub async fn run(app: &App, actor: &Actor, keys: CheckpointKeys, head: Option<Head>) -> Result<Verdict, Failure> {
    actor.require(SystemRight::ReadAudit)?;
    Ok(of(app, actor.tenant, keys, head).await?)
}

/// Verifies a chain without asking for a right: for whoever holds the server.
///
/// # Errors
/// Whatever the database says.
pub async fn of(
    app: &App,
    tenant: TenantId,
    keys: CheckpointKeys,
    published_head: Option<Head>,
) -> Result<Verdict, tatefuda_store::Error> {
    let mut tx = app.db.read().await?;
    let Chain { entries, details, checkpoints } = read(&mut tx, tenant).await?;
    Ok(verify(VerifyInput { tenant, entries, details, checkpoints, keys, published_head }))
}
