//! Taking published posts down.

mod act;
pub(crate) mod page;
pub(crate) mod view;
