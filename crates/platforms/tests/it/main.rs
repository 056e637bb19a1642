//! The connectors against the doubles, over real HTTP.

mod contract;
mod facebook;
mod secrets;
mod support;
