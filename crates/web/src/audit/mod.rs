//! 操作記録

pub(crate) mod page;
