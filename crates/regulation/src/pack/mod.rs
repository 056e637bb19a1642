//! Packs: the text of a regulation made executable.

mod bounds;
mod chains;
mod compile;
mod error;
mod inherit;
mod keys;
mod lines;
mod model;
mod names;
mod password;
mod people;
mod raw;
mod raw_base;
mod raw_time;
mod read;
mod records;
mod rules;
mod sections;
mod slips;
mod source;
mod steps;
mod text;
mod time;
mod value;
mod wording;

pub use crate::terms::{FieldKind, ParameterKind, RecordScope};
pub(crate) use bounds::MAX_ERRORS;
pub use error::{PackError, PackErrors};
pub use keys::Key;
pub use lines::{lines, row};
pub use model::*;
pub use password::{PasswordFacts, PasswordPolicy};
pub use raw_base::Scalar;
pub use sections::SECTIONS;
pub use source::{PackSource, generation};
pub use value::{hours, typed};
