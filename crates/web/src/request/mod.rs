//! 依頼

pub(crate) mod act;
mod form;
pub(crate) mod list;
pub(crate) mod page;
pub(crate) mod view;
