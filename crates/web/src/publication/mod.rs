//! One intended send.

pub(crate) mod page;
pub(crate) mod view;
