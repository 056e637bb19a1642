//! 緊急停止

mod act;
pub(crate) mod page;
