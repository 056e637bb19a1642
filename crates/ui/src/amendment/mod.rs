//! 改正

mod page;
pub(crate) mod samples;
mod view;

pub use page::*;
pub use view::*;
