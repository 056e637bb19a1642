//! 務めと見張り

mod act;
pub(crate) mod page;
