//! Where an intended send stands, what is known there, and how it goes on.

use jiff::Timestamp;

use crate::{
    Digest, PersonId,
    words::{states, words},
};

states! {
    /// Where an intended send stands, with what is known there and nothing else: a lease that outlives its worker's
    /// call, or a proof of something that is not published, cannot be written down.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum State;

    /// The name of a [`State`].
    pub enum PublicationState {
        /// Waits for its time (予約済).
        Scheduled = "scheduled" {
            /// Why it waits longer than a person chose.
            why: Option<Why>,
        },
        /// A worker has it; cancel comes too late.
        Leased = "leased" {
            /// Which worker.
            by: String,
            /// Until when.
            until: Timestamp,
            /// Why it waited before: it waits on for the same reason if the lease comes to nothing.
            why: Option<Why>,
        },
        /// The intent is stored; the call may have been made (送信中).
        Sending = "sending" {
            /// Which worker calls.
            by: String,
            /// Until when the call may run; then its outcome is unknown.
            until: Timestamp,
        },
        /// Waits for a person who posts it by hand (手作業待ち). Nobody has its text yet.
        Waiting = "waiting" {
            /// Until when somebody may take it; then it is held.
            until: Timestamp,
        },
        /// A person has taken it and its text, and posts it by hand (手作業中); cancel comes too late.
        Taken = "taken" {
            /// Who.
            by: PersonId,
            /// Until when they may answer what came of it; then its outcome is unknown.
            until: Timestamp,
        },
        /// On the platform (投稿済).
        Published = "published" {
            /// How we know.
            proof: Proof,
            /// When, as far as known.
            at: Timestamp,
            /// Which post it became; absent where a service's posts have no addresses and persons looked.
            platform_post: Option<PlatformPost>,
        },
        /// Definitely not on the platform (送信失敗).
        Failed = "failed" {
            why: Why,
        },
        /// Waits for a person (保留).
        Held = "held" {
            why: Why,
        },
        /// May be on the platform or not (結果不明). Never sent again by itself.
        Unknown = "unknown" {
            /// When to look for it next.
            look_at: Timestamp,
            /// How often it was looked for.
            looks: i64,
            /// Why nobody can tell.
            why: Why,
        },
        /// Cancelled before a worker had it (取りやめ).
        Cancelled = "cancelled" {
            /// What it had waited for.
            why: Option<Why>,
        },
    }
}

/// Why a send failed, waits or is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// A word with a localised message, `publication-reason-<word>`.
    pub word: String,
    /// Further words of the platform or the person.
    pub detail: Option<String>,
}

impl Why {
    /// A word and what else was said.
    pub fn new(word: impl Into<String>, detail: Option<String>) -> Self {
        Self { word: word.into(), detail }
    }

    /// A word alone.
    pub fn of(word: impl Into<String>) -> Self {
        Self::new(word, None)
    }
}

/// What a call was to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wire {
    /// Hash of the bytes.
    pub hash: Digest,
    /// Hash of the text by which the post would be found again; absent where it cannot be.
    pub match_hash: Option<Digest>,
}

/// A post as its platform knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformPost {
    /// The platform's id, counted for one intent only.
    pub id: String,
    /// Its address.
    pub permalink: Option<String>,
}

words! {
    /// How we know that something was published; never shown stronger than it is.
    #[derive(PartialOrd, Ord)]
    pub enum Proof {
        /// A person says so (本人申告).
        Stated = "stated",
        /// Another person looked at it (目視).
        Seen = "seen",
        /// Found afterwards through the platform's interface (閲覧照合).
        Readback = "readback",
        /// The platform answered the call itself, or we serve it ourselves (API照合).
        Api = "api",
    }
}

