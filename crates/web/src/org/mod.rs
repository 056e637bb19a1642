//! 組織

pub(crate) mod appointment;
pub(crate) mod page;
