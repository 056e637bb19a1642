#![doc = include_str!("../README.md")]

mod host;
mod life;
mod look;
mod notice;
mod removal;
mod send;
mod stages;
mod step;
mod worker;

/// The parts of the regulation that run by themselves here; coverage of packs is computed from these. In each round the
/// worker has `app` look at what the day or an act has changed: which duties wait, what is watched, what opens by it.
pub const RUNS: &[tatefuda_app::facts::Part] =
    &[tatefuda_app::facts::Part::Duties, tatefuda_app::facts::Part::Monitors];

pub use notice::Outside;
pub use step::{Observer, Step};
pub use worker::{Settings, Tick, Worker};
