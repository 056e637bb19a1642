//! Pictures on the public host (decision 0038): noted before each is put, and withdrawn when the service no longer needs it.
//!
//! No acts: nothing is decided by them. A picture is put only in a stage of a send, so behind the act that asks the regulation
//! ([`super::Prepare`]).

use jiff::{SignedDuration, Timestamp};
use tatefuda_domain::{Digest, Id as _, TenantId, publication::State};
use tatefuda_platforms::{capability, host};
use tatefuda_store::{
    Tx, account,
    publication::{self, hosted, stage},
    tenant::tenant_list,
};

use super::stage::{Under, patient};
use crate::{core::App, failure::Failure};

/// For how long a picture stands beyond what its service needs, when nobody takes it away.
pub const STANDS: SignedDuration = SignedDuration::from_hours(24);

/// A picture that is to be withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spent {
    /// What its address is made of.
    pub picture: host::Hosted,
    row: hosted::Hosted,
}

/// Until when a picture that is put now stands at most.
#[must_use]
pub fn until(fetches: Option<i64>, now: Timestamp) -> Timestamp {
    let needed = SignedDuration::from_hours(fetches.unwrap_or(0));
    now.saturating_add(needed).and_then(|at| at.saturating_add(STANDS)).unwrap_or(now)
}

/// Notes that a picture is put, before it is.
///
/// # Errors
/// Whatever the database says: then nothing is put.
pub async fn note(app: &App, under: &Under, hash: Digest, until: Timestamp) -> Result<(), Failure> {
    patient(|| note_once(app, under, hash, until)).await
}

async fn note_once(app: &App, under: &Under, hash: Digest, until: Timestamp) -> Result<(), Failure> {
    let mut tx = app.db.write().await?;
    let new = hosted::Hosted {
        id: app.env.id::<tatefuda_domain::AttemptId>().uuid().to_string(),
        publication: under.publication,
        hash,
        put_at: app.env.now(),
        until,
        withdrawn_at: None,
    };
    hosted::note(&mut tx, under.tenant, &new).await?;
    Ok(tx.commit().await?)
}

/// Pictures that no service needs any more, for every body: of sends that are over or wait for a person, and of those whose
/// service may fetch for a while after it took the post, when that is over.
///
/// # Errors
/// Whatever the database says.
pub async fn spent(app: &App, limit: i64) -> Result<Vec<Spent>, Failure> {
    let now = app.env.now();
    let (mut tx, mut all) = (app.db.read().await?, vec![]);
    for body in tenant_list(&mut tx).await? {
        for row in hosted::spent(&mut tx, body.id, now, limit).await? {
            if row.until <= now || !is_needed(&mut tx, body.id, &row, now).await? {
                let picture = host::Hosted { tenant: body.id, publication: row.publication, hash: row.hash };
                all.push(Spent { picture, row });
            }
        }
    }
    tx.rollback().await?;
    Ok(all)
}

/// Whether the service may still fetch it.
async fn is_needed(tx: &mut Tx, tenant: TenantId, row: &hosted::Hosted, now: Timestamp) -> Result<bool, Failure> {
    let Some(intent) = publication::get(tx, tenant, row.publication).await? else { return Ok(false) };
    let State::Published { at, .. } = intent.state else { return Ok(false) };
    let account = account::get(tx, tenant, intent.account).await?;
    let hours = account.and_then(|account| capability::of(&account.service).fetches).unwrap_or(0);
    Ok(at.saturating_add(SignedDuration::from_hours(hours)).is_ok_and(|end| now < end))
}

/// Notes that a picture was taken away. Where its send waits for a person, what was made of it is made again.
///
/// # Errors
/// Whatever the database says.
pub async fn withdrawn(app: &App, spent: &Spent) -> Result<(), Failure> {
    patient(|| withdrawn_once(app, spent)).await
}

async fn withdrawn_once(app: &App, spent: &Spent) -> Result<(), Failure> {
    let (tenant, send) = (spent.picture.tenant, spent.picture.publication);
    let mut tx = app.db.write().await?;
    if hosted::withdrawn(&mut tx, tenant, &spent.row, app.env.now()).await? {
        let intent = publication::get(&mut tx, tenant, send).await?;
        if intent.is_some_and(|intent| matches!(intent.state, State::Held { .. })) {
            stage::fall(&mut tx, tenant, send, 1).await?;
        }
    }
    Ok(tx.commit().await?)
}
