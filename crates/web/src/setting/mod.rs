//! What the text leaves to the body.

mod hours;
pub(crate) mod page;
pub(crate) mod view;
