//! Sessions (a node table). Secrets are here only as hashes.

use jiff::Timestamp;
use tatefuda_domain::{AppointmentId, Digest, PersonId, SessionId, TenantId};

use crate::{Result, Row, Rows, Tx, args, statements};

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
pub async fn session_list(tx: &mut Tx, tenant: TenantId, person: PersonId) -> Result<Rows<Session>> {
    Rows::read("session", &tx.all(LIST, args![tenant, person]).await?, read)
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

/// Removes sessions that ended.
///
/// # Errors
/// Whatever the database says.
pub async fn session_sweep(tx: &mut Tx, now: Timestamp, idle_since: Timestamp) -> Result<u64> {
    tx.execute(SWEEP, args![now, idle_since]).await
}

pub(crate) fn read(row: &Row) -> Result<Session> {
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
