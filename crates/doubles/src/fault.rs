//! What can go wrong with one request, in the words that all services share. Each double says what it looks like there.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};

/// One thing that goes wrong with one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Fault {
    /// It is done, and the connection breaks before the reply.
    DropReplyAfterAccept,
    /// The connection breaks before it is done.
    DropBeforeAccept,
    /// It is done, the connection breaks, and so many read-backs do not show it yet.
    AcceptLate {
        /// Read-backs that do not show it yet.
        reads: u32,
    },
    /// It is done and acknowledged, and so many read-backs do not show it yet.
    LagReadBack {
        /// Read-backs that do not show it yet.
        reads: u32,
    },
    /// It is done, and the answer is HTTP 500.
    FiveHundredAfterAccept,
    /// HTTP 500, and it is not done.
    FiveHundredBeforeAccept,
    /// Too much was asked; with the service's own headers.
    RateLimited,
    /// What was paid in, or the share of the day, is used up.
    Spent,
    /// The token is over, whatever it is.
    TokenExpired,
    /// The service says that it has this already.
    Duplicate,
    /// It is done, and the answer is a success that cannot be read.
    Garbled,
    /// It is done, and the reply comes after a real delay; for runs against a killed process.
    Delayed {
        /// Milliseconds.
        millis: u32,
    },
    /// It is taken, and found to be bad only when it is looked at later.
    FailsLate,
}

/// The kinds of requests to which something can happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// The one call that makes a post visible.
    Publish,
    /// Bringing and putting together what it needs.
    Prepare,
    /// Reading posts back.
    Read,
    /// Making a token.
    Token,
}

/// What shall go wrong next, one each, by kind of request.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<[VecDeque<Fault>; 4]>);

impl Faults {
    pub(crate) fn add(&self, on: On, faults: impl IntoIterator<Item = Fault>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)[on as usize].extend(faults);
    }

    pub(crate) fn next(&self, on: On) -> Option<Fault> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)[on as usize].pop_front()
    }

    pub(crate) fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Default::default();
    }
}
