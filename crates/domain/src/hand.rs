//! Posting by hand (手作業投稿, decision 0034): who took the text of a send, and what they said of it.

use jiff::Timestamp;

use crate::{AppointmentId, DeviceId, PersonId, PublicationId, TakingId, words::words};

/// A task by hand that somebody took. Stored with the attempt, before the text appears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taking {
    pub id: TakingId,
    /// Of which send.
    pub publication: PublicationId,
    pub attempt: i64,
    /// Who took it.
    pub person: PersonId,
    pub capacity: AppointmentId,
    /// On which enrolled device they are to post; absent: on none that is known.
    pub device: Option<DeviceId>,
    /// When.
    pub at: Timestamp,
    /// What they said of it; absent as long as they have said nothing, which may be for ever.
    pub said: Option<Said>,
}

/// What whoever took a task said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// When.
    pub at: Timestamp,
    /// In a word.
    pub outcome: HandOutcome,
    /// On which device it was posted, in their words.
    pub posted_on: Option<String>,
    /// Why not, or what they remember.
    pub words: Option<String>,
}

words! {
    /// What became of a text that somebody took, in a word.
    pub enum HandOutcome {
        /// They posted it.
        Posted = "posted",
        /// They did not post it.
        NotPosted = "not-posted",
        /// They do not know.
        Unsure = "unsure",
    }
}
