//! 今日の仕事

pub(crate) mod page;
