//! 手続・事案

mod beside;
mod page;
pub(crate) mod samples;
mod view;

pub use beside::*;
pub use page::*;
pub use view::*;
