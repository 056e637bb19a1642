//! From the text of a token to whoever acts with it.

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};
use tatefuda_domain::{Digest, TenantId, TokenId};
use tatefuda_store::{
    member::{credential_find, person_find, right_list},
    org::appointment_list,
    token::{token_by_hash, token_used},
};

use crate::{
    actor::{Actor, Scope, Via},
    command::Secret,
    core::App,
    failure::Failure,
};

/// How often a use is noted: not each request writes.
const NOTE_AFTER: SignedDuration = SignedDuration::from_mins(1);

/// The text that its owner gets: the body, a dot, the random part. The body is needed to find the row,
/// because tokens belong to bodies.
pub(super) fn presented(tenant: TenantId, random: &SecretString) -> Secret {
    Secret::new(format!("{}.{tenant}", random.expose_secret()))
}

pub(super) fn stored_hash(text: &str) -> Digest {
    tatefuda_vault::token_hash(&SecretString::from(text.to_owned()))
}

/// Who acts with a token. Absent: no such token, ended, revoked, its owner left, the appointment in which
/// it was made has ended, or it opens feeds alone. The caller never learns which.
///
/// # Errors
/// Whatever the database says.
pub async fn authenticate(app: &App, text: &Secret) -> Result<Option<Actor>, Failure> {
    Ok(found(app, text).await?.filter(|actor| Scope::Feeds < actor.scope))
}

/// Whose feed and calendar a token opens. Absent: as for [`authenticate`], or it opens the interface, or its owner still has
/// the password that somebody else gave them.
///
/// # Errors
/// Whatever the database says.
pub async fn reader_of_feeds(app: &App, text: &Secret) -> Result<Option<Actor>, Failure> {
    Ok(found(app, text).await?.filter(|actor| actor.scope == Scope::Feeds && !actor.must_change_password))
}

async fn found(app: &App, text: &Secret) -> Result<Option<Actor>, Failure> {
    let Some(tenant) = text.expose().rsplit_once('.').and_then(|(_, tenant)| tenant.parse::<TenantId>().ok()) else {
        return Ok(None);
    };
    let now = app.env.now();
    let mut tx = app.db.read().await?;
    let Some(token) = token_by_hash(&mut tx, tenant, stored_hash(text.expose())).await? else { return Ok(None) };
    if token.revoked_at.is_some() || token.expires_at <= now {
        return Ok(None);
    }
    let Some(person) = person_find(&mut tx, tenant, token.person).await? else { return Ok(None) };
    if person.ended_at.is_some_and(|end| end <= now) {
        return Ok(None);
    }
    if let Some(capacity) = token.capacity {
        let running = appointment_list(&mut tx, tenant).await?;
        if !running.iter().any(|one| one.id == capacity && one.person == token.person && one.span.contains(now)) {
            return Ok(None);
        }
    }
    let must_change = credential_find(&mut tx, tenant, token.person).await?.is_none_or(|one| one.must_change);
    let rights = right_list(&mut tx, tenant, token.person).await?;
    let mut actor = Actor::new(tenant, token.person, token.capacity, rights, Via::Api);
    actor.scope = Scope::parse(&token.scope).unwrap_or(Scope::Feeds);
    actor.must_change_password = must_change;
    drop(tx);
    if token.used_at.is_none_or(|at| at <= now.checked_sub(NOTE_AFTER).unwrap_or(now)) {
        match note(app, tenant, token.id, now).await {
            Ok(()) => {}
            // A database that cannot be written just now, or whose disk is full, does not shut anybody out: what is
            // there can be read.
            Err(failure @ (Failure::Busy | Failure::Unavailable(_))) => {
                tracing::debug!(%failure, "that the token is in use was not noted");
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(Some(actor))
}

async fn note(app: &App, tenant: TenantId, token: TokenId, now: Timestamp) -> Result<(), Failure> {
    let mut tx = app.db.write().await?;
    token_used(&mut tx, tenant, token, now).await?;
    Ok(tx.commit().await?)
}
