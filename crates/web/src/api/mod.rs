//! The JSON interface: the same use-cases as the pages, for machines with a personal token.

pub(crate) mod bound;
pub(crate) mod caller;
pub(crate) mod document;
pub(crate) mod headers;
pub(crate) mod json;
pub(crate) mod problem;
pub(crate) mod v1;
