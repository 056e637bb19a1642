#![doc = include_str!("../README.md")]

pub mod account;
pub mod actor;
pub mod answer;
pub mod audit;
pub mod command;
pub mod config;
pub mod copy;
pub mod core;
pub mod device;
pub mod facts;
pub mod failure;
pub mod feed;
pub mod health;
pub mod lifeline;
pub mod media;
pub mod member;
pub mod number;
pub mod org;
pub mod post;
pub mod publication;
pub mod record;
pub mod registry;
pub mod regulation;
pub mod screening;
pub mod session;
pub mod setting;
pub mod stop;
pub mod tenant;
pub mod token;
pub mod trouble;

pub use actor::{Actor, Scope, Via};
pub use command::{Command, Cx, Secret, execute};
pub use config::Config;
pub use core::App;
pub use facts::{Ask, Asked, SubjectRef, preview};
pub use failure::{Check, Difference, Failure, FieldError, Forbidden, Refusal, Stale};
