//! Where people are told outside the program what waits for them.

mod act;
pub(crate) mod page;
