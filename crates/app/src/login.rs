//! Logins of accounts (ログイン情報): that one was changed, and that somebody who could know one is gone. The login itself is
//! kept elsewhere; here stands what texts ask about it (decision 0036).

mod change;
mod facts;
mod gone;

pub use change::{ChangeLogin, LoginOffer, offer};
pub(crate) use gone::gone;

use crate::noun::{Entry, Noun};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun { facts: Some(&facts::Logins), ..Noun::new("login", &[Entry::of::<ChangeLogin>()]) };
