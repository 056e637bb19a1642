//! When something cannot be done. No page ends in a wall.

mod page;
pub(crate) mod samples;

pub use page::*;
