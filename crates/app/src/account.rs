//! Official accounts.

pub(crate) mod credential;
pub mod facts;
pub mod listed;
mod offers;
mod owner;
mod register;
pub mod renewal;
pub mod road;
mod state;
mod texts;
mod view;

pub use credential::{Connect, Part, kind, parts};
pub use listed::listed;
pub use offers::{ChangeOffer, Offer, change_offer, may_register, offers};
pub(crate) use owner::insert as share;
pub use owner::{AddOwner, EndOwner};
pub(crate) use register::enter;
pub use register::{Change, Register, Registered};
pub use road::ChooseRoad;
pub(crate) use state::named_by_text;
pub use state::{ChangeState, Move};
pub use texts::{AccountTexts, LINES, Line, LineKind};
pub use view::{
    AccountView, Ends, PublicAccount, PublicListing, ShareView, find, known_services, ledger, public_listing,
    unconfirmed,
};

use crate::noun::{Entry, Noun};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun {
    facts: Some(&facts::Ledger),
    ..Noun::new(
        "account",
        &[
            Entry::of::<ChangeState>(),
            Entry::of::<Register>(),
            Entry::of::<Change>(),
            Entry::of::<ChooseRoad>(),
            Entry::of::<AddOwner>(),
            Entry::of::<EndOwner>(),
            Entry::of::<Connect>(),
            Entry::of::<renewal::Renew>(),
        ],
    )
};
