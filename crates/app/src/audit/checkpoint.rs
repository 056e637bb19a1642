//! Signed checkpoints. They are about the chain and no part of it, so they leave no entry.

use tatefuda_audit::{Checkpoint, CheckpointSigner};
use tatefuda_domain::TenantId;
use tatefuda_store::audit::{audit_checkpoint_insert, audit_checkpoint_last, audit_head};

use crate::{core::App, failure::Failure};

/// Signs the end of a body's chain unless it is signed already. Gives the newest checkpoint;
/// absent while the chain is empty.
///
/// # Errors
/// Whatever the database says.
pub async fn sign(app: &App, tenant: TenantId) -> Result<Option<Checkpoint>, Failure> {
    let mut tx = app.db.write().await?;
    let head = audit_head(&mut tx, tenant).await?;
    let last = audit_checkpoint_last(&mut tx, tenant).await?;
    if head.seq == 0 || last.as_ref().is_some_and(|last| last.head == head) {
        tx.rollback().await?;
        return Ok(last);
    }
    let checkpoint = signer(app).sign(tenant, head, app.env.now());
    audit_checkpoint_insert(&mut tx, &checkpoint).await?;
    tx.commit().await?;
    Ok(Some(checkpoint))
}

/// The newest checkpoint of a body.
///
/// # Errors
/// Whatever the database says.
pub async fn last(app: &App, tenant: TenantId) -> Result<Option<Checkpoint>, Failure> {
    let mut tx = app.db.read().await?;
    Ok(audit_checkpoint_last(&mut tx, tenant).await?)
}

/// Signs with the key of this installation.
#[must_use]
pub fn signer(app: &App) -> CheckpointSigner {
    CheckpointSigner::from_seed(app.keys.checkpoint_seed())
}
