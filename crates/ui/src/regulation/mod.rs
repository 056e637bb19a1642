//! 規程: the documents of the body and the handbook.

mod handbook;
mod page;
pub(crate) mod samples;
mod view;

pub use handbook::*;
pub use page::*;
pub use view::*;
