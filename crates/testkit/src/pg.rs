//! Throwaway PostgreSQL from the binaries installed on this machine.
//!
//! One server per test process, started by the first caller; one database per call.

#[cfg(unix)]
mod unix;

use thiserror::Error;

/// A new, empty database that nobody else uses. It disappears with the test process.
#[derive(Debug, Clone)]
pub struct PgDatabase {
    /// Connection URL, over a Unix socket.
    pub url: String,
    /// Name of the database.
    pub name: String,
}

/// Why no database could be given.
#[derive(Debug, Error)]
pub enum PgError {
    /// No `initdb` and `postgres` were found.
    #[error(
        "PostgreSQL is not installed on this machine (looked at TATEFUDA_PG_BIN, pg_config --bindir, \
         /usr/lib/postgresql/*/bin and PATH). Install it, for example `apt-get install postgresql`, \
         or set TATEFUDA_SKIP_PG=1 to skip these tests knowingly."
    )]
    Missing,
    /// A program failed; its own words are in the message.
    #[error("{program} failed: {output}")]
    Failed {
        /// What was run.
        program: String,
        /// What it printed.
        output: String,
    },
    /// Files or processes could not be handled.
    #[error("{doing}: {source}")]
    Io {
        /// What was being done.
        doing: String,
        /// The error of the system.
        source: std::io::Error,
    },
    /// Tests cannot start PostgreSQL on this system.
    #[error("tests start PostgreSQL only on Unix; set TATEFUDA_SKIP_PG=1 to skip these tests knowingly.")]
    NotHere,
}

/// A fresh database; `None` only when `TATEFUDA_SKIP_PG=1` asked to skip, which is then printed.
///
/// # Panics
///
/// With a message that says what to do, when PostgreSQL is missing or does not start.
pub async fn database() -> Option<PgDatabase> {
    if std::env::var("TATEFUDA_SKIP_PG").is_ok_and(|value| value == "1") {
        eprintln!("SKIPPED: needs PostgreSQL, and TATEFUDA_SKIP_PG=1 is set");
        return None;
    }
    let made = tokio::task::spawn_blocking(create).await.expect("starting PostgreSQL does not panic");
    match made {
        Ok(database) => Some(database),
        Err(error) => panic!("{error}"),
    }
}

#[cfg(unix)]
fn create() -> Result<PgDatabase, PgError> {
    unix::create()
}

#[cfg(not(unix))]
fn create() -> Result<PgDatabase, PgError> {
    Err(PgError::NotHere)
}
