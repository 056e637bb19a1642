//! What a call to a platform can end in. The classes are those on which the program acts differently.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How one send ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendOutcome {
    /// The platform said that it took the post.
    Accepted {
        /// The platform's id.
        platform_post_id: String,
        /// Where residents find it, when the platform or its address scheme tells.
        permalink: Option<String>,
    },
    /// The platform said that it did not take the post, and would not take it again unchanged.
    Rejected(Rejection),
    /// The platform did not take the post and says, or we know, that it is too early.
    Wait {
        /// Not before this time.
        until: Timestamp,
        /// Why.
        class: WaitClass,
    },
    /// Certain: nothing that publishes left this machine for the platform (no connection, or not even the pictures of
    /// the post could be brought there).
    NotSent {
        /// What failed, without secrets.
        why: String,
    },
    /// The gate said no before the call that makes the post visible: nothing was published.
    Stayed,
    /// Nobody can tell. Never sent again because of this.
    Unknown {
        /// Why nobody can tell.
        why: UnknownWhy,
        /// Details for the log and the person who looks into it, without secrets.
        detail: String,
    },
}

/// A definite no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("rejected by the platform ({class:?}, code {code}): {message}")]
pub struct Rejection {
    /// What to do about it.
    pub class: RejectClass,
    /// The platform's own code, with its subcode as `190/463`.
    pub code: String,
    /// The platform's own words, without secrets.
    pub message: String,
}

/// What a rejection asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RejectClass {
    /// The text or link must change: back to the editor.
    ContentInvalid,
    /// The app or the person behind the token may not do this.
    Permission,
    /// The platform blocks the account or the content for its own policy: a person must look.
    Policy,
    /// What was paid in, or the share of the day or month, is used up: a person must look; nothing goes by waiting.
    Budget,
    /// The token is expired or revoked: the account must be connected again.
    TokenDead,
    /// The platform says that the same post is already there: reconcile, never repeat.
    Duplicate,
    /// A code without a class of ours.
    Other,
}

impl RejectClass {
    /// The word in database and API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ContentInvalid => "content-invalid",
            Self::Permission => "permission",
            Self::Policy => "policy",
            Self::Budget => "budget",
            Self::TokenDead => "token-dead",
            Self::Duplicate => "duplicate",
            Self::Other => "other",
        }
    }
}

/// Why to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WaitClass {
    /// The platform answered that too much was asked.
    Rate,
    /// The platform's usage headers came close to its limit; no call was made.
    Budget,
}

/// Why nobody can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownWhy {
    /// No answer in time.
    Timeout,
    /// The connection broke after the request may have been sent.
    ConnectionLost,
    /// The platform failed while it had the request (5xx, or an error it calls transient).
    ServerError,
    /// An answer that cannot be read.
    UnreadableAnswer,
}

impl UnknownWhy {
    /// The word in database and API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::ConnectionLost => "connection-lost",
            Self::ServerError => "server-error",
            Self::UnreadableAnswer => "unreadable-answer",
        }
    }
}

/// Why nothing could be read back. None of these says anything about what is on the platform.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The platform said no.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// Too early.
    #[error("the platform asks to wait until {0}")]
    Wait(Timestamp),
    /// No answer.
    #[error("the platform could not be reached: {0}")]
    Unreachable(String),
    /// An answer that cannot be read.
    #[error("the platform's answer could not be read: {0}")]
    Unreadable(String),
    /// More posts in the span than are read at once.
    #[error("more posts than can be read at once")]
    TooMany,
}
