//! What waits for whom (今日の仕事): a stored projection, kept in the transaction of the act that makes or ends it (decision
//! 0031). For each target that waits it holds what is known of it; whom it waits for follows when it is read, from the
//! organisation of that moment, so that absences and appointments cost nothing.

mod acting;
mod keep;
mod stand;
mod today;
pub mod view;

pub(crate) use stand::waiting;
pub use today::{count, today, told};

use crate::noun::Noun;

/// Most posts of one kind on one page.
const MANY: i64 = 200;

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun { follows: Some(&keep::Tasks), ..Noun::new("task", &[]) };
