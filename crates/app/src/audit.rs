//! Operation records (操作記録): reading, checking, exporting, erasing a text, signed checkpoints (decision 0005).

pub mod checkpoint;
pub mod erase;
pub mod export;
pub mod verify;
pub mod view;

pub use erase::EraseDetail;
pub use view::{EntryView, PAGE_MAX, newest};

use crate::registry::Entry;

/// The commands of this noun.
pub(crate) const COMMANDS: &[Entry] = &[Entry::of::<EraseDetail>()];
