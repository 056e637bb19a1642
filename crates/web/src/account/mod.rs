//! 公式アカウント台帳

mod act;
pub(crate) mod page;
pub(crate) mod view;
