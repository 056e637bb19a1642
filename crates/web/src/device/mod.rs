//! 端末

pub(crate) mod page;
