//! Signed checkpoints. They are about the chain and no part of it, so they leave no entry.

use tatefuda_audit::{Checkpoint, CheckpointSigner};
use tatefuda_domain::TenantId;
use tatefuda_store::{
    Tx,
    audit::{audit_checkpoint_insert, audit_checkpoint_last, audit_head},
    stop::halts,
};

use crate::{copy, core::App, failure::Failure};

/// Signs the end of a body's chain unless it is signed already. Gives the newest checkpoint;
/// absent while the chain is empty. A chain that is no extension of what this node remembers is not signed, and what is
/// signed is remembered first (decision 0024).
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
    if !may_sign(app, &mut tx, tenant).await? {
        tx.rollback().await?;
        return Ok(last);
    }
    copy::remember(app, tenant, head, false).await?;
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
        match sign_if_moved(app, body.id).await {
            Ok(signed) => moved += usize::from(signed),
            // What is wrong with one body keeps no other from being signed.
            Err(failure @ (Failure::Internal(_) | Failure::Unreadable(_))) => {
                tracing::warn!(body = %body.slug, %failure, "a chain of operation records was not signed");
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(moved)
}

async fn sign_if_moved(app: &App, tenant: TenantId) -> Result<bool, Failure> {
    let mut tx = app.db.read().await?;
    let head = audit_head(&mut tx, tenant).await?;
    let last = audit_checkpoint_last(&mut tx, tenant).await?;
    let may_sign = may_sign(app, &mut tx, tenant).await?;
    tx.rollback().await?;
    if head.seq == 0 || !may_sign {
        return Ok(false);
    }
    if last.is_none_or(|last| last.head != head) {
        sign(app, tenant).await?;
        return Ok(true);
    }
    // Another node signed it: this one remembers it as well.
    copy::remember(app, tenant, head, false).await?;
    Ok(false)
}

async fn may_sign(app: &App, tx: &mut Tx, tenant: TenantId) -> Result<bool, Failure> {
    let sound = copy::bearing(app, tx, tenant).await?.is_sound();
    Ok(sound && !halts(tx, tenant).await?.copied)
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
