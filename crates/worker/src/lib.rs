#![doc = include_str!("../README.md")]

mod host;
mod life;
mod look;
mod send;
mod stages;
mod step;
mod worker;

/// The parts of the regulation that run by themselves here; coverage of packs is computed from these. Monitors and
/// duties are not asked yet.
pub const RUNS: &[tatefuda_app::facts::Part] = &[];

pub use step::{Observer, Step};
pub use worker::{Settings, Tick, Worker};
