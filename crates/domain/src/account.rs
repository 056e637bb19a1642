//! Official accounts (公式アカウント).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A service by its word in packs: `facebook`, `youtube`, `website` … Open, because a body may
/// register an account on a service for which no connector exists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Service(String);

/// A text that cannot be the word of a service: 1 to 32 of `a-z0-9-`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a service: {0:?}")]
pub struct InvalidService(pub String);

impl Service {
    /// The body's own website, served by Tatefuda as a feed.
    pub const WEBSITE: &'static str = "website";

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the body's own website.
    pub fn is_website(&self) -> bool {
        self.0 == Self::WEBSITE
    }
}

impl FromStr for Service {
    type Err = InvalidService;
    fn from_str(text: &str) -> Result<Self, InvalidService> {
        let fits = (1..=32).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidService(text.to_owned())) }
    }
}

impl TryFrom<String> for Service {
    type Error = InvalidService;
    fn try_from(text: String) -> Result<Self, InvalidService> {
        text.parse()
    }
}

impl From<Service> for String {
    fn from(service: Service) -> Self {
        service.0
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where an account stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccountState {
    /// Registered, not yet started.
    Preparing,
    /// Running under the regulation.
    Active,
    /// Entered as already running before the regulation was loaded (経過措置).
    Transition,
    /// Posting is suspended.
    Suspended,
    /// Ended and kept (運用終了).
    Closed,
    /// Deleted on its service.
    Deleted,
}

impl AccountState {
    /// The word in packs, database and API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Preparing => "preparing",
            Self::Active => "active",
            Self::Transition => "transition",
            Self::Suspended => "suspended",
            Self::Closed => "closed",
            Self::Deleted => "deleted",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Preparing, Self::Active, Self::Transition, Self::Suspended, Self::Closed, Self::Deleted]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}
