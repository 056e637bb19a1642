//! The page for residents.

mod page;
pub(crate) mod samples;

pub use page::*;
