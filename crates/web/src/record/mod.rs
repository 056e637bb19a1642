//! Records that people give.

pub(crate) mod about;
mod act;
pub(crate) mod open;
pub(crate) mod page;
pub(crate) mod view;
pub(crate) mod within;
