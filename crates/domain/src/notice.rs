//! Being told outside the program what waits (decision 0046): places of a person, what is told there, and when.

mod pace;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::pace::{MINUTES, Rhythm};
use crate::{Digest, Localized, NoticeId, NoticeLineId, NoticePlaceId, PersonId, words::words};

words! {
    /// How a place is reached.
    pub enum PlaceKind {
        /// By mail, handed to the mail server of the installation.
        Mail = "mail",
        /// By a signed call of an address on the web, such as that of a chat.
        Hook = "hook",
    }
}

words! {
    /// How soon something is told.
    pub enum Pace {
        /// As soon as it waits.
        Once = "once",
        /// Once a day, everything together.
        Daily = "daily",
    }
}

words! {
    /// What a message is for.
    pub enum MessageKind {
        /// It carries the code that proves a place.
        Proof = "proof",
        /// It tells what began to wait.
        Work = "work",
        /// It tells what waits, once a day.
        Digest = "digest",
    }
}

words! {
    /// Where a message stands.
    pub enum MessageState {
        /// It is to be handed over.
        Waiting = "waiting",
        /// A worker has it in hand.
        Sending = "sending",
        /// It was taken.
        Sent = "sent",
        /// It was refused for good, or nobody took it for too long.
        Failed = "failed",
        /// There was nothing left to tell when its time came.
        Dropped = "dropped",
    }
}

/// A place outside the program where a person is told what waits for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticePlace {
    pub id: NoticePlaceId,
    /// Counts its changes.
    pub version: i64,
    /// Whose it is.
    pub person: PersonId,
    pub kind: PlaceKind,
    /// What is shown of it: of a mail address all, of a hook its host.
    pub shown: String,
    /// Under which key the rest is sealed.
    pub key_id: String,
    /// Where it lies and, of a hook, the key that signs; sealed. Empty: it was ended, and nothing is kept.
    pub sealed: Vec<u8>,
    /// In which language is written there: `ja` or `en`.
    pub lang: String,
    pub rhythm: Rhythm,
    /// Hash of the code that was sent last, and until when it counts.
    pub code: Option<Digest>,
    pub code_until: Option<Timestamp>,
    /// Wrong codes since then.
    pub code_tries: i64,
    /// When its owner showed that they read there.
    pub proven_at: Option<Timestamp>,
    /// Since when nothing arrives, and why.
    pub failing_since: Option<Timestamp>,
    pub failing_why: Option<String>,
    pub created_at: Timestamp,
    /// When its owner, or who manages people, ended it.
    pub ended_at: Option<Timestamp>,
}

impl NoticePlace {
    /// Whether something is told there.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.proven_at.is_some() && self.ended_at.is_none()
    }
}

/// A message to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub id: NoticeId,
    pub place: NoticePlaceId,
    pub kind: MessageKind,
    pub state: MessageState,
    /// When it is tried next.
    pub due_at: Timestamp,
    /// How often it was tried.
    pub tries: i64,
    /// Who has it in hand, and until when.
    pub lease_owner: Option<String>,
    pub lease_until: Option<Timestamp>,
    /// What the last try came to, in the words of the other side; never an address.
    pub why: Option<String>,
    pub created_at: Timestamp,
    /// When it came to its end.
    pub ended_at: Option<Timestamp>,
}

/// Waits between tries of a message, in minutes; after the last it has failed. Together two days and a half: a mail server that
/// is away over a weekend night does not lose anything, and a dead address is told within the week.
const WAITS: [i64; 10] = [1, 5, 15, 60, 180, 360, 720, 720, 720, 720];

/// When a message is tried again after so many tries; absent: it is given up.
#[must_use]
pub fn again(tries: i64, now: Timestamp) -> Option<Timestamp> {
    let wait = usize::try_from(tries.saturating_sub(1)).ok().and_then(|at| WAITS.get(at))?;
    now.checked_add(jiff::SignedDuration::from_mins(*wait)).ok()
}

/// A thing that waits, as it is told at one place. Once from when it waits until it does no more: what waits again is told again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLine {
    pub id: NoticeLineId,
    pub place: NoticePlaceId,
    /// [`Line::key`].
    pub key: Digest,
    /// What is told.
    pub line: Line,
    /// Since when it waits, as far as the program noticed.
    pub found_at: Timestamp,
    /// The message that tells it.
    pub message: Option<NoticeId>,
    /// When it waited no more.
    pub over_at: Option<Timestamp>,
}

/// What is told of a thing that waits: its kind, number, account, until when, and where it is done. Neither title (件名) nor text
/// of a post: this is read on telephones, in meetings, and by whoever passes by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The same at each asking.
    pub key: Digest,
    pub what: What,
    /// The document number of a post, or the procedure of a step.
    pub also: Localized,
    /// The accounts concerned, by their names.
    pub accounts: Vec<String>,
    /// Since when, as far as that is known: the same at each asking.
    pub since: Timestamp,
    /// Until when.
    pub due: Option<Timestamp>,
    /// Path of the page where it is done.
    pub path: String,
}

/// The kind of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// A text of the program, by its key.
    Text(String),
    /// A text of the program into which a word of the regulation is put.
    With {
        /// Of the text.
        key: String,
        /// Of its placeholder.
        name: String,
        /// The regulation's word.
        label: Localized,
    },
    /// A word of the regulation alone.
    Label(Localized),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_end_and_come_ever_later() {
        let now = Timestamp::UNIX_EPOCH;
        let all: Vec<_> = (1..).map_while(|tries| again(tries, now)).collect();
        assert_eq!(all.len(), WAITS.len());
        assert!(all.is_sorted());
        assert_eq!((again(0, now), again(i64::MIN, now), again(i64::MAX, now)), (None, None, None));
        assert_eq!(again(1, Timestamp::MAX), None);
    }
}
