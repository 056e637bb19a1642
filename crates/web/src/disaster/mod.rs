//! 災害時体制

pub(crate) mod page;
pub(crate) mod switch;
