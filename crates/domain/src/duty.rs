//! Duties (務め): what the text asks for again and again, or after something happened, and what is watched.
//!
//! Which there are, whose they are and when they come is the text's. Here stands what people answered, what happened to
//! logins, and what the clock last found of each thing.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    case::By,
    id::{AccountId, AnswerId, AppointmentId, DutyAnswerId, FoundId, LoginEventId, PersonId},
    record::Subject,
    words::words,
};

/// Longest remark with an answer, in characters.
pub const NOTE_MAX: usize = 2_000;

/// An answer that somebody gave to one instance of a duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyAnswer {
    pub id: DutyAnswerId,
    /// Id of the document.
    pub document: String,
    /// The duty, as the text names it.
    pub duty: String,
    /// Which time of it, as the regulation names it.
    pub instance: String,
    /// What it is about.
    pub subject: Subject,
    /// The account concerned.
    pub account: Option<AccountId>,
    /// One of the words that the text allows.
    pub answer: String,
    /// What was said beside it; may be empty.
    pub note: String,
    /// Who answered.
    pub by: By,
    /// When.
    pub at: Timestamp,
    /// The answer of the regulation that let it happen.
    pub allowed: Option<AnswerId>,
}

words! {
    /// What the clock finds.
    pub enum FoundKind {
        /// An instance of a duty.
        Duty = "duty",
        /// Something that is watched.
        Monitor = "monitor",
        /// A step of a running case.
        Step = "step",
    }
}

words! {
    /// How it stands.
    pub enum FoundState {
        /// It can be answered, nobody did yet.
        Open = "open",
        /// Its time is over, nobody answered.
        Missed = "missed",
        /// Not yet, but soon.
        Warns = "warns",
        /// It is so.
        Fires = "fires",
        /// Nobody can tell.
        CannotJudge = "cannot-judge",
    }
}

/// What the clock found of a thing: an instance of a duty or a step of a case that waits, or something watched that is to be
/// told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// New with each writing.
    pub id: FoundId,
    /// Id of the document.
    pub document: String,
    /// What it is.
    pub kind: FoundKind,
    /// The duty, monitor or step (`procedure/step`), as the text names it.
    pub item: String,
    /// Which time of it; of what is watched, which period; of a step, the id of its case.
    pub instance: String,
    /// What it is about.
    pub subject: Subject,
    /// The account concerned.
    pub account: Option<AccountId>,
    /// How it stands.
    pub state: FoundState,
    /// Until when it must be done, where it has an end.
    pub due: Option<Timestamp>,
    /// When it was found.
    pub at: Timestamp,
}

/// So long before its end a duty becomes a thing of today: people plan by the week.
const WEEK: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Until when something must end to be of today although it is neither late nor told. What ends in months, or of which nobody
/// can tell, would hide the others there; lists of duties have it.
#[must_use]
pub fn of_today_until(now: Timestamp) -> Timestamp {
    now.checked_add(WEEK).unwrap_or(Timestamp::MAX)
}

/// For whom something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holder {
    /// Who.
    pub person: PersonId,
    pub capacity: AppointmentId,
}

words! {
    /// What can happen to the login of an account.
    pub enum LoginEventKind {
        /// It was changed.
        Rotated = "credential.rotated",
        /// Somebody who could know it left the body.
        Left = "member.left",
        /// Somebody who could know it was moved to another place.
        Moved = "member.moved",
    }
}

/// Something that happened to the login of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginEvent {
    pub id: LoginEventId,
    pub account: AccountId,
    /// What happened.
    pub event: LoginEventKind,
    /// Who did it, or who left.
    pub person: PersonId,
    /// When.
    pub at: Timestamp,
}
