//! Pictures as they are served.

pub(crate) mod page;
