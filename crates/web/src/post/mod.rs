//! 投稿

mod act;
pub(crate) mod look;
pub(crate) mod page;
pub(crate) mod state;
pub(crate) mod view;
