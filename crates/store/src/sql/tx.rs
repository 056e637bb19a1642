//! A transaction of either engine. Dropped without commit it rolls back.

use sqlx::{
    Executor as _, Postgres, Sqlite, Transaction, postgres::PgArguments, query::Query, sqlite::SqliteArguments,
};

use super::{Result, Row, Value};

/// An open transaction.
pub enum Tx {
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Pg(Transaction<'static, Postgres>),
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

fn sqlite(sql: &'static str, args: Vec<Value>) -> Query<'static, Sqlite, SqliteArguments> {
    bind!(sql, args)
}

fn pg(sql: &'static str, args: Vec<Value>) -> Query<'static, Postgres, PgArguments> {
    bind!(sql, args)
}

impl Tx {
    /// Runs a statement and tells how many rows it changed.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn execute(&mut self, sql: &'static str, args: Vec<Value>) -> Result<u64> {
        Ok(match self {
            Self::Sqlite(tx) => sqlite(sql, args).execute(&mut **tx).await?.rows_affected(),
            Self::Pg(tx) => pg(sql, args).execute(&mut **tx).await?.rows_affected(),
        })
    }

    /// Every row of a query.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn all(&mut self, sql: &'static str, args: Vec<Value>) -> Result<Vec<Row>> {
        Ok(match self {
            Self::Sqlite(tx) => sqlite(sql, args).fetch_all(&mut **tx).await?.into_iter().map(Row::Sqlite).collect(),
            Self::Pg(tx) => pg(sql, args).fetch_all(&mut **tx).await?.into_iter().map(Row::Pg).collect(),
        })
    }

    /// The first row of a query, if there is one.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn one(&mut self, sql: &'static str, args: Vec<Value>) -> Result<Option<Row>> {
        Ok(match self {
            Self::Sqlite(tx) => sqlite(sql, args).fetch_optional(&mut **tx).await?.map(Row::Sqlite),
            Self::Pg(tx) => pg(sql, args).fetch_optional(&mut **tx).await?.map(Row::Pg),
        })
    }

    /// Marks a point to which the transaction can go back. Points nest.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn savepoint(&mut self) -> Result<()> {
        self.execute("SAVEPOINT act", vec![]).await.map(drop)
    }

    /// Undoes everything since the last savepoint and forgets it.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn rollback_to_savepoint(&mut self) -> Result<()> {
        self.execute("ROLLBACK TO SAVEPOINT act", vec![]).await?;
        self.release().await
    }

    /// Keeps everything since the last savepoint and forgets it.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn release(&mut self) -> Result<()> {
        self.execute("RELEASE SAVEPOINT act", vec![]).await.map(drop)
    }

    /// Makes everything durable.
    ///
    /// # Errors
    /// Whatever the database says; on PostgreSQL also that another transaction was in the way.
    pub async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Pg(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Undoes everything.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn rollback(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.rollback().await?,
            Self::Pg(tx) => tx.rollback().await?,
        }
        Ok(())
    }

    /// Lets the engine check a statement without running it.
    ///
    /// # Errors
    /// Why the engine does not accept it.
    pub async fn prepare(&mut self, sql: &'static str) -> Result<()> {
        match self {
            Self::Sqlite(tx) => drop((&mut **tx).prepare(sqlx::SqlSafeStr::into_sql_str(sql)).await?),
            Self::Pg(tx) => drop((&mut **tx).prepare(sqlx::SqlSafeStr::into_sql_str(sql)).await?),
        }
        Ok(())
    }
}
