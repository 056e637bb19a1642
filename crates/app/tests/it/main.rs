//! Stories of the use-cases, each on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

mod account;
mod answer;
mod audit;
mod command;
mod coverage;
mod device;
mod interrupt;
mod isolation;
mod limit;
mod member;
mod number;
mod org;
mod random;
mod record;
mod regulation;
mod session;
mod sql;
mod supplied;
