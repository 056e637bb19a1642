//! 写しの照合: what may have been sent since a copy was taken.

mod page;
pub(crate) mod samples;
mod view;

pub use page::*;
pub use view::*;
