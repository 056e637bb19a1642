//! Sessions and the counting of wrong sign-ins (node tables). Secrets are here only as hashes.

use jiff::Timestamp;
use tatefuda_domain::{AppointmentId, Digest, PersonId, SessionId, TenantId};

use crate::{Result, Row, Tx, args, statements};

statements! { "session":
    INSERT = "INSERT INTO session (id, hash, tenant_id, person_id, capacity, created_at, seen_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    BY_HASH = "SELECT id, tenant_id, person_id, capacity, created_at, seen_at, expires_at FROM session WHERE hash = $1";
    LIST = "SELECT id, tenant_id, person_id, capacity, created_at, seen_at, expires_at FROM session \
        WHERE tenant_id = $1 AND person_id = $2 ORDER BY created_at, id";
    SEEN = "UPDATE session SET seen_at = $2 WHERE id = $1";
    CAPACITY = "UPDATE session SET capacity = $4 WHERE tenant_id = $1 AND person_id = $2 AND id = $3";
    DELETE = "DELETE FROM session WHERE tenant_id = $1 AND person_id = $2 AND id = $3";
    DELETE_ALL = "DELETE FROM session WHERE tenant_id = $1 AND person_id = $2";
    DELETE_OTHERS = "DELETE FROM session WHERE tenant_id = $1 AND person_id = $2 AND id <> $3";
    SWEEP = "DELETE FROM session WHERE expires_at <= $1 OR seen_at <= $2";
    LIMIT_READ = "SELECT started_at, failures FROM rate_limit WHERE id = $1";
    /// A window that has passed starts anew.
    LIMIT_COUNT = "INSERT INTO rate_limit (id, started_at, failures) VALUES ($1, $2, 1) ON CONFLICT (id) DO UPDATE \
        SET failures = CASE WHEN rate_limit.started_at <= $3 THEN 1 ELSE rate_limit.failures + 1 END, \
        started_at = CASE WHEN rate_limit.started_at <= $3 THEN $2 ELSE rate_limit.started_at END";
    LIMIT_FORGIVE = "UPDATE rate_limit SET failures = failures - 1 WHERE id = $1 AND failures > 0";
    LIMIT_CLEAR = "DELETE FROM rate_limit WHERE id = $1";
    LIMIT_SWEEP = "DELETE FROM rate_limit WHERE started_at <= $1";
}

/// A sign-in that lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id, which is no secret.
    pub id: SessionId,
    /// The body.
    pub tenant: TenantId,
    /// Who signed in.
    pub person: PersonId,
    /// The appointment chosen.
    pub capacity: Option<AppointmentId>,
    /// Since when.
    pub created_at: Timestamp,
    /// The last request, to within a minute.
    pub seen_at: Timestamp,
    /// When it ends in any case.
    pub expires_at: Timestamp,
}

/// Opens a session.
///
/// # Errors
/// Whatever the database says.
pub async fn session_insert(tx: &mut Tx, session: &Session, hash: Digest) -> Result<()> {
    let Session { id, tenant, person, capacity, created_at, seen_at, expires_at } = session;
    tx.execute(INSERT, args![*id, hash, *tenant, *person, *capacity, *created_at, *seen_at, *expires_at])
        .await
        .map(drop)
}

/// The session of a secret.
///
/// # Errors
/// Whatever the database says.
pub async fn session_by_hash(tx: &mut Tx, hash: Digest) -> Result<Option<Session>> {
    tx.one(BY_HASH, args![hash]).await?.as_ref().map(read).transpose()
}

/// Sessions of a person.
///
/// # Errors
/// Whatever the database says.
pub async fn session_list(tx: &mut Tx, tenant: TenantId, person: PersonId) -> Result<Vec<Session>> {
    tx.all(LIST, args![tenant, person]).await?.iter().map(read).collect()
}

/// Notes a request.
///
/// # Errors
/// Whatever the database says.
pub async fn session_seen(tx: &mut Tx, id: SessionId, at: Timestamp) -> Result<()> {
    tx.execute(SEEN, args![id, at]).await.map(drop)
}

/// Changes the capacity in which a session acts; false if there is no such session of this person.
///
/// # Errors
/// Whatever the database says.
pub async fn session_capacity(
    tx: &mut Tx,
    tenant: TenantId,
    person: PersonId,
    id: SessionId,
    capacity: Option<AppointmentId>,
) -> Result<bool> {
    Ok(tx.execute(CAPACITY, args![tenant, person, id, capacity]).await? == 1)
}

/// Ends a session; false if there is none.
///
/// # Errors
/// Whatever the database says.
pub async fn session_delete(tx: &mut Tx, tenant: TenantId, person: PersonId, id: SessionId) -> Result<bool> {
    Ok(tx.execute(DELETE, args![tenant, person, id]).await? == 1)
}

/// Ends every session of a person, but for one if given. Tells how many.
///
/// # Errors
/// Whatever the database says.
pub async fn session_delete_all(
    tx: &mut Tx,
    tenant: TenantId,
    person: PersonId,
    but: Option<SessionId>,
) -> Result<u64> {
    match but {
        Some(but) => tx.execute(DELETE_OTHERS, args![tenant, person, but]).await,
        None => tx.execute(DELETE_ALL, args![tenant, person]).await,
    }
}

/// Removes sessions that ended, and counts of wrong sign-ins whose window has passed.
///
/// # Errors
/// Whatever the database says.
pub async fn session_sweep(tx: &mut Tx, now: Timestamp, idle_since: Timestamp, limits: Timestamp) -> Result<u64> {
    tx.execute(LIMIT_SWEEP, args![limits]).await?;
    tx.execute(SWEEP, args![now, idle_since]).await
}

/// Wrong sign-ins under a key: since when, how many.
///
/// # Errors
/// Whatever the database says.
pub async fn limit_read(tx: &mut Tx, key: &str) -> Result<Option<(Timestamp, i64)>> {
    tx.one(LIMIT_READ, args![key])
        .await?
        .map(|row| Ok((row.timestamp("started_at")?, row.int("failures")?)))
        .transpose()
}

/// Counts a wrong sign-in; windows that began before `expired` start anew.
///
/// # Errors
/// Whatever the database says.
pub async fn limit_count(tx: &mut Tx, key: &str, now: Timestamp, expired: Timestamp) -> Result<()> {
    tx.execute(LIMIT_COUNT, args![key, now, expired]).await.map(drop)
}

/// Takes one counted sign-in back.
///
/// # Errors
/// Whatever the database says.
pub async fn limit_forgive(tx: &mut Tx, key: &str) -> Result<()> {
    tx.execute(LIMIT_FORGIVE, args![key]).await.map(drop)
}

/// Forgets the wrong sign-ins under a key.
///
/// # Errors
/// Whatever the database says.
pub async fn limit_clear(tx: &mut Tx, key: &str) -> Result<()> {
    tx.execute(LIMIT_CLEAR, args![key]).await.map(drop)
}

fn read(row: &Row) -> Result<Session> {
    Ok(Session {
        id: row.id("id")?,
        tenant: row.id("tenant_id")?,
        person: row.id("person_id")?,
        capacity: row.opt_id("capacity")?,
        created_at: row.timestamp("created_at")?,
        seen_at: row.timestamp("seen_at")?,
        expires_at: row.timestamp("expires_at")?,
    })
}
