//! 務めと見張り: what comes again and again, and what is watched.

mod page;
pub(crate) mod samples;
mod view;

pub use page::*;
pub use view::*;
