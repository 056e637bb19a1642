//! Cases (手続・事案): running procedures of a text, whatever they are about. An incident is one of them.
//!
//! Which steps there are, whose they are and in which order they come is the text's; here stands only what is true of every
//! case: it runs until it ends, it ends once, and nobody does a step twice.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    digest::Digest,
    id::{
        AccountId, AnswerId, AppointmentId, CaseFileId, CaseId, CasePostId, CaseStepId, CaseToldId, OutsideId,
        PersonId, PublicationId,
    },
    record::Subject,
    words::{states, words},
};

/// Longest title of a case, in characters.
pub const TITLE_MAX: usize = 200;
/// Longest name of a file, in characters.
pub const FILE_NAME_MAX: usize = 200;
/// Longest words for whom something was told, or how, in characters.
pub const WHOM_MAX: usize = 200;
/// Longest words for what was told, in characters.
pub const TOLD_MAX: usize = 4_000;
/// Longest address of a post, in characters.
pub const ADDRESS_MAX: usize = 2_000;
/// Longest reason why a case was withdrawn, in characters.
pub const REASON_MAX: usize = 2_000;

states! {
    /// Where a case stands, with what is known there.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum State;

    /// The name of a [`State`].
    pub enum CaseState {
        /// Steps can be done.
        Running = "running",
        /// Every step that the text asks for is done.
        Closed = "closed" {
            /// When.
            at: Timestamp,
            /// Whose act it was.
            by: Option<By>,
        },
        /// It was given up before its end.
        Withdrawn = "withdrawn" {
            /// When.
            at: Timestamp,
            /// By whom.
            by: Option<By>,
            /// Why.
            reason: String,
        },
    }
}

words! {
    /// What can become of a case.
    pub enum CaseEnd {
        /// It is at its end.
        Closed = "closed",
        /// It is given up.
        Withdrawn = "withdrawn",
    }
}

/// A person, in the appointment in which they acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// Who.
    pub person: PersonId,
    /// Whoever has several offices acts in one of them.
    pub capacity: AppointmentId,
}

/// A running or ended procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its id; that of an incident is the id of the thing itself.
    pub id: CaseId,
    /// From 1; one more with each act.
    pub version: i64,
    /// Id of the document under which it began.
    pub document: String,
    /// That text, by its content hash: a case keeps the version under which it began.
    pub pack: Digest,
    /// The promises of the product that were joined with it.
    pub house: Digest,
    /// The procedure, as the text names it.
    pub procedure: String,
    /// What it is about.
    pub subject: Subject,
    /// The account concerned, where there is one.
    pub account: Option<AccountId>,
    /// What it is about in words, where somebody said it.
    pub title: String,
    /// What opened it by itself; absent: a person did.
    pub origin: Option<String>,
    /// When somebody first noticed what it is about; for incidents.
    pub detected_at: Option<Timestamp>,
    /// When it was reported, as whoever reported it says; for incidents.
    pub reported_at: Option<Timestamp>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// By whom; absent: the program.
    pub opened_by: Option<By>,
    /// Where it stands.
    pub state: State,
}

/// A step that somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepDone {
    pub id: CaseStepId,
    pub case: CaseId,
    /// The step, as the text names it.
    pub step: String,
    /// Who did it.
    pub by: By,
    /// When.
    pub at: Timestamp,
    /// The answer of the regulation that let it happen.
    pub answer: Option<AnswerId>,
}

/// A file that was brought to a case as evidence. Its bytes stand apart and are what was brought, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFile {
    pub id: CaseFileId,
    pub case: CaseId,
    /// The step for which it was brought, as the text names it; absent: for the case as a whole.
    pub step: Option<String>,
    /// Its name on the machine of whoever brought it.
    pub name: String,
    /// What it is, as its bytes say.
    pub mime: String,
    /// In bytes.
    pub size: i64,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// Who brought it.
    pub by: By,
    /// When.
    pub at: Timestamp,
}

words! {
    /// Whose a post is that something concerns.
    pub enum PostSort {
        /// This program sent it, or gave it out to be posted by hand.
        Own = "own",
        /// It was made outside and registered.
        Outside = "outside",
        /// Nobody here knows it.
        Unknown = "unknown",
    }
}

/// A post that something concerns, as far as it is known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConcernedPost {
    /// This program sent it, or gave it out to be posted by hand.
    Own(PublicationId),
    /// It was made outside and registered.
    Outside(OutsideId),
    /// Nobody here knows it: its address is all there is.
    Unknown(String),
}

impl ConcernedPost {
    /// Whose it is.
    pub const fn sort(&self) -> PostSort {
        match self {
            Self::Own(_) => PostSort::Own,
            Self::Outside(_) => PostSort::Outside,
            Self::Unknown(_) => PostSort::Unknown,
        }
    }
}

/// A post that something that happened concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePost {
    pub id: CasePostId,
    /// The case whose id the incident has.
    pub case: CaseId,
    pub post: ConcernedPost,
    /// Who added it.
    pub by: By,
    /// When.
    pub at: Timestamp,
}

/// What was told to whom about something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub id: CaseToldId,
    /// The case whose id the incident has.
    pub case: CaseId,
    pub whom: String,
    /// How: by telephone, in person.
    pub how: String,
    /// What.
    pub text: String,
    /// When it was told.
    pub told_at: Timestamp,
    /// Who wrote it down.
    pub by: By,
    /// When that was.
    pub at: Timestamp,
}

/// The case is not where that can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not possible in state {}", state.as_str())]
pub struct Over {
    /// Where it is.
    pub state: CaseState,
}

impl State {
    /// When it ended.
    pub const fn ended_at(&self) -> Option<Timestamp> {
        match self {
            Self::Running => None,
            Self::Closed { at, .. } | Self::Withdrawn { at, .. } => Some(*at),
        }
    }

    /// Who ended it.
    pub const fn ended_by(&self) -> Option<By> {
        match self {
            Self::Running => None,
            Self::Closed { by, .. } | Self::Withdrawn { by, .. } => *by,
        }
    }
}

impl Case {
    /// Whether it runs.
    ///
    /// # Errors
    /// It ended.
    pub const fn running(&self) -> Result<(), Over> {
        match self.state {
            State::Running => Ok(()),
            State::Closed { .. } | State::Withdrawn { .. } => Err(Over { state: self.state.name() }),
        }
    }

    /// The same at another state: a case ends once.
    ///
    /// # Errors
    /// It ended before.
    pub fn ended(self, state: State) -> Result<Self, Over> {
        self.running()?;
        Ok(Self { state, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id as _;
    use uuid::Uuid;

    #[test]
    fn a_case_ends_once() {
        let at = Timestamp::UNIX_EPOCH;
        let case = Case {
            id: CaseId::from_uuid(Uuid::nil()),
            version: 1,
            document: "town".to_owned(),
            pack: Digest::of(b"a"),
            house: Digest::of(b"b"),
            procedure: "opening".to_owned(),
            subject: Subject::new("account", "a"),
            account: None,
            title: String::new(),
            origin: None,
            detected_at: None,
            reported_at: None,
            opened_at: at,
            opened_by: None,
            state: State::Running,
        };
        let closed = case.ended(State::Closed { at, by: None }).expect("it runs");
        assert_eq!(closed.state.ended_at(), Some(at));
        let reason = "重複".to_owned();
        let again = closed.ended(State::Withdrawn { at, by: None, reason });
        assert_eq!(again, Err(Over { state: CaseState::Closed }));
    }
}
