//! 職員

mod act;
pub(crate) mod page;
pub(crate) mod password;
