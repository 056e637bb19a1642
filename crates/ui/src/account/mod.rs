//! 公式アカウント台帳

mod listed;
mod page;
pub(crate) mod samples;
mod view;

pub use listed::*;
pub use page::*;
pub use view::*;
