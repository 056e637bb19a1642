#![doc = include_str!("../README.md")]

pub mod diff;
pub mod page;
mod part;
pub mod sample;
mod shell;
pub mod view;

pub use askama::{Error as RenderError, Template};
pub use shell::{BodyBadge, CapacityChoice, Flash, Nav, PersonBadge, Rights, Shell};
