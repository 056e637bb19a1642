//! The connectors against the doubles, over real HTTP.

mod contract;
mod facebook;
mod instagram;
mod line;
mod openapi;
mod photos;
mod secrets;
mod shelf;
mod support;
mod x;
