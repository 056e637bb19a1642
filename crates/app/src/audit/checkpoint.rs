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

/// Signs the chains that moved since they were last signed. Gives how many.
///
/// # Errors
/// Whatever the database says.
pub async fn sign_moved(app: &App) -> Result<usize, Failure> {
    let mut moved = 0;
    for body in crate::tenant::list(app).await? {
        let mut tx = app.db.read().await?;
        let head = audit_head(&mut tx, body.id).await?;
        let last = audit_checkpoint_last(&mut tx, body.id).await?;
        tx.rollback().await?;
        if head.seq > 0 && last.is_none_or(|last| last.head != head) {
            sign(app, body.id).await?;
            moved += 1;
        }
    }
    Ok(moved)
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
