//! 組織

mod act;
pub(crate) mod appointment;
pub(crate) mod page;
