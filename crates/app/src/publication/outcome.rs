//! What a call came to, as a value that a command can carry: no text of the post, no secret.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tatefuda_domain::publication::AttemptOutcome;
use tatefuda_platforms::{RejectClass, SendOutcome};

/// What a call came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// The platform took it.
    Accepted {
        /// Its id there.
        platform_post_id: String,
        /// Its address.
        permalink: Option<String>,
    },
    /// The platform did not take it.
    Rejected {
        /// What kind of no.
        class: RejectClass,
        /// The platform's code.
        code: String,
        /// The platform's words.
        message: String,
    },
    /// The platform did not take it and asks to come again.
    Wait {
        /// Not before.
        until: Timestamp,
    },
    /// Certainly no byte left for the platform.
    NotSent { why: String },
    /// The last look before the call said no: nothing was sent.
    Stayed {
        /// Why, as a word of [`reason`].
        why: String,
        /// Further words.
        detail: Option<String>,
    },
    /// Nobody can tell.
    Unknown {
        /// Why, as a word.
        why: String,
        /// Further words.
        detail: String,
    },
}

impl Outcome {
    /// The word kept with the attempt.
    pub const fn word(&self) -> AttemptOutcome {
        match self {
            Self::Accepted { .. } => AttemptOutcome::Accepted,
            Self::Rejected { .. } => AttemptOutcome::Rejected,
            Self::Wait { .. } => AttemptOutcome::Wait,
            Self::NotSent { .. } => AttemptOutcome::NotSent,
            Self::Stayed { .. } => AttemptOutcome::Stayed,
            Self::Unknown { .. } => AttemptOutcome::Unknown,
        }
    }

    /// Further words kept with the attempt.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::Accepted { platform_post_id, .. } => Some(platform_post_id.clone()),
            Self::Rejected { class, code, message } => Some(format!("{} {code}: {message}", class.as_str())),
            Self::Wait { until } => Some(until.to_string()),
            Self::NotSent { why } => Some(why.clone()),
            Self::Stayed { why, detail } => {
                Some(detail.as_ref().map_or_else(|| why.clone(), |more| format!("{why}: {more}")))
            }
            Self::Unknown { why, detail } => Some(format!("{why}: {detail}")),
        }
    }
}

impl From<SendOutcome> for Outcome {
    fn from(outcome: SendOutcome) -> Self {
        match outcome {
            SendOutcome::Accepted { platform_post_id, permalink } => Self::Accepted { platform_post_id, permalink },
            SendOutcome::Rejected(no) => Self::Rejected { class: no.class, code: no.code, message: no.message },
            SendOutcome::Wait { until, .. } => Self::Wait { until },
            SendOutcome::NotSent { why } => Self::NotSent { why },
            // Whoever asked the gate knows more; without that it is tried again.
            SendOutcome::Stayed => Self::NotSent { why: "not let through".to_owned() },
            SendOutcome::Unknown { why, detail } => Self::Unknown { why: why.as_str().to_owned(), detail },
        }
    }
}

/// Why a send failed, waits or is unknown. Each word has a localised message `publication-reason-<word>`.
pub mod reason {
    pub use crate::facts::{COPIED, STOPPED};

    /// The regulation does not permit it at the time of sending; the stored answer says why.
    pub const REGULATION: &str = "regulation";
    /// Later than the body tolerates.
    pub const LATE: &str = "late";
    /// The window has closed.
    pub const WINDOW_PAST: &str = "window-past";
    /// The account stands elsewhere on its service than when the send was scheduled.
    pub const PLACE_CHANGED: &str = "place-changed";
    /// Rows of the content or its pictures were changed by hand: they are not what they were written as.
    pub const ALTERED: &str = "altered";
    /// The content was changed after it was scheduled.
    pub const CONTENT_CHANGED: &str = "content-changed";
    /// The account is no longer a target of the post.
    pub const TARGET_GONE: &str = "target-gone";
    /// The same text has an unknown outcome on this account.
    pub const EQUAL_UNRESOLVED: &str = "equal-unresolved";
    /// No connector for this service.
    pub const NO_CONNECTOR: &str = "no-connector";
    /// The service fetches pictures, and this installation has no public host for them.
    pub const NO_PICTURE_HOST: &str = "no-picture-host";
    /// The account is not connected.
    pub const NOT_CONNECTED: &str = "not-connected";
    /// The platform no longer honours the token.
    pub const TOKEN_DEAD: &str = "token-dead";
    /// What was paid in at the platform, or its share of the day or month, is used up.
    pub const BUDGET: &str = "budget";
    /// The platform could not be reached; nothing was sent.
    pub const NOT_SENT: &str = "not-sent";
    /// The service is still at work on what has to stand before the call.
    pub const PREPARING: &str = "preparing";
    /// The platform asked to wait.
    pub const WAIT: &str = "wait";
    /// Tried too often without ever being sent.
    pub const TOO_OFTEN: &str = "too-often";
    /// A worker stopped during the send.
    pub const LEASE_LOST: &str = "lease-lost";
    /// The platform says that the same post is there already.
    pub const DUPLICATE: &str = "duplicate";
    /// The platform says that it has this post, but it is counted for another intent.
    pub const CLAIMED: &str = "claimed";
    /// A person states that it is not there.
    pub const DENIED: &str = "denied";
    /// A task by hand that nobody took in its time.
    pub const NOT_TAKEN: &str = "not-taken";
    /// Whoever took a task by hand did not say in its time what came of it.
    pub const NOT_ANSWERED: &str = "not-answered";
    /// Whoever took a task by hand says that they did not post it.
    pub const NOT_POSTED: &str = "not-posted";
    /// Whoever took a task by hand does not know whether they posted it.
    pub const UNSURE: &str = "unsure";
}

/// How often a send that certainly never left is tried before a person has to look.
const TRIES_MAX: i64 = 8;

/// When to try again what certainly was not sent: 1, 2, 4 … minutes, at most 30.
pub fn again_after(attempts: i64) -> Option<SignedDuration> {
    (attempts < TRIES_MAX)
        .then(|| SignedDuration::from_mins(1 << attempts.clamp(1, 6) >> 1).min(SignedDuration::from_mins(30)))
}

/// When to look for an unknown outcome again: soon at first (platforms show posts late), at last every six hours.
pub fn look_after(looks: i64) -> SignedDuration {
    const MINUTES: [i64; 7] = [1, 2, 5, 15, 60, 180, 360];
    let index = usize::try_from(looks).unwrap_or(0).min(MINUTES.len() - 1);
    SignedDuration::from_mins(MINUTES[index])
}
