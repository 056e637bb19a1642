//! Before the work: signing in, choosing a capacity.

mod page;
pub(crate) mod samples;

pub use page::*;
