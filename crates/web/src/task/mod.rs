//! What waits for a person (今日の仕事), for programs that tell them of it.

mod atom;
mod calendar;
pub(crate) mod feed;
mod line;
