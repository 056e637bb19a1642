mod act;
mod calendar;
mod change;
mod composer;
mod show;
mod state;

pub use act::*;
pub use calendar::*;
pub use change::*;
pub use composer::*;
pub use show::*;
pub use state::*;
