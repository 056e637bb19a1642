//! 不在: who is away, and since when.

mod act;
pub(crate) mod page;
