#![doc = include_str!("../README.md")]

pub mod facebook;
pub mod fault;
mod fetch;
pub mod hook;
pub mod instagram;
mod killable;
pub mod line;
pub mod page;
mod serving;
pub mod smtp;
pub mod tls;
pub mod x;

pub use fault::{Fault, On};
