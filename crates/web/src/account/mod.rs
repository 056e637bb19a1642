//! 公式アカウント台帳

pub(crate) mod page;
pub(crate) mod view;
