//! The store on both engines.

#![expect(clippy::unwrap_used, reason = "tests")]

mod bounds;
mod engines;
mod migrate;
mod schema;
mod states;
mod transaction;
