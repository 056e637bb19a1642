//! The counting of wrong sign-ins, and from where people came in (node tables). Keys are hashes: who and where is not kept.

use jiff::Timestamp;

use crate::{Error, Result, Row, Tx, args, statements};

statements! { "limit":
    /// A window that has passed starts anew.
    COUNT = "INSERT INTO rate_limit (id, started_at, failures) VALUES ($1, $2, 1) ON CONFLICT (id) DO UPDATE \
        SET failures = CASE WHEN rate_limit.started_at <= $3 THEN 1 ELSE rate_limit.failures + 1 END, \
        started_at = CASE WHEN rate_limit.started_at <= $3 THEN $2 ELSE rate_limit.started_at END \
        RETURNING started_at, failures";
    /// Locks the row, so that tries side by side see each other.
    TOUCH = "INSERT INTO rate_limit (id, started_at, failures) VALUES ($1, $2, 0) ON CONFLICT (id) DO UPDATE \
        SET failures = rate_limit.failures RETURNING started_at, failures";
    SET = "UPDATE rate_limit SET started_at = $2, failures = $3 WHERE id = $1";
    FORGIVE = "UPDATE rate_limit SET failures = failures - 1 WHERE id = $1 AND failures > 0";
    CLEAR = "DELETE FROM rate_limit WHERE id = $1";
    SWEEP = "DELETE FROM rate_limit WHERE started_at <= $1";
    KNOWN = "SELECT seen_at FROM sign_in_source WHERE id = $1";
    KNOW = "INSERT INTO sign_in_source (id, seen_at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET seen_at = $2";
    FORGET = "DELETE FROM sign_in_source WHERE seen_at <= $1";
}

/// What is counted under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Since when, or when last, as its reader has it.
    pub at: Timestamp,
    /// How many.
    pub failures: i64,
}

/// Counts a wrong sign-in in the window of a key; windows that began before `expired` start anew. Gives what is counted
/// then, with the begin of the window.
///
/// # Errors
/// Whatever the database says.
pub async fn limit_count(tx: &mut Tx, key: &str, now: Timestamp, expired: Timestamp) -> Result<Count> {
    counted(tx.one(COUNT, args![key, now, expired]).await?, Count { at: now, failures: 1 })
}

/// What is counted under a key; nobody else changes it until the transaction ends. None counted: zero, at this moment.
///
/// # Errors
/// Whatever the database says.
pub async fn limit_touch(tx: &mut Tx, key: &str, now: Timestamp) -> Result<Count> {
    counted(tx.one(TOUCH, args![key, now]).await?, Count { at: now, failures: 0 })
}

/// What stands there; where nothing does or it cannot be read, what there is without it: a count that somebody broke keeps
/// nobody from signing in.
fn counted(row: Option<Row>, without: Count) -> Result<Count> {
    match row.as_ref().map(count) {
        None | Some(Err(Error::Decode { .. })) => Ok(without),
        Some(found) => found,
    }
}

/// Replaces what is counted under a key.
///
/// # Errors
/// Whatever the database says.
pub async fn limit_set(tx: &mut Tx, key: &str, count: Count) -> Result<()> {
    tx.execute(SET, args![key, count.at, count.failures]).await.map(drop)
}

/// Takes one counted sign-in back.
///
/// # Errors
/// Whatever the database says.
pub async fn limit_forgive(tx: &mut Tx, key: &str) -> Result<()> {
    tx.execute(FORGIVE, args![key]).await.map(drop)
}

/// Forgets the wrong sign-ins under a key.
///
/// # Errors
/// Whatever the database says.
pub async fn limit_clear(tx: &mut Tx, key: &str) -> Result<()> {
    tx.execute(CLEAR, args![key]).await.map(drop)
}

/// When somebody last came in under a key.
///
/// # Errors
/// Whatever the database says.
pub async fn source_known(tx: &mut Tx, key: &str) -> Result<Option<Timestamp>> {
    tx.one(KNOWN, args![key]).await?.map(|row| row.timestamp("seen_at")).transpose()
}

/// Somebody came in under a key.
///
/// # Errors
/// Whatever the database says.
pub async fn source_know(tx: &mut Tx, key: &str, now: Timestamp) -> Result<()> {
    tx.execute(KNOW, args![key, now]).await.map(drop)
}

/// Removes what no longer matters: counts from before `counts`, sources not seen since `sources`.
///
/// # Errors
/// Whatever the database says.
pub async fn limit_sweep(tx: &mut Tx, counts: Timestamp, sources: Timestamp) -> Result<()> {
    tx.execute(SWEEP, args![counts]).await?;
    tx.execute(FORGET, args![sources]).await.map(drop)
}

fn count(row: &Row) -> Result<Count> {
    Ok(Count { at: row.timestamp("started_at")?, failures: row.int("failures")? })
}
