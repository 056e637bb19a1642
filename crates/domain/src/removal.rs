//! Taking a published post down (公開停止, decision 0042): decided by whom the text names, a copy kept first, then carried out
//! by a connector, by a row of our own or by a person's hands. That the post was published stays true beside it.

use jiff::Timestamp;

use crate::{
    AccountId, AnswerId, AppointmentId, DeviceId, Digest, MediaId, PersonId, PostId, PublicationId, RemovalCopyId,
    RemovalId,
    publication::{Proof, Why},
    words::{states, words},
};

/// One decision to take one published post down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    pub id: RemovalId,
    /// Counts its changes.
    pub version: i64,
    /// What is taken down.
    pub publication: PublicationId,
    pub post: PostId,
    pub account: AccountId,
    /// How it is carried out.
    pub road: RemovalRoad,
    /// Why, in the words of whoever decided.
    pub reason: String,
    /// Who decided; in their name the regulation is asked again when it is carried out.
    pub person: PersonId,
    pub capacity: AppointmentId,
    /// On which enrolled device they decided.
    pub device: Option<DeviceId>,
    /// When.
    pub at: Timestamp,
    /// The answer on which it rests.
    pub answer: Option<AnswerId>,
    /// How often the program has begun to carry it out.
    pub tries: i64,
    /// Where it stands, with what is known there.
    pub state: State,
}

words! {
    /// How a removal is carried out.
    pub enum RemovalRoad {
        /// By the connector of the service.
        Connector = "connector",
        /// By a person on the service's own screens.
        Hand = "hand",
        /// On the body's own website: in the act that decides.
        Feed = "feed",
    }
}

states! {
    /// Where a removal stands.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum State;
    /// Its name.
    pub enum RemovalState {
        /// Decided; the program carries it out.
        Asked = "asked" {
            /// When it is tried.
            due_at: Timestamp,
            /// What the last try came to.
            why: Option<Why>,
        },
        /// A worker has it in hand. To take away what is away changes nothing, so it is begun again when its time is over.
        Removing = "removing" {
            /// Which.
            by: String,
            /// Until when.
            until: Timestamp,
        },
        /// It waits for a person's hands.
        Waiting = "waiting",
        /// It is gone.
        Removed = "removed" {
            /// Since when, as far as known.
            at: Timestamp,
            /// How we know.
            proof: Proof,
        },
        /// It could not be taken down.
        Failed = "failed" {
            /// When that was clear.
            at: Timestamp,
            why: Why,
        },
        /// Nobody can tell: somebody has to look.
        Unknown = "unknown" { why: Why },
        /// Whoever may decide has called it off.
        CalledOff = "called-off" {
            /// When.
            at: Timestamp,
        },
    }
}

/// What happens to a removal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A worker takes it.
    Lease { by: String, until: Timestamp },
    /// It is gone: the service says so, it is ours, or a person says so.
    Gone { at: Timestamp, proof: Proof },
    /// Certainly not done.
    Fail { at: Timestamp, why: Why },
    /// Not done, or nobody can tell: tried once more, which harms nothing.
    Again { due_at: Timestamp, why: Why },
    /// Nobody can tell, and the program tries no more.
    LoseTrack(Why),
    /// No connector carries it out after all.
    ByHand,
    /// Whoever may decide on it decides otherwise, before anybody may be at it.
    CallOff { at: Timestamp },
}

impl RemovalState {
    /// No second removal of the same post may stand beside one in this state.
    pub const fn is_live(self) -> bool {
        !matches!(self, Self::Failed | Self::CalledOff)
    }
}

/// The move is not possible from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a removal that is {} does not go there", .0.as_str())]
pub struct InvalidMove(pub RemovalState);

impl Removal {
    /// Moves it. Whatever belonged to the former state alone is gone with it.
    ///
    /// # Errors
    /// The move is not possible from here; nothing is changed.
    pub fn step(&mut self, event: Event) -> Result<(), InvalidMove> {
        let no = Err(InvalidMove(self.state.name()));
        self.state = match (&self.state, event) {
            // A worker that lost its time has lost it to whoever takes it next; the caller looks at the time.
            (State::Asked { .. } | State::Removing { .. }, Event::Lease { by, until }) => {
                self.tries += 1;
                State::Removing { by, until }
            }
            (State::Asked { .. } | State::Removing { .. } | State::Waiting | State::Unknown { .. }, event) => {
                match event {
                    Event::Gone { at, proof } => State::Removed { at, proof },
                    Event::Fail { at, why } => State::Failed { at, why },
                    Event::LoseTrack(why) => State::Unknown { why },
                    Event::Again { due_at, why } if matches!(self.state, State::Removing { .. }) => {
                        State::Asked { due_at, why: Some(why) }
                    }
                    Event::ByHand if matches!(self.state, State::Asked { .. } | State::Removing { .. }) => {
                        self.road = RemovalRoad::Hand;
                        State::Waiting
                    }
                    Event::CallOff { at } if matches!(self.state, State::Asked { .. } | State::Waiting) => {
                        State::CalledOff { at }
                    }
                    _ => return no,
                }
            }
            // Known better than before, never worse.
            (State::Removed { at, proof: known }, Event::Gone { proof, .. }) => {
                State::Removed { at: *at, proof: proof.max(*known) }
            }
            // Seen there again: it takes another decision.
            (State::Removed { .. }, Event::Fail { at, why }) => State::Failed { at, why },
            _ => return no,
        };
        Ok(())
    }
}

