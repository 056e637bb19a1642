mod act;
mod calendar;
mod change;
mod composer;
mod correction;
mod show;
mod state;

pub use act::*;
pub use calendar::*;
pub use change::*;
pub use composer::*;
pub use correction::*;
pub use show::*;
pub use state::*;