/// What happens to an intended send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A worker takes it.
    Lease {
        /// Which.
        by: String,
        /// Until when.
        until: Timestamp,
    },
    /// The lease ran out before the intent was stored: nothing was sent.
    LeaseExpired,
    /// The intent is stored; the call follows.
    Begin {
        /// What it is to send.
        wire: Wire,
        /// Until when it may run.
        until: Timestamp,
    },
    /// The worker is still at it, before the intent is stored: something has to be brought first.
    Renew {
        /// Until when it has it now.
        until: Timestamp,
    },
    /// Regulation, window or caution stop it.
    Hold(Why),
    /// Its time has come, and it goes by hand: it waits for whoever takes it.
    Offer {
        /// Until when it may be taken.
        until: Timestamp,
    },
    /// A person takes it: the intent is stored, and only then the text appears.
    Take {
        /// Who.
        by: PersonId,
        /// What they are to post.
        wire: Wire,
        /// Until when they may answer.
        until: Timestamp,
    },
    /// Whoever took it says that they posted it. A statement, whatever else is known.
    Report {
        /// When they posted it.
        at: Timestamp,
        /// Which post it is, where it has an address.
        platform_post: Option<PlatformPost>,
    },
    /// Whoever took it says that they did not post it.
    GiveBack(Why),
    /// Somebody looked at what is published: we know it better than before, never worse.
    Confirm {
        /// How we know.
        proof: Proof,
    },
    /// The body's own website has it: written in the transaction of the act, so there is no call.
    Serve {
        /// Which item.
        platform_post: PlatformPost,
        /// When.
        at: Timestamp,
    },
    /// The platform accepted it.
    Accept {
        /// Which post it became.
        platform_post: PlatformPost,
        /// When we heard so.
        at: Timestamp,
    },
    /// The platform definitely rejected it.
    Reject(Why),
    /// It was definitely not sent and goes back on the schedule.
    Wait(Option<Why>),
    /// Nobody can tell.
    LoseTrack {
        why: Why,
        /// When to look for it first.
        look_at: Timestamp,
    },
    /// A copy of this database may have sent it, and a person says that it may.
    Doubt {
        why: Why,
        /// When to look for it first.
        look_at: Timestamp,
    },
    /// Found on the platform, by read-back or by a person.
    Find {
        /// How we know.
        proof: Proof,
        /// When it was published, as far as known.
        at: Timestamp,
        /// Absent where a person found it and gave no address.
        platform_post: Option<PlatformPost>,
    },
    /// A person states that it is not there.
    Deny(Why),
    /// A person cancels.
    Cancel,
    /// A person puts a held send back on the schedule.
    Reschedule,
}

impl Event {
    const fn name(&self) -> &'static str {
        match self {
            Self::Lease { .. } => "lease",
            Self::LeaseExpired => "lease-expired",
            Self::Begin { .. } => "begin",
            Self::Renew { .. } => "renew",
            Self::Hold(_) => "hold",
            Self::Offer { .. } => "offer",
            Self::Take { .. } => "take",
            Self::Report { .. } => "report",
            Self::GiveBack(_) => "give-back",
            Self::Confirm { .. } => "confirm",
            Self::Serve { .. } => "serve",
            Self::Accept { .. } => "accept",
            Self::Reject(_) => "reject",
            Self::Wait(_) => "wait",
            Self::LoseTrack { .. } => "lose-track",
            Self::Doubt { .. } => "doubt",
            Self::Find { .. } => "find",
            Self::Deny(_) => "deny",
            Self::Cancel => "cancel",
            Self::Reschedule => "reschedule",
        }
    }
}

/// The move is not possible from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible in state {}", state.as_str())]
pub struct InvalidTransition {
    /// From where.
    pub state: PublicationState,
    /// What was tried.
    pub event: &'static str,
}

impl PublicationState {
    /// Something is, or may be, on the platform; content can no longer change.
    pub const fn send_begun(self) -> bool {
        matches!(self, Self::Sending | Self::Taken | Self::Published | Self::Unknown)
    }

    /// No second publication of the same target may exist beside one in this state.
    pub const fn is_live(self) -> bool {
        !matches!(self, Self::Failed | Self::Cancelled)
    }

    /// A worker has it in hand.
    pub const fn in_hand(self) -> bool {
        matches!(self, Self::Leased | Self::Sending)
    }

