//! 投稿

mod act;
pub(crate) mod page;
pub(crate) mod view;
