//! Posts made outside the system (システム外投稿): in the app of a service, by a relay, by a tool of others; registered
//! afterwards, so that they are not taken for posts of strangers.

use jiff::Timestamp;

use crate::{AccountId, AppointmentId, MediaId, OutsideId, PersonId, words::words};

/// A registered post that was not made here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    pub id: OutsideId,
    pub account: AccountId,
    /// How it came there.
    pub through: Through,
    /// When it was posted.
    pub posted_at: Timestamp,
    /// What it says.
    pub text: String,
    /// Why it was posted that way.
    pub reason: String,
    /// On which device, in the words of whoever registers it.
    pub device: String,
    /// Its address, where it has one.
    pub url: Option<String>,
    /// The service's id of it, read from the address: counted once.
    pub platform_post: Option<String>,
    /// A picture of the screen.
    pub picture: Option<MediaId>,
    /// Who registered it.
    pub person: PersonId,
    pub capacity: AppointmentId,
    /// When.
    pub at: Timestamp,
}

words! {
    /// How a post came to an account without this system.
    pub enum Through {
        /// Typed in the service's own app or page.
        App = "app",
        /// By a relay of warnings (Jアラート …).
        Relay = "relay",
        /// By another tool of the body, such as one that addresses segments on LINE.
        Tool = "tool",
        /// Otherwise.
        Other = "other",
    }
}
