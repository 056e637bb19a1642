//! Operation records (操作記録): reading, checking, exporting, erasing a text, signed checkpoints (decision 0005).

pub mod checkpoint;
pub mod erase;
pub mod export;
pub mod verify;
pub mod view;

pub use erase::EraseDetail;
pub use view::{EntryView, PAGE_MAX, newest};

use crate::noun::{Entry, Noun};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun::new("audit", &[Entry::of::<EraseDetail>()]);
