//! Connections. SQLite: one that writes and some that only read, in WAL. PostgreSQL: one pool.

use std::{path::PathBuf, str::FromStr as _, time::Duration};

use sqlx::{
    PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{Error, Result, Tx, connection::Connection, migrate, private, remote};

const READERS: u32 = 8;
const PG_CONNECTIONS: u32 = 16;
/// What one connection keeps of the file: negative, in KiB. A list of a body that has used the program for years reads more
/// than SQLite's own 2 MiB, again and again.
const CACHE: &str = "-16384";
/// Statements that a connection keeps prepared; a page uses dozens of several hundred.
const STATEMENTS: usize = 512;
const BUSY: Duration = Duration::from_secs(10);

/// Which engine is below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The embedded database.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

/// An opened database. Clones share its connections.
#[derive(Clone)]
pub enum Db {
    /// One connection that writes, several that read.
    Sqlite {
        /// Exactly one connection.
        write: SqlitePool,
        /// Connections that cannot write.
        read: SqlitePool,
    },
    Pg(PgPool),
}

impl Db {
    /// Opens `sqlite:PATH` (created when missing) or `postgres://…`.
    ///
    /// # Errors
    /// Not such an address, a network share under SQLite, no connection.
    pub async fn open(url: &str) -> Result<Self> {
        if let Some(path) = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")) {
            return Self::open_sqlite(PathBuf::from(path)).await;
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url).map_err(|_| Error::Address)?.application_name("tatefuda");
            let options = options.statement_cache_capacity(STATEMENTS);
            return Ok(Self::Pg(PgPoolOptions::new().max_connections(PG_CONNECTIONS).connect_with(options).await?));
        }
        Err(Error::Address)
    }

    async fn open_sqlite(path: PathBuf) -> Result<Self> {
        if remote::is_remote(&path) {
            return Err(Error::NetworkShare(path.display().to_string()));
        }
        // SQLite gives its log the rights of the database.
        private::create(&path).map_err(|error| Error::Unavailable(sqlx::Error::Io(error)))?;
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A commit that was acknowledged survives the loss of power.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("cache_size", CACHE)
            .statement_cache_capacity(STATEMENTS)
            .busy_timeout(BUSY);
        let write = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        let read = SqlitePoolOptions::new().max_connections(READERS).connect_with(options.read_only(true)).await?;
        Ok(Self::Sqlite { write, read })
    }

    /// Which engine is below.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Sqlite { .. } => Kind::Sqlite,
            Self::Pg(_) => Kind::Postgres,
        }
    }

    /// Brings the schema to the version of this program; doing it again changes nothing.
    ///
    /// # Errors
    /// The database is newer than the program, or an applied migration was altered.
    pub async fn migrate(&self) -> Result<()> {
        self.migrate_to(i64::MAX).await
    }

    /// As [`Db::migrate`], but no further than a version. For tests of later migrations.
    ///
    /// # Errors
    /// As [`Db::migrate`].
    pub async fn migrate_to(&self, version: i64) -> Result<()> {
        migrate::run(self, version).await
    }

    /// The schema version found; 0 for an empty database.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn version(&self) -> Result<i64> {
        migrate::version(self).await
    }

    /// A transaction that sees one state of the database and cannot write.
    ///
    /// # Errors
    /// No connection.
    pub async fn read(&self) -> Result<Tx> {
        match self {
            Self::Sqlite { read, .. } => Tx::begin(Connection::Sqlite(read.acquire().await?), "BEGIN").await,
            Self::Pg(_) => self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await,
        }
    }

    /// A transaction that writes, as if it were alone: on SQLite it is, on PostgreSQL it may end in
    /// [`Error::Retry`].
    ///
    /// # Errors
    /// No connection.
    pub async fn write(&self) -> Result<Tx> {
        match self {
            Self::Sqlite { .. } => self.begin("BEGIN IMMEDIATE").await,
            Self::Pg(_) => self.begin("BEGIN ISOLATION LEVEL SERIALIZABLE").await,
        }
    }

    /// A transaction on a connection that may write.
    pub(super) async fn begin(&self, sql: &'static str) -> Result<Tx> {
        let connection = match self {
            Self::Sqlite { write, .. } => Connection::Sqlite(write.acquire().await?),
            Self::Pg(pool) => Connection::Pg(pool.acquire().await?),
        };
        Tx::begin(connection, sql).await
    }

    /// A transaction that only counts: one that meets another waits for it and goes on, instead of being told to begin
    /// again. For rows that are changed by one statement each and on which no decision about other rows rests.
    ///
    /// # Errors
    /// No connection.
    pub async fn count(&self) -> Result<Tx> {
        match self {
            Self::Sqlite { .. } => self.begin("BEGIN IMMEDIATE").await,
            Self::Pg(_) => self.begin("BEGIN ISOLATION LEVEL READ COMMITTED").await,
        }
    }

    /// Closes every connection; SQLite's log is written back.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Self::Pg(pool) => pool.close().await,
        }
    }
}
