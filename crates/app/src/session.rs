//! Sign-in, sessions, sign-out.

mod actor;
mod capacity;
pub(crate) mod limit;
mod sign_in;
mod sign_out;
mod view;

pub use actor::actor_of;
pub use capacity::ChooseCapacity;
pub use limit::origin;
pub use sign_in::{SignIn, SignInForm, SignedIn, sign_in};
pub use sign_out::{Closed, SignOut, SignOutEverywhere};
pub use tatefuda_store::session::Session;
pub use view::{Signed, authenticate, list, sweep};

use crate::noun::{Entry, Noun};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun::new(
    "session",
    &[Entry::of::<SignIn>(), Entry::of::<SignOut>(), Entry::of::<SignOutEverywhere>(), Entry::of::<ChooseCapacity>()],
);
