//! 公式アカウント台帳

mod act;
mod form;
pub(crate) mod listed;
pub(crate) mod login;
pub(crate) mod moves;
pub(crate) mod page;
pub(crate) mod view;
