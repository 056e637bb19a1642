#![doc = include_str!("../README.md")]

mod api;
mod assets;
pub mod base;
pub mod config;
mod cookie;
mod error;
pub mod export;
mod form;
mod health;
mod html;
mod lang;
mod middleware;
mod multipart;
pub mod network;
mod page;
mod pages;
mod public;
mod router;
pub mod routes;
pub mod server;
mod session;
mod shell;
mod state;
mod text;
mod view;
mod visit;
mod wiring;

pub use api::v1::{openapi, openapi_json};
pub use config::{Config, DemoHint};
pub use router::router;
pub use state::AppState;
pub use wiring::wiring;
