//! 規程

mod act;
pub(crate) mod handbook;
pub(crate) mod page;
