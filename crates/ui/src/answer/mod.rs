//! The answer of the regulation, as a screen shows it. A screen never decides.

mod from_answer;
mod page;
mod remedy;
pub(crate) mod samples;
mod view;

pub use from_answer::Reader;
pub use page::*;
pub use view::*;
