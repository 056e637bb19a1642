//! 文書・様式

mod act;
pub(crate) mod draft;
pub(crate) mod list;
pub(crate) mod mark;
pub(crate) mod page;
mod view;

pub(crate) use page::{PAPER_CSP, respond};
