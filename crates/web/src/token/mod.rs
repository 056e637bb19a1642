//! Personal tokens.

mod act;
pub(crate) mod page;
