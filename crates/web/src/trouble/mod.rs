//! Rows that cannot be read.

pub(crate) mod page;
