//! 今日の仕事

mod page;
pub(crate) mod samples;
mod view;

pub use page::*;
pub use view::*;
