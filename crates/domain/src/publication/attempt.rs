//! One call to a platform for an intended send.

use jiff::Timestamp;

use crate::{AttemptId, Digest, PublicationId, words::words};

/// One call to a platform. Stored before it is made, so that a call nobody came back from is known of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    pub id: AttemptId,
    /// For which intended send.
    pub publication: PublicationId,
    /// From 1.
    pub number: i64,
    /// Hash of the bytes that were to be sent.
    pub wire_hash: Digest,
    /// Under which lease.
    pub lease_epoch: i64,
    /// When the intent was stored, before the call.
    pub started_at: Timestamp,
    /// What it came to; absent as long as nobody stored it, which may be for ever.
    pub end: Option<AttemptEnd>,
}

/// What a call came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptEnd {
    /// When that was stored.
    pub at: Timestamp,
    /// In a word.
    pub outcome: AttemptOutcome,
    /// Further words.
    pub detail: Option<String>,
}

words! {
    /// What a call came to, in a word.
    pub enum AttemptOutcome {
        /// The platform took it.
        Accepted = "accepted",
        /// The platform did not take it.
        Rejected = "rejected",
        /// The platform did not take it and asked to come again.
        Wait = "wait",
        /// Certainly no byte left for the platform.
        NotSent = "not-sent",
        /// The last look before the call said no.
        Stayed = "stayed",
        /// Nobody can tell.
        Unknown = "unknown",
    }
}

impl Attempt {
    /// Whether something of it may be on the platform. A call whose end nobody stored may have been taken.
    pub fn may_have_sent(&self) -> bool {
        use AttemptOutcome as O;
        !self.end.as_ref().is_some_and(|end| matches!(end.outcome, O::Rejected | O::Wait | O::NotSent | O::Stayed))
    }
}
