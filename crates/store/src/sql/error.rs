//! What can go wrong below a use-case.

use super::Unreadable;

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
    /// The transaction is over: an earlier statement failed, or was given up half-way. Nothing of it was kept.
    #[error("the transaction was over before this")]
    Over {
        /// Whether it was over because another transaction was in the way: the whole can be tried again, also where
        /// somebody in between made light of the statement that was told so.
        retry: bool,
    },
    /// A column holds something else than the program wrote.
    #[error("column {column} holds {found:?}")]
    Decode {
        column: String,
        /// What stands there.
        found: String,
    },
    /// A row of a list that has to be whole cannot be read.
    #[error("a row cannot be read: {0}")]
    Unreadable(Unreadable),
    /// A text holds a character that PostgreSQL cannot keep; refused on both engines.
    #[error("a text holds the character NUL")]
    Unfit,
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

/// Why a database cannot be used, as far as it can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// No space is left.
    Full,
    /// It can be read only.
    ReadOnly,
    /// Other transactions are in the way.
    Busy,
    /// It does not answer, or the disk fails.
    Away,
}

impl Error {
    /// What is wrong with the database, in one word.
    pub fn trouble(&self) -> Trouble {
        match self {
            Self::Retry(_) | Self::Over { retry: true } => Trouble::Busy,
            Self::Unavailable(sqlx::Error::PoolTimedOut) => Trouble::Busy,
            Self::Unavailable(sqlx::Error::Io(error)) if error.kind() == std::io::ErrorKind::StorageFull => {
                Trouble::Full
            }
            Self::Unavailable(sqlx::Error::Database(inner)) => match Code::of(inner.as_ref()) {
                // SQLITE_IOERR_WRITE: what a limit on the size of files ends in.
                Code::Sqlite { primary: 13, .. } | Code::Sqlite { extended: 778, .. } => Trouble::Full,
                Code::Postgres(code) if code == "53100" => Trouble::Full,
                Code::Sqlite { primary: 8, .. } => Trouble::ReadOnly,
                Code::Postgres(code) if code == "25006" => Trouble::ReadOnly,
                _ => Trouble::Away,
            },
            _ => Trouble::Away,
        }
    }
}

/// The code of an error, by engine: PostgreSQL's have five characters, SQLite's are small numbers.
enum Code {
    Sqlite { primary: i64, extended: i64 },
    Postgres(String),
    None,
}

impl Code {
    fn of(error: &dyn sqlx::error::DatabaseError) -> Self {
        let Some(code) = error.code() else { return Self::None };
        match code.parse::<i64>() {
            Ok(extended) if code.len() < 5 => Self::Sqlite { primary: extended & 0xff, extended },
            _ => Self::Postgres(code.into_owned()),
        }
    }
}

/// Whether the connection can be used on after a ROLLBACK. Named are the errors that belong to the ordinary course;
/// after any other the engine may have rolled back by itself, or the connection may be broken.
pub(super) fn leaves_a_sound_connection(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(inner) = error else { return false };
    match Code::of(inner.as_ref()) {
        // SQLITE_BUSY, SQLITE_LOCKED, SQLITE_CONSTRAINT
        Code::Sqlite { primary, .. } => matches!(primary, 5 | 6 | 19),
        // Data, constraints, syntax, and what another transaction was in the way of: the session stands, its
        // transaction is marked as failed.
        Code::Postgres(code) => ["22", "23", "25", "40", "42"].iter().any(|class| code.starts_with(class)),
        Code::None => false,
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(inner) => {
                if inner.is_unique_violation() {
                    let constraint = inner.constraint().unwrap_or_default();
                    return Self::Unique(if constraint.is_empty() { inner.message() } else { constraint }.to_owned());
                }
                let (retry, away) = match Code::of(inner.as_ref()) {
                    // SQLITE_BUSY, SQLITE_LOCKED; NOMEM, READONLY, IOERR, FULL, CANTOPEN, PROTOCOL. The extended codes
                    // say more than is needed.
                    Code::Sqlite { primary, .. } => {
                        (matches!(primary, 5 | 6), matches!(primary, 7 | 8 | 10 | 13 | 14 | 15))
                    }
                    // serialization_failure, deadlock_detected; connection lost, resources gone (a full disk), shutting
                    // down, the disk fails, read only
                    Code::Postgres(code) => (
                        matches!(code.as_str(), "40001" | "40P01"),
                        code == "25006" || ["08", "53", "57P", "58"].iter().any(|class| code.starts_with(class)),
                    ),
                    Code::None => (false, false),
                };
                match (retry, away) {
                    (true, _) => Self::Retry(error),
                    (_, true) => Self::Unavailable(error),
                    _ => Self::Sql(error),
                }
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unavailable(error),
            _ => Self::Sql(error),
        }
    }
}
