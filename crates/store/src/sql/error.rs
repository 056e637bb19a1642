//! What can go wrong below a use-case.

/// Result of a statement.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why the database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A unique index was violated; the text is the engine's own and names the index or its columns.
    #[error("a row like this exists already: {0}")]
    Unique(String),
    /// Another transaction was in the way; the whole transaction can be tried again.
    #[error("another transaction was in the way")]
    Retry(#[source] sqlx::Error),
    /// The database cannot be reached, is full or is read-only.
    #[error("the database cannot be used at the moment")]
    Unavailable(#[source] sqlx::Error),
    /// A column holds something else than the program wrote.
    #[error("column {column} holds {found:?}")]
    Decode {
        /// The column.
        column: String,
        /// What stands there.
        found: String,
    },
    /// The address names neither a SQLite file nor a PostgreSQL server.
    #[error("not a database address; write sqlite:PATH or postgres://…")]
    Address,
    /// SQLite's locks do not hold on network shares; data would be lost.
    #[error("{0} lies on a network share. SQLite needs a local disk; use PostgreSQL for a database elsewhere")]
    NetworkShare(String),
    /// The database was written by a newer program.
    #[error("the database has schema version {found}, this program knows up to {known}; install the newer program")]
    NewerSchema {
        /// The version found.
        found: i64,
        /// The newest version known here.
        known: i64,
    },
    /// A migration that was applied differs from the one in this program.
    #[error("migration {0} was applied with other contents than this program holds")]
    AlteredMigration(i64),
    /// Something else; a fault of the program.
    #[error(transparent)]
    Sql(sqlx::Error),
}

impl Error {
    /// Whether the transaction can be run again from its start.
    pub fn is_retryable(&self) -> bool {
        matches!(self, Self::Retry(_))
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(inner) => {
                let code = inner.code().unwrap_or_default();
                if inner.is_unique_violation() {
                    let constraint = inner.constraint().unwrap_or_default();
                    return Self::Unique(if constraint.is_empty() { inner.message() } else { constraint }.to_owned());
                }
                match code.as_ref() {
                    // serialization_failure, deadlock_detected; SQLITE_BUSY, SQLITE_LOCKED and their extended codes
                    "40001" | "40P01" | "5" | "6" | "261" | "517" | "262" => Self::Retry(error),
                    // disk full, too many connections, shutting down, read only; SQLITE_FULL, IOERR, CANTOPEN, READONLY
                    "53100" | "53200" | "53300" | "57P01" | "57P02" | "57P03" | "25006" | "13" | "10" | "14" | "8" => {
                        Self::Unavailable(error)
                    }
                    _ => Self::Sql(error),
                }
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unavailable(error),
            _ => Self::Sql(error),
        }
    }
}
