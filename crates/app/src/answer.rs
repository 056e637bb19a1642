//! Stored answers: why an act was allowed or refused, and whether the same comes out today.

mod replay;
mod view;

pub use replay::{Replay, replay};
pub use tatefuda_store::answer::StoredAnswer;
pub use view::{find, list};
