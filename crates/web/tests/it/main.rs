//! Tests through the router: pages without scripts and the JSON interface.
#![expect(clippy::unwrap_used, reason = "tests")]

mod absence;
mod account;
mod account_owner;
mod api;
mod audit;
mod bad_input;
mod bounds;
mod browser;
mod case;
mod case_concern;
mod case_file;
mod client;
mod cross_site;
mod device;
mod duty;
mod entries;
mod export;
mod forms;
mod given;
#[expect(dead_code, reason = "stories of posts by hand use more of it")]
mod hall;
mod headers;
mod home;
mod import;
mod languages;
mod life;
mod listed;
mod matrix;
mod media;
mod member;
mod notice;
mod openapi;
mod org;
mod own_feed;
mod pages;
mod paper;
mod places;
mod post;
mod public;
mod publication;
mod record;
mod regulation;
mod schema;
mod screen;
mod server;
mod session;
mod setting;
mod stop;
mod tenants;
mod token;
mod untouched;
// The towns of the stories of acts, with their people and values.
#[path = "../../../app/tests/it/towns.rs"]
#[expect(dead_code, reason = "stories of acts use more of it")]
mod towns;
mod world;
