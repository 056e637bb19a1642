#![doc = include_str!("../README.md")]

pub mod facebook;
mod killable;
pub mod line;
