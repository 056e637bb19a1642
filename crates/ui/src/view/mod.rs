//! Small values that the views of all nouns share. No row, no request and no decision is in here.

mod field;
mod text;
mod value;

pub use field::*;
pub use text::*;
pub use value::*;
