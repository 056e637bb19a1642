//! 手作業投稿: a task by hand, taken, carried to the service and answered.

mod act;
pub(crate) mod page;
mod qr;
