//! The lexicon: what is looked for, as data.

mod base;
mod compile;
mod csv;
mod inflect;
mod lint;
mod raw;
mod registers;

pub use base::{base, from_folder};
pub(crate) use compile::{Compiled, Form, Side, Use, bit};
pub use compile::{Problem, compile};
pub use lint::{Remark, lint};
pub use raw::{Boundary, Lexicon};
