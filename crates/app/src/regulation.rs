//! The regulation of a body: stored packs, what is in force, and asking it.

mod activate;
pub mod cache;
pub mod governing;
pub mod handbook;
mod holders;
mod store;
mod view;

pub use activate::ActivateRegulation;
pub use governing::{Governing, HOUSE};
pub use holders::holders;
pub use store::StorePack;
pub use tatefuda_store::regulation::{InForce, StoredPack};
pub use view::{documents, packs, source};

use crate::registry::Entry;

/// The commands of this noun.
pub(crate) const COMMANDS: &[Entry] = &[Entry::of::<StorePack>(), Entry::of::<ActivateRegulation>()];
