//! Settings of a regulation: proposed by one person, confirmed by another, effective from a day (decision 0004).

mod check;
pub mod confirm;
pub mod propose;
pub mod view;

pub(crate) use check::typed;
pub use confirm::ConfirmSetting;
pub use propose::ProposeSetting;

use crate::noun::{Entry, Noun};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun::new("setting", &[Entry::of::<ProposeSetting>(), Entry::of::<ConfirmSetting>()]);
