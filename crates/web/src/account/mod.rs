//! 公式アカウント台帳

mod act;
pub(crate) mod connect;
mod form;
pub(crate) mod list;
pub(crate) mod listed;
pub(crate) mod login;
pub(crate) mod moves;
pub(crate) mod owner;
pub(crate) mod page;
pub(crate) mod view;
