//! 手続・事案

mod act;
mod list;
mod open;
pub(crate) mod page;
pub(crate) mod view;

pub(crate) use list::show as list;
pub(crate) use open::{new, open, report};
