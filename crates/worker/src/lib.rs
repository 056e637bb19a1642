#![doc = include_str!("../README.md")]

mod look;
mod send;
mod step;
mod worker;

pub use step::{Observer, Step};
pub use worker::{Settings, Tick, Worker};