    /// Only a person moves it on from here, or nobody.
    pub const fn at_rest(self) -> bool {
        matches!(self, Self::Published | Self::Failed | Self::Held | Self::Unknown | Self::Cancelled)
    }
}

impl State {
    /// Which worker has it in hand, and until when.
    pub fn lease(&self) -> Option<(&str, Timestamp)> {
        match self {
            Self::Leased { by, until, .. } | Self::Sending { by, until } => Some((by, *until)),
            _ => None,
        }
    }

    /// Until when it may stay as it is: the end of a lease, or of the time of a task by hand.
    pub const fn until(&self) -> Option<Timestamp> {
        match self {
            Self::Leased { until, .. }
            | Self::Sending { until, .. }
            | Self::Waiting { until }
            | Self::Taken { until, .. } => Some(*until),
            _ => None,
        }
    }

    /// Why it failed, waits or is unknown.
    pub const fn why(&self) -> Option<&Why> {
        match self {
            Self::Scheduled { why } | Self::Leased { why, .. } | Self::Cancelled { why } => why.as_ref(),
            Self::Failed { why } | Self::Held { why } | Self::Unknown { why, .. } => Some(why),
            Self::Sending { .. } | Self::Waiting { .. } | Self::Taken { .. } | Self::Published { .. } => None,
        }
    }

    /// The word of [`Self::why`].
    pub fn reason(&self) -> Option<&str> {
        self.why().map(|why| why.word.as_str())
    }

    /// How we know that it is published, once it is.
    pub const fn proof(&self) -> Option<Proof> {
        match self {
            Self::Published { proof, .. } => Some(*proof),
            _ => None,
        }
    }

    /// Which post it became, as far as known.
    pub const fn platform_post(&self) -> Option<&PlatformPost> {
        match self {
            Self::Published { platform_post, .. } => platform_post.as_ref(),
            _ => None,
        }
    }

