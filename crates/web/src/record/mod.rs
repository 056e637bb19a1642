//! Records that people give.

pub(crate) mod open;
pub(crate) mod page;
pub(crate) mod view;
