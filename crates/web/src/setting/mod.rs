//! What the text leaves to the body.

mod act;
mod document;
mod hours;
mod input;
mod key;
pub(crate) mod page;
pub(crate) mod view;
mod words;
