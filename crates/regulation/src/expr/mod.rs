//! Leaf conditions: a checked subset of CEL (decision 0006).
//!
//! Text → [`lex`] → [`parse`] → [`check`] (types against the fact schema) → [`eval`]. Nothing here
//! panics, recurses without bound or absorbs an error.

mod address;
mod check;
mod condition;
mod error;
mod eval;
mod halt;
mod lex;
mod parse;
mod query;
#[cfg(test)]
mod tests;
mod vary;
mod vocabulary;

pub use check::{FUNCTIONS, Scope};
pub use condition::Condition;
pub use error::{ExprError, Span};
pub use eval::World;
pub use halt::Halt;
pub use query::{Oracle, Query, Told, Views};
pub use vocabulary::{KindField, Vocabulary, field_type};
