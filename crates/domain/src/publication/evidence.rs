//! What people saw of a published post: appended, never changed (decision 0034).

use jiff::Timestamp;

use super::Proof;
use crate::{AppointmentId, EvidenceId, MediaId, PersonId, PublicationId, words::words};

/// What somebody saw, or said, of a post after it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    pub id: EvidenceId,
    /// Of which send.
    pub publication: PublicationId,
    /// Who.
    pub person: PersonId,
    pub capacity: AppointmentId,
    /// When they said so.
    pub at: Timestamp,
    /// When they looked, or posted it.
    pub looked_at: Timestamp,
    /// What is the case.
    pub shows: Shows,
    /// What that is worth: nobody raises the word of whoever posted by repeating it.
    pub grade: Proof,
    /// In their words.
    pub seen: String,
    /// At which address.
    pub url: Option<String>,
    /// A picture of the screen.
    pub picture: Option<MediaId>,
}

words! {
    /// What a look at a published post shows.
    pub enum Shows {
        /// It is there as it was approved.
        AsSent = "as-sent",
        /// Something else is there.
        Different = "different",
        /// It is there no longer.
        Gone = "gone",
        /// What was different or gone before has been dealt with.
        Settled = "settled",
    }
}

/// What was found different or gone and is not settled, if anything: it waits for somebody. Oldest first in `all`.
pub fn open_finding(all: &[Evidence]) -> Option<&Evidence> {
    let last = all.iter().rev().find(|one| one.shows != Shows::AsSent || one.grade > Proof::Stated)?;
    matches!(last.shows, Shows::Different | Shows::Gone).then_some(last)
}
