#![doc = include_str!("../README.md")]

pub mod absence;
pub mod account;
pub mod answer;
pub mod audit;
pub mod case;
pub mod copy;
pub mod device;
pub mod diff;
pub mod duty;
pub mod error;
pub mod hand;
pub mod home;
pub mod import;
pub mod installation;
pub mod member;
pub mod org;
pub mod outside;
pub mod paper;
mod part;
pub mod post;
pub mod public;
pub mod publication;
pub mod record;
pub mod regulation;
pub mod removal;
pub mod sample;
pub mod screening;
pub mod session;
pub mod setting;
mod shell;
pub mod stop;
pub mod token;
pub mod trouble;
pub mod view;

pub use askama::{Error as RenderError, Template};
pub use shell::{BodyBadge, CapacityChoice, Flash, Nav, PersonBadge, Rights, SendingBanner, Shell};
