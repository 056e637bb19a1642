//! 写しの照合

mod act;
pub(crate) mod page;
