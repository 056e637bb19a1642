//! Proof that a process lives, which nobody has to give back: the system or the server takes it when the process ends.
//!
//! SQLite: a file beside the database, locked for as long as the process has it open. PostgreSQL: a lock of a session that
//! is used for nothing else; the server asks such a session often whether its other end is still there.

use std::{
    fs::{File, TryLockError},
    io,
    path::PathBuf,
    time::Duration,
};

use sqlx::{Connection as _, PgConnection, SqlitePool};
use tatefuda_domain::Digest;
use tokio::time::timeout;

use super::{Db, Error, Result, private};
use crate::args;

/// How long the server is waited for.
const ANSWER: Duration = Duration::from_secs(5);
/// A machine that lost its power does not say farewell: its session ends after about half a minute.
const WATCHED: &str = "SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";
const HOLD: &str = "SELECT pg_try_advisory_lock($1) AS held";
/// Given back with its transaction.
const PROBE: &str = "SELECT pg_try_advisory_xact_lock($1) AS free";

/// Held by a living process. Dropped, or when the process ends however it ends, it is free.
pub struct Lifeline(Held);

enum Held {
    File { _locked: File },
    Session(Box<PgConnection>),
}

impl Lifeline {
    /// Whether it is still held: the server may have ended the session.
    pub async fn is_held(&mut self) -> bool {
        match &mut self.0 {
            Held::File { .. } => true,
            Held::Session(session) => matches!(timeout(ANSWER, session.ping()).await, Ok(Ok(()))),
        }
    }
}

impl Db {
    /// Takes hold of the lifeline of this name. Absent: somebody has it, perhaps only to look.
    ///
    /// # Errors
    /// The file cannot be made, or the server does not answer.
    pub async fn hold(&self, name: &str) -> Result<Option<Lifeline>> {
        match self {
            Self::Sqlite { write, .. } => {
                let file = private::open(&path(write, name)).map_err(unavailable)?;
                Ok(locked(&file)?.then_some(Lifeline(Held::File { _locked: file })))
            }
            Self::Pg(pool) => {
                let options = pool.connect_options();
                let session = async {
                    let mut session = PgConnection::connect_with(&options).await?;
                    sqlx::raw_sql(WATCHED).execute(&mut session).await?;
                    let held: bool = sqlx::query_scalar(HOLD).bind(key(name)).fetch_one(&mut session).await?;
                    Ok(held.then(|| Lifeline(Held::Session(Box::new(session)))))
                };
                timeout(ANSWER, session).await.unwrap_or(Err(sqlx::Error::PoolTimedOut)).map_err(Error::from)
            }
        }
    }

    /// Whether nobody holds the lifeline of this name although somebody once did.
    ///
    /// # Errors
    /// It cannot be told.
    pub async fn is_let_go(&self, name: &str) -> Result<bool> {
        match self {
            // Without its file nothing is proven: a copy of the database may have come without it.
            Self::Sqlite { write, .. } => match File::open(path(write, name)) {
                Ok(file) => locked(&file),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
                Err(error) => Err(unavailable(error)),
            },
            Self::Pg(_) => {
                let mut tx = self.read().await?;
                let free = tx.one(PROBE, args![key(name)]).await?.map_or(Ok(false), |row| row.bool("free"))?;
                tx.rollback().await?;
                Ok(free)
            }
        }
    }

    /// Removes what is left of a lifeline that nobody will hold again.
    ///
    /// # Errors
    /// The file cannot be removed.
    pub fn clear_lifeline(&self, name: &str) -> Result<()> {
        let Self::Sqlite { write, .. } = self else { return Ok(()) };
        match std::fs::remove_file(path(write, name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unavailable(error)),
            _ => Ok(()),
        }
    }
}

fn unavailable(error: io::Error) -> Error {
    Error::Unavailable(sqlx::Error::Io(error))
}

fn locked(file: &File) -> Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(unavailable(error)),
    }
}

/// `tatefuda.db-alive-…`, beside `tatefuda.db-wal`.
fn path(pool: &SqlitePool, name: &str) -> PathBuf {
    let options = pool.connect_options();
    let mut file = options.get_filename().as_os_str().to_owned();
    file.push(format!("-alive-{:016x}", key(name)));
    file.into()
}

/// The same name gives the same number on every node.
fn key(name: &str) -> i64 {
    let digest = Digest::of(format!("tatefuda.lifeline.v1\n{name}").as_bytes());
    let [a, b, c, d, e, f, g, h, ..] = *digest.as_bytes();
    i64::from_be_bytes([a, b, c, d, e, f, g, h])
}
