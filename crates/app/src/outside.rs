//! Posts made outside the system (システム外投稿の登録): in the app of a service, by a relay, by a tool of others. Registered
//! afterwards with their reason, they are not taken for posts of strangers and count as posts of the account.

mod register;
mod view;

pub use register::RegisterOutside;
pub use view::{OutsideView, list};

use crate::noun::{Entry, Noun};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun::new("outside", &[Entry::of::<RegisterOutside>()]);
