//! 緊急停止

pub(crate) mod page;
