//! Stories of the use-cases, each on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "tests")]

mod support;
mod towns;

mod account;
mod account_owner;
mod account_theme;
mod amendment;
mod answer;
mod audit;
mod case_concern;
mod case_file;
mod case_kisarazu;
mod case_minato;
mod case_misato;
mod case_troubles;
mod command;
mod deadline;
mod device;
mod duty;
mod import;
mod interrupt;
mod isolation;
mod limit;
mod member;
mod no_limit;
mod number;
mod org;
mod paper;
mod random;
mod record;
mod regulation;
mod request;
mod session;
mod sql;
mod supplied;
