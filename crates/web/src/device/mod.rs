//! 端末

mod act;
pub(crate) mod page;
