//! Tests through the router: pages without scripts and the JSON interface.
#![expect(clippy::unwrap_used, reason = "tests")]

mod api;
mod bad_input;
mod browser;
mod cross_site;
mod export;
mod headers;
mod languages;
mod matrix;
mod media;
mod openapi;
mod places;
mod story;
mod tenants;
mod world;
