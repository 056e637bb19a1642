//! 職員

pub(crate) mod page;
pub(crate) mod password;
