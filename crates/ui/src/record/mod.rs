//! Records: what people state or decide, in forms that their kind declares.

mod page;
pub(crate) mod samples;
mod view;

pub use page::*;
pub use view::*;
