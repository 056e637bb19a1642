//! Whether posts go out: the stop of all sending.

mod page;
pub(crate) mod samples;
mod view;

pub use page::*;
pub use view::*;
