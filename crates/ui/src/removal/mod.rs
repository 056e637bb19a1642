//! Taking a published post down.

pub(crate) mod samples;
mod view;

pub use view::*;
