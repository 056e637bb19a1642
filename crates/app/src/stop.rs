//! The stop of all sending (全投稿の緊急停止, HOUSE-4, decision 0024): recorded, acknowledged by each node, ended by two.

mod begin;
mod end;
mod everywhere;
pub mod view;
mod watch;

pub use begin::{StopAll, StopScope};
pub use end::{ConfirmEnd, ProposeEnd};
pub use everywhere::{Stopped, stop_everywhere};
pub use tatefuda_store::stop::Halts;
pub(crate) use watch::watch;
pub use watch::{ACKNOWLEDGE, acknowledge, reached};

use tatefuda_domain::SystemRight;

use crate::{
    actor::Actor,
    failure::Failure,
    noun::{Entry, Noun},
};

/// What this noun hands over.
pub(crate) const NOUN: Noun =
    Noun::new("stop", &[Entry::of::<StopAll>(), Entry::of::<ProposeEnd>(), Entry::of::<ConfirmEnd>()]);

/// Longest reason.
pub const REASON_MAX: usize = 1_000;

/// Who may help to end a stop: those who answer for the accounts or for the regulation.
///
/// # Errors
/// [`Failure::Forbidden`].
fn require_ending(actor: &Actor) -> Result<(), Failure> {
    if actor.may(SystemRight::ManageRegulation) { Ok(()) } else { actor.require(SystemRight::ManageAccounts) }
}
