//! 改正

pub(crate) mod act;
mod edit;
pub(crate) mod page;
mod view;
