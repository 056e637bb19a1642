//! The regulation of a body: stored packs, what is in force, and asking it.

mod activate;
mod amended;
pub mod handbook;
mod holders;
mod store;
mod view;
mod wording;

pub use crate::governing::{self, Governing, HOUSE};
pub use activate::ActivateRegulation;
pub(crate) use amended::still_said;
pub use holders::holders;
pub use store::StorePack;
pub use tatefuda_store::regulation::{InForce, StoredPack};
pub use view::{documents, packs, source};
pub use wording::{LoadWording, LoadedWording, texts};

use crate::noun::{Entry, Noun};

/// What this noun hands over.
pub(crate) const NOUN: Noun =
    Noun::new("regulation", &[Entry::of::<StorePack>(), Entry::of::<ActivateRegulation>(), Entry::of::<LoadWording>()]);
