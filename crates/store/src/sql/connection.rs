//! A connection while a transaction has it, and what becomes of it afterwards.

use std::time::Duration;

use sqlx::{Postgres, Sqlite, pool::PoolConnection};
use tokio::{runtime::Handle, time::timeout};

/// How long is waited for a connection that is to be cleaned or closed.
const CLEANING: Duration = Duration::from_secs(5);

/// A connection of either engine, out of its pool.
pub(super) enum Connection {
    Sqlite(PoolConnection<Sqlite>),
    Pg(PoolConnection<Postgres>),
}

impl Connection {
    /// Runs a statement without arguments.
    pub(super) async fn run(&mut self, sql: &'static str) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(connection) => sqlx::raw_sql(sql).execute(&mut **connection).await.map(drop),
            Self::Pg(connection) => sqlx::raw_sql(sql).execute(&mut **connection).await.map(drop),
        }
    }

    /// Back into the pool once the engine has said that no transaction is open on it any more; else thrown away.
    pub(super) fn clean_later(mut self) {
        let Ok(runtime) = Handle::try_current() else { return self.leave() };
        runtime.spawn(async move {
            if !matches!(timeout(CLEANING, self.run("ROLLBACK")).await, Ok(Ok(()))) {
                self.close().await;
            }
        });
    }

    /// Thrown away: nobody knows what state it is in. It counts for the pool until it is closed.
    pub(super) fn close_later(self) {
        let Ok(runtime) = Handle::try_current() else { return self.leave() };
        runtime.spawn(self.close());
    }

    async fn close(self) {
        let closed = match self {
            Self::Sqlite(connection) => timeout(CLEANING, connection.close()).await,
            Self::Pg(connection) => timeout(CLEANING, connection.close()).await,
        };
        if !matches!(closed, Ok(Ok(()))) {
            tracing::info!("a connection to the database ended without a farewell");
        }
    }

    /// Without a runtime nothing can be said to the engine any more: the program is at its end.
    fn leave(self) {
        match self {
            Self::Sqlite(connection) => drop(connection.leak()),
            Self::Pg(connection) => drop(connection.leak()),
        }
    }
}
