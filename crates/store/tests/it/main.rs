//! The store on both engines.

#![expect(clippy::unwrap_used, reason = "tests")]

mod bounds;
mod duty;
mod engines;
mod migrate;
mod post_list;
mod schema;
mod states;
mod transaction;
