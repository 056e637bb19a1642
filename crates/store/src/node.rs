//! The processes of the installation (node tables): who holds a lifeline, and whether writing works.

use jiff::Timestamp;

use crate::{Result, Tx, args, statements};

statements! { "node":
    TAKE = "INSERT INTO lifeline (id, taken_at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET taken_at = $2";
    LIST = "SELECT id FROM lifeline ORDER BY taken_at, id";
    REMOVE = "DELETE FROM lifeline WHERE id = $1";
    BEAT = "INSERT INTO pulse (id, beat_at) VALUES ('pulse', $1) ON CONFLICT (id) DO UPDATE SET beat_at = $1";
}

/// Notes that a worker holds the lifeline of its name. Comes after the hold and before its first lease.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn lifeline_take(tx: &mut Tx, name: &str, at: Timestamp) -> Result<()> {
    tx.execute(TAKE, args![name, at]).await.map(drop)
}

/// Names of workers that held a lifeline and did not end in order, as far as anybody noted.
///
/// # Errors
/// As [`lifeline_take`].
pub async fn lifeline_list(tx: &mut Tx) -> Result<Vec<String>> {
    tx.all(LIST, vec![]).await?.iter().map(|row| row.text("id")).collect()
}

/// Forgets a worker that has nothing in hand any more.
///
/// # Errors
/// As [`lifeline_take`].
pub async fn lifeline_remove(tx: &mut Tx, name: &str) -> Result<()> {
    tx.execute(REMOVE, args![name]).await.map(drop)
}

/// Writes a row, to see whether that works.
///
/// # Errors
/// As [`lifeline_take`].
pub async fn pulse_beat(tx: &mut Tx, at: Timestamp) -> Result<()> {
    tx.execute(BEAT, args![at]).await.map(drop)
}
