//! Tests through the router: pages without scripts and the JSON interface.
#![expect(clippy::unwrap_used, reason = "tests")]

mod browser;
mod story;
mod world;
