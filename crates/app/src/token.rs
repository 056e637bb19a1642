//! Personal tokens of the JSON interface. Shown once; only their hash is kept.

pub mod authenticate;
pub mod create;
pub mod revoke;
pub mod view;

pub use authenticate::{authenticate, reader_of_feeds};
pub use create::{CreateToken, CreatedToken, create};
pub use revoke::RevokeToken;
pub use tatefuda_vault::is_like_token;

use crate::noun::{Entry, Noun};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun::new("token", &[Entry::of::<CreateToken>(), Entry::of::<RevokeToken>()]);
