//! 手作業投稿: a task by hand, taken, carried to the service and answered.

mod page;
pub(crate) mod samples;
mod view;

pub use page::*;
pub use view::*;
