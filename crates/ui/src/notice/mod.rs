//! Where people are told outside the program what waits for them.

mod page;
pub(crate) mod samples;
mod view;

pub use page::*;
pub use view::*;
