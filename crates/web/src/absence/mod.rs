//! 不在: who is away, and since when.

pub(crate) mod page;
