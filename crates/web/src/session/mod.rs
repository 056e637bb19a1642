//! Signing in and out, and the capacity.

pub(crate) mod page;
