//! One intended send, and what became of it.

mod view;

pub use view::*;
