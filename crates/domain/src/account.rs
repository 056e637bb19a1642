//! Official accounts (公式アカウント).

mod owner;
mod state;

use std::{fmt, str::FromStr};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::owner::{OWNERS_MAX, Owner, Share};
pub use self::state::{AccountMove, AccountState, InvalidMove, Run, State};
use crate::{AccountId, SectionId, words::words};

/// A registered account (公式アカウント台帳の一行).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    /// Counts its changes.
    pub version: i64,
    pub service: Service,
    /// The account's name as shown on the service.
    pub name: String,
    /// Its handle on the service; may be empty.
    pub handle: String,
    /// Its address for residents; may be empty, which a regulation can forbid.
    pub url: String,
    /// What it is for.
    pub purpose: String,
    /// The section that operates it.
    pub section: SectionId,
    /// The sections that run it together with that one, whenever they did or will.
    pub shares: Vec<Share>,
    /// Its class, where the body's pack has classes.
    pub class: Option<String>,
    /// The service's own id, such as that of a page.
    pub external_id: Option<String>,
    /// Whether it stands on the public page.
    pub listed: bool,
    /// A remark on the public page.
    pub public_note: String,
    /// The mail address with which it is registered at the service; may be empty.
    pub mail: String,
    /// Whether that address is one person's own mailbox; absent: nobody answered.
    pub mail_personal: Option<bool>,
    /// The address that its profile shows; may be empty.
    pub profile_url: String,
    /// The page of the body's website that introduces it; may be empty.
    pub listing_url: String,
    /// The section's mailbox in which mail about it is read; may be empty.
    pub mailbox: String,
    /// How posts reach it; absent: by the connector where it is connected, else by hand.
    pub road: Option<Road>,
    /// When it was entered here.
    pub registered_at: Timestamp,
    /// When a person or the system last looked at it.
    pub checked_at: Option<Timestamp>,
    /// Where it stands, with what is known there.
    pub state: State,
}

impl Account {
    /// An account of which the ledger says nothing yet.
    pub fn entered(id: AccountId, service: Service, section: SectionId, at: Timestamp, state: State) -> Self {
        Self {
            id,
            version: 1,
            service,
            name: String::new(),
            handle: String::new(),
            url: String::new(),
            purpose: String::new(),
            section,
            shares: vec![],
            class: None,
            external_id: None,
            listed: false,
            public_note: String::new(),
            mail: String::new(),
            mail_personal: None,
            profile_url: String::new(),
            listing_url: String::new(),
            mailbox: String::new(),
            road: None,
            registered_at: at,
            checked_at: None,
            state,
        }
    }

    /// Where posts to it land.
    pub fn place(&self) -> Place {
        Place::of(&self.service, self.external_id.as_deref(), &self.handle)
    }
}

words! {
    /// How posts reach an account.
    pub enum Road {
        /// A worker sends them over the service's interface.
        Connector = "connector",
        /// A person posts them on the service's own screens (手作業投稿).
        Hand = "hand",
    }
}

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

/// Where a post lands on a service: the account as the service itself knows it, not our row for it. It is part of what an
/// approval covers (decision 0003).
///
/// As text `facebook:id:100` or `x:handle:town`; the word of a service holds no colon.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Place {
    service: Service,
    account: Named,
}

/// By what the service is told which account is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Named {
    /// The service's own id, which it never gives to another.
    Id(String),
    /// The ledger's handle, where nobody knows the id.
    Handle(String),
}

/// A text that names no place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a place: {0:?}")]
pub struct InvalidPlace(pub String);

impl Place {
    /// The place of an account as the ledger has it.
    pub fn of(service: &Service, id: Option<&str>, handle: &str) -> Self {
        let account = match id.filter(|id| !id.is_empty()) {
            Some(id) => Named::Id(id.to_owned()),
            None => Named::Handle(handle.to_owned()),
        };
        Self { service: service.clone(), account }
    }

    pub const fn service(&self) -> &Service {
        &self.service
    }

    /// The service's own id of the account, where it is known.
    pub fn id(&self) -> Option<&str> {
        match &self.account {
            Named::Id(id) => Some(id),
            Named::Handle(_) => None,
        }
    }

    /// The ledger's handle, where it stands for the id.
    pub fn handle(&self) -> Option<&str> {
        match &self.account {
            Named::Id(_) => None,
            Named::Handle(handle) => Some(handle),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.account {
            Named::Id(id) => write!(f, "{}:id:{id}", self.service),
            Named::Handle(handle) => write!(f, "{}:handle:{handle}", self.service),
        }
    }
}

impl FromStr for Place {
    type Err = InvalidPlace;
    fn from_str(text: &str) -> Result<Self, InvalidPlace> {
        let invalid = || InvalidPlace(text.to_owned());
        let mut parts = text.splitn(3, ':');
        let service = parts.next().and_then(|word| word.parse().ok()).ok_or_else(invalid)?;
        let account = match (parts.next(), parts.next()) {
            (Some("id"), Some(id)) if !id.is_empty() => Named::Id(id.to_owned()),
            (Some("handle"), Some(handle)) => Named::Handle(handle.to_owned()),
            _ => return Err(invalid()),
        };
        Ok(Self { service, account })
    }
}

impl TryFrom<String> for Place {
    type Error = InvalidPlace;
    fn try_from(text: String) -> Result<Self, InvalidPlace> {
        text.parse()
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// What the ledger says of a place comes back from its text, and no two places share one.
        #[test]
        fn places_read_back(id in prop::option::of(".{0,12}"), handle in ".{0,12}", other in ".{0,12}") {
            let service: Service = "facebook".parse().expect("a service");
            let place = Place::of(&service, id.as_deref(), &handle);
            prop_assert_eq!(place.to_string().parse::<Place>().expect("a place"), place.clone());
            let second = Place::of(&service, None, &other);
            prop_assert_eq!(place.to_string() == second.to_string(), place == second);
        }
    }

    #[test]
    fn other_texts_are_no_places() {
        for text in ["", "facebook", "facebook:id:", "facebook:page:1", "Facebook:id:1", "facebook:handle"] {
            assert!(text.parse::<Place>().is_err(), "{text}");
        }
    }
}
