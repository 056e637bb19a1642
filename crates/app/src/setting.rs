//! Settings of a regulation: proposed by one person, confirmed by another, effective from a day (decision 0004).

mod check;
pub mod confirm;
pub mod propose;
pub mod view;

pub use confirm::ConfirmSetting;
pub use propose::ProposeSetting;

use crate::registry::Entry;

/// The commands of this noun.
pub(crate) const COMMANDS: &[Entry] = &[Entry::of::<ProposeSetting>(), Entry::of::<ConfirmSetting>()];
