//! Tests through the router: pages without scripts and the JSON interface.
#![expect(clippy::unwrap_used, reason = "tests")]

mod absence;
mod account;
mod api;
mod bad_input;
mod bounds;
mod browser;
mod client;
mod cross_site;
mod device;
mod export;
mod forms;
mod headers;
mod languages;
mod matrix;
mod media;
mod member;
mod misleading;
mod misleading_decide;
mod misleading_text;
mod openapi;
mod org;
mod places;
mod preview;
mod publication;
mod record;
mod regulation;
mod schema;
mod server;
mod stop;
mod story;
mod tenants;
mod token;
mod untouched;
mod world;
