//! The connectors against the doubles, over real HTTP.

mod contract;
mod facebook;
mod line;
mod openapi;
mod photos;
mod secrets;
mod support;
mod x;
