//! Rows that cannot be read.

mod page;
pub(crate) mod samples;

pub use page::*;
