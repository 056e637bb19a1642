//! What the text leaves to the body.

pub(crate) mod samples;
mod view;

pub use view::*;
