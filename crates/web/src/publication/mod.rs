//! One intended send.

mod act;
pub(crate) mod page;
pub(crate) mod view;
