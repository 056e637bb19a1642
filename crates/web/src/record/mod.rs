//! Records that people give.

mod act;
pub(crate) mod open;
pub(crate) mod page;
pub(crate) mod view;
