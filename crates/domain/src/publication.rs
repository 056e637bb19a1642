//! A publication: one intended send of one target, at most once (decision 0007).

use serde::{Deserialize, Serialize};

/// Where an intended send stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PublicationState {
    /// Waits for its time (予約済).
    Scheduled,
    /// A worker has it; cancel comes too late.
    Leased,
    /// The intent is stored; the call may have been made (送信中).
    Sending,
    /// On the platform (投稿済).
    Published,
    /// Definitely not on the platform (送信失敗).
    Failed,
    /// Waits for a person (保留).
    Held,
    /// May be on the platform or not (結果不明). Never sent again by itself.
    Unknown,
    /// Cancelled before a worker had it (取りやめ).
    Cancelled,
}

/// What happens to an intended send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PublicationEvent {
    /// A worker takes it.
    Lease,
    /// The lease ran out before the intent was stored: nothing was sent.
    LeaseExpired,
    /// The intent is stored.
    Begin,
    /// Regulation, window or caution stop it.
    Hold,
    /// The platform accepted it.
    Accept,
    /// The platform definitely rejected it.
    Reject,
    /// The platform definitely did not take it and says when to come again.
    Wait,
    /// Nobody can tell.
    LoseTrack,
    /// Found on the platform, by read-back or by a person.
    Find,
    /// A person states that it is not there.
    Deny,
    /// A person cancels.
    Cancel,
    /// A person puts a held send back on the schedule.
    Reschedule,
}

/// The move is not possible from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{event:?} is not possible in state {state:?}")]
pub struct InvalidTransition {
    /// From where.
    pub state: PublicationState,
    /// What was tried.
    pub event: PublicationEvent,
}

impl PublicationState {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Scheduled,
        Self::Leased,
        Self::Sending,
        Self::Published,
        Self::Failed,
        Self::Held,
        Self::Unknown,
        Self::Cancelled,
    ];

    /// The word in database and API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Leased => "leased",
            Self::Sending => "sending",
            Self::Published => "published",
            Self::Failed => "failed",
            Self::Held => "held",
            Self::Unknown => "unknown",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Something is, or may be, on the platform; content can no longer change.
    pub const fn send_begun(self) -> bool {
        matches!(self, Self::Sending | Self::Published | Self::Unknown)
    }

    /// No second publication of the same target may exist beside one in this state.
    pub const fn is_live(self) -> bool {
        !matches!(self, Self::Failed | Self::Cancelled)
    }

    /// Only a person moves it on from here, or nobody.
    pub const fn at_rest(self) -> bool {
        matches!(self, Self::Published | Self::Failed | Self::Held | Self::Unknown | Self::Cancelled)
    }

    /// The next state.
    ///
    /// # Errors
    /// The move is not possible from here.
    pub const fn after(self, event: PublicationEvent) -> Result<Self, InvalidTransition> {
        use PublicationEvent as E;
        Ok(match (self, event) {
            (Self::Scheduled, E::Lease) => Self::Leased,
            (Self::Leased, E::LeaseExpired) | (Self::Sending, E::Wait) => Self::Scheduled,
            (Self::Leased, E::Begin) => Self::Sending,
            (Self::Leased | Self::Scheduled, E::Hold) => Self::Held,
            // The website feed is written in the transaction of the act itself.
            (Self::Leased | Self::Sending, E::Accept) | (Self::Unknown, E::Find) => Self::Published,
            (Self::Sending, E::Reject) | (Self::Unknown, E::Deny) => Self::Failed,
            (Self::Sending, E::LoseTrack) => Self::Unknown,
            (Self::Scheduled | Self::Held, E::Cancel) => Self::Cancelled,
            (Self::Held, E::Reschedule) => Self::Scheduled,
            (state, event) => return Err(InvalidTransition { state, event }),
        })
    }
}

/// How we know that something was published; never shown stronger than it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// A person says so (本人申告).
    Stated,
    /// Another person looked at it (目視).
    Seen,
    /// Found afterwards through the platform's interface (閲覧照合).
    Readback,
    /// The platform answered the call itself, or we serve it ourselves (API照合).
    Api,
}

impl Proof {
    /// The word in database and API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Seen => "seen",
            Self::Readback => "readback",
            Self::Api => "api",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Stated, Self::Seen, Self::Readback, Self::Api].into_iter().find(|p| p.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const EVENTS: [PublicationEvent; 12] = [
        PublicationEvent::Lease,
        PublicationEvent::LeaseExpired,
        PublicationEvent::Begin,
        PublicationEvent::Hold,
        PublicationEvent::Accept,
        PublicationEvent::Reject,
        PublicationEvent::Wait,
        PublicationEvent::LoseTrack,
        PublicationEvent::Find,
        PublicationEvent::Deny,
        PublicationEvent::Cancel,
        PublicationEvent::Reschedule,
    ];

    #[test]
    fn words_read_back() {
        for state in PublicationState::ALL {
            assert_eq!(PublicationState::parse(state.as_str()), Some(state));
        }
    }

    proptest! {
        /// On no walk does a send begin again after it was published or while its outcome is unknown,
        /// and an unknown outcome leaves only by being found or by a person's word.
        #[test]
        fn at_most_once_on_every_walk(walk in prop::collection::vec(0..12_usize, 0..60)) {
            let mut state = PublicationState::Scheduled;
            let (mut published, mut begun_open) = (false, false);
            for event in walk.into_iter().map(|index| EVENTS[index]) {
                let Ok(next) = state.after(event) else { continue };
                if next == PublicationState::Sending {
                    prop_assert!(!published && !begun_open);
                    begun_open = true;
                }
                if matches!(event, PublicationEvent::Wait | PublicationEvent::Reject | PublicationEvent::Deny) {
                    begun_open = false;
                }
                if state == PublicationState::Unknown {
                    prop_assert!(matches!(event, PublicationEvent::Find | PublicationEvent::Deny));
                }
                prop_assert!(!(published && next != PublicationState::Published));
                published |= next == PublicationState::Published;
                state = next;
            }
        }
    }
}
