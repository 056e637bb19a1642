//! What stands in a text.

pub(crate) mod page;
pub(crate) mod view;