/// What is kept of a post that is taken down, before it is. Never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovalCopy {
    pub id: RemovalCopyId,
    pub removal: RemovalId,
    pub kind: CopyKind,
    /// When.
    pub at: Timestamp,
    /// Who kept it; absent: the program.
    pub person: Option<PersonId>,
    /// The text; empty for a picture of the screen.
    pub text: String,
    pub link: Option<String>,
    /// Where it stood.
    pub url: Option<String>,
    /// The service's id of it.
    pub platform_post: Option<String>,
    /// What was approved, with its pictures.
    pub content: Option<Digest>,
    /// A picture of the screen.
    pub picture: Option<MediaId>,
    /// Why there is nothing to keep, as the program or a person says.
    pub missing: Option<String>,
}

words! {
    /// Of what a copy is.
    pub enum CopyKind {
        /// What was sent, from our own rows.
        Sent = "sent",
        /// What the service showed just before.
        Shown = "shown",
        /// A picture of the screen that a person took.
        Screen = "screen",
        /// None could be had, and why.
        Missing = "missing",
    }
}

words! {
    /// What a person who was to take a post down says of it.
    pub enum RemovalOutcome {
        /// They took it down.
        Removed = "removed",
        /// It was not there any more.
        Gone = "gone",
        /// They did not, or could not.
        NotRemoved = "not-removed",
        /// They do not know.
        Unsure = "unsure",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id as _;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a time")
    }

    fn removal() -> Removal {
        let id = uuid::Uuid::from_u128(7);
        Removal {
            id: RemovalId::from_uuid(id),
            version: 1,
            publication: PublicationId::from_uuid(id),
            post: PostId::from_uuid(id),
            account: AccountId::from_uuid(id),
            road: RemovalRoad::Connector,
            reason: "違う".to_owned(),
            person: PersonId::from_uuid(id),
            capacity: AppointmentId::from_uuid(id),
            device: None,
            at: at(0),
            answer: None,
            tries: 0,
            state: State::Asked { due_at: at(0), why: None },
        }
    }

    fn events() -> Vec<Event> {
        let why = Why::of("x");
        vec![
            Event::Lease { by: "w".to_owned(), until: at(9) },
            Event::Gone { at: at(5), proof: Proof::Stated },
            Event::Fail { at: at(5), why: why.clone() },
            Event::Again { due_at: at(6), why: why.clone() },
            Event::LoseTrack(why),
            Event::ByHand,
            Event::CallOff { at: at(5) },
        ]
    }

    /// Every walk of some steps: what is over stays over, and nothing is called off that a worker may be carrying out.
    #[test]
    fn every_walk_keeps_its_promises() {
        let mut all = vec![removal()];
        for _ in 0..5 {
            let mut next = vec![];
            for one in &all {
                for event in events() {
                    let mut moved = one.clone();
                    if moved.step(event.clone()).is_err() {
                        assert_eq!(&moved, one, "a refused move changes nothing");
                        continue;
                    }
                    let (from, to) = (one.state.name(), moved.state.name());
                    assert!(from.is_live(), "{from:?} is over, {event:?}");
                    if to == RemovalState::CalledOff {
                        assert!(matches!(from, RemovalState::Asked | RemovalState::Waiting), "{from:?}");
                    }
                    if from == RemovalState::Removed {
                        assert!(matches!(to, RemovalState::Removed | RemovalState::Failed), "{to:?}");
                    }
                    next.push(moved);
                }
            }
            all = next;
        }
        assert!(!all.is_empty());
    }

    #[test]
    fn what_is_known_of_it_only_gets_better() {
        let mut one = removal();
        one.step(Event::Gone { at: at(5), proof: Proof::Seen }).expect("gone");
        one.step(Event::Gone { at: at(8), proof: Proof::Stated }).expect("told again");
        assert_eq!(one.state, State::Removed { at: at(5), proof: Proof::Seen });
    }
}
