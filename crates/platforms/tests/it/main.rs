//! The connectors against the doubles, over real HTTP.

mod contract;
mod facebook;
mod line;
mod photos;
mod secrets;
mod support;
