//! Personal tokens.

pub(crate) mod page;
