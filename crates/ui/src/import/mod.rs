//! Existing ledgers and staff lists, brought in as a whole (一括取込).

mod page;
pub(crate) mod samples;
mod view;

pub use page::*;
pub use view::*;
