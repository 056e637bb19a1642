//! システム外投稿: what was posted outside the system, registered afterwards.

mod page;
pub(crate) mod samples;

pub use page::*;
