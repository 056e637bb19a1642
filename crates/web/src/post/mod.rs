//! 投稿

pub(crate) mod page;
pub(crate) mod view;
