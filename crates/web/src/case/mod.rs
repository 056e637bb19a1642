//! 手続・事案

mod act;
pub(crate) mod concern;
pub(crate) mod file;
pub(crate) mod list;
pub(crate) mod open;
pub(crate) mod page;
pub(crate) mod view;

pub(crate) use file::BROUGHT_CSP;
