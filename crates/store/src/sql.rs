//! One SQL text for SQLite and PostgreSQL: `$1` placeholders, ids and digests as text, times as
//! microseconds UTC. This is the only place that knows which engine is below.

pub(crate) mod columns;
mod connection;
mod db;
mod error;
mod kinds;
mod lifeline;
mod migrate;
mod remote;
mod row;
mod rows;
mod text;
mod tx;
mod value;

#[cfg(not(unix))]
#[path = "sql/other.rs"]
mod private;
#[cfg(unix)]
#[path = "sql/unix.rs"]
mod private;

pub use columns::{Cell, Column, Columns, Name, Table};
pub use db::{Db, Kind};
pub use error::{Error, Result, Trouble};
pub use lifeline::Lifeline;
pub use migrate::{MIGRATIONS, Migration};
pub use row::Row;
pub use rows::{Rows, Unreadable};
pub use text::Text;
pub use tx::{Tx, statements_run};
pub use value::Value;

/// A statement by its name, so that a test can prepare each on both engines.
#[derive(Debug, Clone, Copy)]
pub struct Statement {
    /// `noun::NAME`.
    pub name: &'static str,
    /// The SQL.
    pub sql: &'static str,
}

/// Arguments of a statement, in the order of its placeholders.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::sql::Value::from($value)),*] };
}

/// A statement over things named by their ids: `$2` holds the ids behind each other, each of 36 characters, and the statement
/// reads them from `ids`. Neither engine takes a list as the other does, and a line of a list never costs a statement.
#[macro_export]
macro_rules! of_ids {
    ($sql:literal) => {
        concat!(
            "WITH RECURSIVE ids (id, rest) AS (SELECT substr(CAST($2 AS TEXT), 1, 36), substr(CAST($2 AS TEXT), 37) ",
            "UNION ALL SELECT substr(rest, 1, 36), substr(rest, 37) FROM ids WHERE rest <> '') ",
            $sql
        )
    };
}

/// Declares the statements of a noun as constants and gathers them in `STATEMENTS`.
#[macro_export]
macro_rules! statements {
    ($noun:literal: $($(#[$doc:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$doc])* const $name: &str = $sql;)*
        /// Every statement of this noun, for the test that prepares each on both engines.
        pub const STATEMENTS: &[$crate::sql::Statement] = &[
            $($crate::sql::Statement { name: concat!($noun, "::", stringify!($name)), sql: $name }),*
        ];
    };
}
