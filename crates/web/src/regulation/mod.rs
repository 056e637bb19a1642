//! 規程

pub(crate) mod handbook;
pub(crate) mod page;
