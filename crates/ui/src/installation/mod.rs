//! The whole installation, for whoever operates it.

mod page;
pub(crate) mod samples;
mod view;

pub use page::*;
pub use view::*;
