//! Stored answers of the regulation.

pub(crate) mod page;
pub(crate) mod view;
