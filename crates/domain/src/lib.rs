#![doc = include_str!("../README.md")]

pub mod account;
pub mod action;
pub mod amendment;
pub mod bound;
pub mod case;
pub mod device;
pub mod digest;
pub mod duty;
pub mod env;
pub mod hand;
pub mod id;
pub mod import;
pub mod media;
pub mod member;
pub mod notice;
pub mod outside;
pub mod paper;
pub mod post;
pub mod publication;
pub mod record;
pub mod removal;
pub mod request;
mod schema;
pub mod setting;
pub mod text;
mod words;

pub use account::{AccountState, Place, Service};
pub use action::Action;
pub use bound::Moment;
pub use digest::Digest;
pub use env::{Clock, Entropy, Env};
pub use id::*;
pub use member::SystemRight;
pub use text::{Lang, Localized};
