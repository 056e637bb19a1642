//! 公式アカウント台帳

mod listed;
mod owner_samples;
mod owners;
mod page;
pub(crate) mod samples;
mod view;

pub use listed::*;
pub use owners::*;
pub use page::*;
pub use view::*;
