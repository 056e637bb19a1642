//! From the secret of a session to whoever acts, and the list of one's own sessions.

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use tatefuda_store::session::{Session, session_by_hash, session_list, session_seen, session_sweep};
use tatefuda_vault::token_hash;

use super::actor_of;
use crate::{
    Actor, App, Failure, Secret, Via,
    query::{Sees, open},
};

/// How often a request is noted: not each one writes.
const NOTE_AFTER: SignedDuration = SignedDuration::from_mins(1);

/// A valid session and who acts in it.
#[derive(Debug)]
pub struct Signed {
    pub session: Session,
    /// Who acts.
    pub actor: Actor,
}

/// Who acts in a session; none when it ended, is too old or idle, its person left, or the appointment in which it acts
/// ended.
///
/// # Errors
/// Whatever the database says.
pub async fn authenticate(app: &App, token: &Secret, via: Via) -> Result<Option<Signed>, Failure> {
    let now = app.env.now();
    let hash = token_hash(&SecretString::from(token.expose().to_owned()));
    let mut tx = app.db.read().await?;
    let Some(session) = session_by_hash(&mut tx, hash).await? else { return Ok(None) };
    if session.expires_at <= now || session.seen_at <= idle_since(app, now) {
        return Ok(None);
    }
    let actor = actor_of(app, &mut tx, session.tenant, session.person, session.capacity, via).await?;
    tx.rollback().await?;
    let Some(actor) = actor else { return Ok(None) };
    // Somebody who was moved signs in anew: a session never slips from an ended appointment into another one.
    if session.capacity.is_some() && actor.capacity != session.capacity {
        return Ok(None);
    }
    if session.seen_at <= now.checked_sub(NOTE_AFTER).unwrap_or(now) {
        match note(app, &session, now).await {
            Ok(()) => {}
            // Another request of the session noted it at the same moment; or nothing can be written, and then at least
            // what is there can be read.
            Err(failure @ (Failure::Busy | Failure::Unavailable(_))) => {
                tracing::debug!(%failure, "that the session is in use was not noted");
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(Some(Signed { session, actor }))
}

async fn note(app: &App, session: &Session, now: Timestamp) -> Result<(), Failure> {
    let mut tx = app.db.write().await?;
    session_seen(&mut tx, session.id, now).await?;
    Ok(tx.commit().await?)
}

/// One's own sessions.
///
/// # Errors
/// Whatever the database says.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Session>, Failure> {
    let mut tx = open(app, actor, Sees::Own).await?;
    Ok(session_list(&mut tx, actor.tenant, actor.person).await?.readable())
}

/// Removes sessions that ended and counts of wrong sign-ins that no longer matter. For the worker.
///
/// # Errors
/// Whatever the database says.
pub async fn sweep(app: &App) -> Result<u64, Failure> {
    let now = app.env.now();
    super::limit::sweep(app, now).await?;
    let mut tx = app.db.write().await?;
    let removed = session_sweep(&mut tx, now, idle_since(app, now)).await?;
    tx.commit().await?;
    Ok(removed)
}

fn idle_since(app: &App, now: Timestamp) -> Timestamp {
    now.checked_sub(app.config.session_idle).unwrap_or(Timestamp::UNIX_EPOCH)
}
