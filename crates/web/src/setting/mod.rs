//! What the text leaves to the body.

mod act;
mod hours;
pub(crate) mod page;
pub(crate) mod view;
