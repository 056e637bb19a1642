//! 写しの照合

pub(crate) mod page;
