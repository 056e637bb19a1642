//! 不在: who is away, and from when until when.

mod page;
pub(crate) mod samples;
mod view;

pub use page::*;
pub use view::*;