    /// The next state.
    ///
    /// # Errors
    /// The move is not possible from here.
    pub fn after(self, event: Event) -> Result<Self, InvalidTransition> {
        use Event as E;
        Ok(match (self, event) {
            (Self::Scheduled { why }, E::Lease { by, until }) => Self::Leased { by, until, why },
            (Self::Leased { why, .. }, E::LeaseExpired)
            // From a lease: what had to be brought first is not there.
            | (Self::Leased { .. } | Self::Sending { .. }, E::Wait(why)) => Self::Scheduled { why },
            (Self::Leased { by, why, .. }, E::Renew { until }) => Self::Leased { by, until, why },
            (Self::Leased { by, .. }, E::Begin { until, .. }) => Self::Sending { by, until },
            (Self::Leased { .. } | Self::Scheduled { .. } | Self::Waiting { .. }, E::Hold(why)) => Self::Held { why },
            (Self::Leased { .. } | Self::Scheduled { .. }, E::Serve { platform_post, at })
            | (Self::Sending { .. }, E::Accept { platform_post, at }) => {
                Self::Published { proof: Proof::Api, at, platform_post: Some(platform_post) }
            }
            (Self::Scheduled { .. }, E::Offer { until }) => Self::Waiting { until },
            (Self::Waiting { .. }, E::Take { by, until, .. }) => Self::Taken { by, until },
            // Who had the text may still say that they posted it after their time ran out; a late no is somebody else's look.
            (Self::Taken { .. } | Self::Unknown { .. }, E::Report { at, platform_post }) => {
                Self::Published { proof: Proof::Stated, at, platform_post }
            }
            (Self::Taken { .. }, E::GiveBack(why)) => Self::Held { why },
            (Self::Published { proof: known, at, platform_post }, E::Confirm { proof }) => {
                Self::Published { proof: known.max(proof), at, platform_post }
            }
            (Self::Unknown { .. }, E::Find { proof, at, platform_post }) => Self::Published { proof, at, platform_post },
            (Self::Leased { .. } | Self::Sending { .. }, E::Reject(why)) | (Self::Unknown { .. }, E::Deny(why)) => {
                Self::Failed { why }
            }
            (Self::Sending { .. } | Self::Taken { .. }, E::LoseTrack { why, look_at })
            // Whatever this database believes of it: another may have sent it.
            | (
                Self::Scheduled { .. }
                | Self::Held { .. }
                | Self::Leased { .. }
                | Self::Sending { .. }
                | Self::Waiting { .. }
                | Self::Taken { .. },
                E::Doubt { why, look_at },
            ) => Self::Unknown { look_at, looks: 0, why },
            (Self::Scheduled { why }, E::Cancel) => Self::Cancelled { why },
            (Self::Waiting { .. }, E::Cancel) => Self::Cancelled { why: None },
            (Self::Held { why }, E::Cancel) => Self::Cancelled { why: Some(why) },
            (Self::Held { .. }, E::Reschedule) => Self::Scheduled { why: None },
            (state, event) => return Err(InvalidTransition { state: state.name(), event: event.name() }),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Id as _;

    fn why() -> Why {
        Why::of("x")
    }

    /// One event of each kind.
    fn events() -> Vec<Event> {
        let (at, by) = (Timestamp::UNIX_EPOCH, || "w".to_owned());
        let post = || PlatformPost { id: "1".to_owned(), permalink: None };
        let wire = Wire { hash: Digest::of(b"w"), match_hash: None };
        let person = PersonId::from_uuid(uuid::Uuid::nil());
        vec![
            Event::Lease { by: by(), until: at },
            Event::LeaseExpired,
            Event::Begin { wire, until: at },
            Event::Renew { until: at },
            Event::Hold(why()),
            Event::Offer { until: at },
            Event::Take { by: person, wire, until: at },
            Event::Report { at, platform_post: Some(post()) },
            Event::GiveBack(why()),
            Event::Confirm { proof: Proof::Seen },
            Event::Serve { platform_post: post(), at },
            Event::Accept { platform_post: post(), at },
            Event::Reject(why()),
            Event::Wait(None),
            Event::LoseTrack { why: why(), look_at: at },
            Event::Doubt { why: why(), look_at: at },
            Event::Find { proof: Proof::Seen, at, platform_post: None },
            Event::Deny(why()),
            Event::Cancel,
            Event::Reschedule,
        ]
    }

    #[test]
    fn words_read_back() {
        for state in PublicationState::ALL {
            assert_eq!(PublicationState::parse(state.as_str()), Some(state));
            assert_eq!(serde_json::to_value(state).expect("a word"), state.as_str());
        }
    }

    proptest! {
        /// On no walk does a send begin again after it was published or while its outcome is unknown,
        /// and an unknown outcome leaves only by being found or by a person's word. A text that a person took by hand counts
        /// as begun: nobody else gets it before they said that they did not post it.
        #[test]
        fn at_most_once_on_every_walk(walk in prop::collection::vec(0..20_usize, 0..60)) {
            let events = events();
            let mut state = State::Scheduled { why: None };
            let (mut published, mut begun_open) = (false, false);
            for event in walk.into_iter().map(|index| events[index].clone()) {
                let Ok(next) = state.clone().after(event.clone()) else { continue };
                if matches!(event, Event::Begin { .. } | Event::Take { .. }) {
                    prop_assert!(!published && !begun_open);
                    begun_open = true;
                }
                if matches!(event, Event::Wait(_) | Event::Reject(_) | Event::Deny(_) | Event::GiveBack(_)) {
                    begun_open = false;
                }
                if matches!(state, State::Unknown { .. }) {
                    let resolved = matches!(event, Event::Find { .. } | Event::Report { .. } | Event::Deny(_));
                    prop_assert!(resolved);
                }
                let is_published = matches!(next, State::Published { .. });
                prop_assert!(!published || is_published);
                // What is known of a published post gets better or stays.
                prop_assert!(!published || next.proof() >= state.proof());
                published |= is_published;
                state = next;
            }
        }
    }
}
