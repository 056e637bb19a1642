//! A transaction of either engine. Dropped without commit it rolls back.
//!
//! The driver's own transactions are not used: it counts whether one is open, and the engine may have ended it by itself
//! (a full disk) or begun it without the count being kept (a caller that was dropped while it waited). Here a connection goes
//! back into its pool only after the engine has acknowledged a COMMIT or ROLLBACK; in every other case it is cleaned
//! by a ROLLBACK of its own, or thrown away.

use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::{Executor as _, Postgres, Sqlite, postgres::PgArguments, query::Query, sqlite::SqliteArguments};

use super::{Error, Result, Row, Value, connection::Connection};

/// How many statements this process has run.
static RUN: AtomicU64 = AtomicU64::new(0);

/// How many statements this process has run so far: what a page or an act costs, as a number that no machine changes.
// lint: dead: tests hold the cost of pages and acts against it
pub fn statements_run() -> u64 {
    RUN.load(Ordering::Relaxed)
}

/// An open transaction.
pub struct Tx {
    /// Absent only while it is dropped.
    connection: Option<Connection>,
    state: State,
    /// Whether what failed did so because another transaction was in the way.
    retry: bool,
}

/// What is known about the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// In the transaction, between two statements.
    Open,
    /// A statement is on its way. Who finds this afterwards knows that it was given up half-way.
    Busy,
    /// A statement failed: there is only the way back, to a savepoint or to the start.
    Failed,
    /// The engine may have ended the transaction by itself, or the connection is broken.
    Lost,
    /// Ended, and the engine said so.
    Ended,
}

