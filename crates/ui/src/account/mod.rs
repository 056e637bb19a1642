//! 公式アカウント台帳

mod page;
pub(crate) mod samples;
mod view;

pub use page::*;
pub use view::*;