macro_rules! bind {
    ($sql:ident, $args:ident) => {{
        let mut query = sqlx::query($sql);
        for value in $args {
            query = match value {
                Value::Text(value) => query.bind(value),
                Value::Int(value) => query.bind(value),
                Value::Bool(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
            };
        }
        query
    }};
}

/// PostgreSQL keeps no NUL in a text and ends the transaction over one; SQLite would keep it. Neither is asked.
fn fit(args: &[Value]) -> Result<()> {
    let nul = |value: &Value| matches!(value, Value::Text(Some(text)) if text.contains('\0'));
    if args.iter().any(nul) { Err(Error::Unfit) } else { Ok(()) }
}

fn sqlite(sql: &'static str, args: Vec<Value>) -> Query<'static, Sqlite, SqliteArguments> {
    bind!(sql, args)
}

fn pg(sql: &'static str, args: Vec<Value>) -> Query<'static, Postgres, PgArguments> {
    bind!(sql, args)
}

impl Tx {
    /// Begins a transaction with a statement of the engine.
    pub(super) async fn begin(connection: Connection, sql: &'static str) -> Result<Self> {
        let mut tx = Self { connection: Some(connection), state: State::Open, retry: false };
        tx.run(sql).await?;
        Ok(tx)
    }

    /// The connection for one statement. What happens to the statement has to come to [`Self::after`].
    fn before(&mut self) -> Result<&mut Connection> {
        match (self.state, &mut self.connection) {
            (State::Open, Some(connection)) => {
                self.state = State::Busy;
                RUN.fetch_add(1, Ordering::Relaxed);
                Ok(connection)
            }
            _ => Err(Error::Over { retry: self.retry }),
        }
    }

    fn after<T>(&mut self, done: Result<T, sqlx::Error>) -> Result<T> {
        match done {
            Ok(done) => {
                self.state = State::Open;
                Ok(done)
            }
            // After an error nothing more runs here, also what would succeed: on PostgreSQL the transaction has failed, on SQLite it
            // has not, and the same code must end in the same way on both.
            Err(error) => {
                let sound = super::error::leaves_a_sound_connection(&error);
                self.state = if sound { State::Failed } else { State::Lost };
                let error = Error::from(error);
                self.retry |= matches!(error, Error::Retry(_));
                Err(error)
            }
        }
    }

    async fn run(&mut self, sql: &'static str) -> Result<()> {
        let done = self.before()?.run(sql).await;
        self.after(done)
    }

    /// Runs a statement and tells how many rows it changed.
    ///
    /// # Errors
    /// Whatever the database says; [`Error::Over`] after an earlier error. So for all statements.
    pub async fn execute(&mut self, sql: &'static str, args: Vec<Value>) -> Result<u64> {
        fit(&args)?;
        let done = match self.before()? {
            Connection::Sqlite(on) => sqlite(sql, args).execute(&mut **on).await.map(|done| done.rows_affected()),
            Connection::Pg(on) => pg(sql, args).execute(&mut **on).await.map(|done| done.rows_affected()),
        };
        self.after(done)
    }

    /// Every row of a query.
    ///
    /// # Errors
    /// As [`Self::execute`].
    pub async fn all(&mut self, sql: &'static str, args: Vec<Value>) -> Result<Vec<Row>> {
        fit(&args)?;
        let done = match self.before()? {
            Connection::Sqlite(on) => {
                let rows = sqlite(sql, args).fetch_all(&mut **on).await;
                rows.map(|rows| rows.into_iter().map(Row::Sqlite).collect())
            }
            Connection::Pg(on) => {
                let rows = pg(sql, args).fetch_all(&mut **on).await;
                rows.map(|rows| rows.into_iter().map(Row::Pg).collect())
            }
        };
        self.after(done)
    }

    /// The first row of a query, if there is one.
    ///
    /// # Errors
    /// As [`Self::execute`].
    pub async fn one(&mut self, sql: &'static str, args: Vec<Value>) -> Result<Option<Row>> {
        fit(&args)?;
        let done = match self.before()? {
            Connection::Sqlite(on) => sqlite(sql, args).fetch_optional(&mut **on).await.map(|row| row.map(Row::Sqlite)),
            Connection::Pg(on) => pg(sql, args).fetch_optional(&mut **on).await.map(|row| row.map(Row::Pg)),
        };
        self.after(done)
    }

    /// Runs several statements at once. The only place where a statement is not a literal: the texts are our own
    /// migrations, with the names of types put in.
    pub(super) async fn script(&mut self, text: String) -> Result<()> {
        let sql = sqlx::AssertSqlSafe(text);
        let done = match self.before()? {
            Connection::Sqlite(on) => sqlx::raw_sql(sql).execute(&mut **on).await.map(drop),
            Connection::Pg(on) => sqlx::raw_sql(sql).execute(&mut **on).await.map(drop),
        };
        self.after(done)
    }

    /// Marks a point to which the transaction can go back. Points nest.
    ///
    /// # Errors
    /// As [`Self::execute`].
    pub async fn savepoint(&mut self) -> Result<()> {
        // One name for all: both engines go back to the latest of a name, and releasing it uncovers the one before.
        self.execute("SAVEPOINT act", vec![]).await.map(drop)
    }

    /// Undoes everything since the last savepoint and forgets it.
    ///
    /// # Errors
    /// As [`Self::execute`]; after an error also that the engine has no such savepoint any more.
    pub async fn rollback_to_savepoint(&mut self) -> Result<()> {
        if self.state == State::Failed {
            // That the engine knows the savepoint proves that the transaction is still the one that was begun.
            (self.state, self.retry) = (State::Open, false);
        }
        self.execute("ROLLBACK TO SAVEPOINT act", vec![]).await?;
        self.release().await
    }

    /// Keeps everything since the last savepoint and forgets it.
    ///
    /// # Errors
    /// As [`Self::execute`].
    pub async fn release(&mut self) -> Result<()> {
        self.execute("RELEASE SAVEPOINT act", vec![]).await.map(drop)
    }

    /// Makes everything durable.
    ///
    /// # Errors
    /// As [`Self::execute`]; on PostgreSQL also that another transaction was in the way.
    pub async fn commit(mut self) -> Result<()> {
        self.run("COMMIT").await?;
        self.state = State::Ended;
        Ok(())
    }

    /// Undoes everything. A connection on which that cannot be done is thrown away, and with it the transaction.
    ///
    /// # Errors
    /// None today.
    pub async fn rollback(mut self) -> Result<()> {
        if matches!(self.state, State::Open | State::Failed) {
            self.state = State::Open;
            if self.run("ROLLBACK").await.is_ok() {
                self.state = State::Ended;
            }
        }
        Ok(())
    }

    /// Lets the engine check a statement without running it.
    ///
    /// # Errors
    /// Why the engine does not accept it.
    pub async fn prepare(&mut self, sql: &'static str) -> Result<()> {
        let done = match self.before()? {
            Connection::Sqlite(on) => (&mut **on).prepare(sqlx::SqlSafeStr::into_sql_str(sql)).await.map(drop),
            Connection::Pg(on) => (&mut **on).prepare(sqlx::SqlSafeStr::into_sql_str(sql)).await.map(drop),
        };
        self.after(done)
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        match self.state {
            State::Ended => drop(connection),
            State::Open | State::Failed => connection.clean_later(),
            // A statement was given up half-way, or the engine said something that is not of the ordinary course: nobody knows
            // in what state the session is, and the next user would inherit it.
            State::Busy | State::Lost => connection.close_later(),
        }
    }
}
