//! Requests of sections for a post (依頼, decision 0045): what somebody wishes to be said, until it is taken up into a draft.
//!
//! Whether a request counts for a chain is the text's; here stands what is true of every request: its words change only
//! while nobody has taken it up, and it ends once unless the draft that came of it was given up.

use jiff::Timestamp;

use crate::{
    AccountId, MediaId, PostId, RequestId, SectionId,
    case::By,
    words::{states, words},
};

/// Longest words beside the wished text, and longest reason, in characters.
pub const NOTE_MAX: usize = 2_000;
/// Longest name of the file from which the words were read, in characters.
pub const SOURCE_MAX: usize = 200;
/// Longest words for those who do not see a picture, in characters.
pub const ALT_MAX: usize = 1_000;

/// What a section wishes to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub id: RequestId,
    /// Counts its changes.
    pub version: i64,
    /// The title (件名).
    pub title: String,
    /// The words as they are to go out.
    pub text: String,
    /// What else is to be known of it; goes out nowhere.
    pub note: String,
    /// Name of the file from which the words were read; empty: they were typed.
    pub source: String,
    /// Where it is to go; absent: whichever account fits.
    pub account: Option<AccountId>,
    /// When it is wished to go out.
    pub wished_at: Option<Timestamp>,
    /// The section that asks.
    pub section: SectionId,
    /// Who stated the words as they are now: whose request it is.
    pub by: By,
    /// When they did.
    pub stated_at: Timestamp,
    /// When it first came in.
    pub asked_at: Timestamp,
    /// Where it stands, with what is known there.
    pub state: State,
    /// Its pictures in order.
    pub media: Vec<RequestMedium>,
}

/// A picture that is to go out with the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestMedium {
    pub media: MediaId,
    /// For those who do not see it; may be empty.
    pub alt: String,
}

states! {
    /// Where a request stands, with what is known there.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum State;

    /// The name of a [`State`].
    pub enum RequestState {
        /// It waits for those who operate the account.
        Asked = "asked",
        /// It was given back to those who asked, who may put it right.
        Returned = "returned" {
            /// When.
            at: Timestamp,
            /// By whom.
            by: By,
            /// Why.
            reason: String,
        },
        /// A draft came of it.
        Taken = "taken" {
            /// When.
            at: Timestamp,
            /// By whom.
            by: By,
            /// The draft.
            post: PostId,
        },
        /// It is not met.
        Refused = "refused" {
            /// When.
            at: Timestamp,
            /// By whom.
            by: By,
            /// Why.
            reason: String,
        },
        /// Those who asked wish it no longer.
        Withdrawn = "withdrawn" {
            /// When.
            at: Timestamp,
            /// By whom.
            by: By,
        },
    }
}

words! {
    /// What can be done with a request.
    pub enum RequestMove {
        /// Its words are put right.
        Amend = "amend",
        /// It is taken up into a draft.
        Take = "take",
        /// It is given back to those who asked.
        Return = "return",
        /// It is not met.
        Refuse = "refuse",
        /// Those who asked take it away.
        Withdraw = "withdraw",
    }
}

/// The request is not where that can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a request that is {} does not go there", .0.as_str())]
pub struct InvalidMove(pub RequestState);

impl State {
    /// Whether something can be done with it from here. `given_up`: the draft that came of it was given up, so that it waits
    /// again.
    ///
    /// # Errors
    /// It cannot.
    pub const fn allows(&self, to: RequestMove, given_up: bool) -> Result<(), InvalidMove> {
        use RequestMove as M;
        let waits = match self {
            Self::Asked => true,
            Self::Taken { .. } => given_up,
            Self::Returned { .. } | Self::Refused { .. } | Self::Withdrawn { .. } => false,
        };
        let fits = match to {
            M::Amend => matches!(self, Self::Asked | Self::Returned { .. }),
            M::Withdraw => waits || matches!(self, Self::Returned { .. }),
            M::Take | M::Return | M::Refuse => waits,
        };
        if fits { Ok(()) } else { Err(InvalidMove(self.name())) }
    }

    /// Who decided what it came to, and when.
    pub const fn decided(&self) -> Option<(Timestamp, By)> {
        match self {
            Self::Asked => None,
            Self::Returned { at, by, .. }
            | Self::Taken { at, by, .. }
            | Self::Refused { at, by, .. }
            | Self::Withdrawn { at, by } => Some((*at, *by)),
        }
    }

    /// Why it was given back or is not met.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Returned { reason, .. } | Self::Refused { reason, .. } => Some(reason),
            Self::Asked | Self::Taken { .. } | Self::Withdrawn { .. } => None,
        }
    }

    /// The draft that came of it.
    pub const fn post(&self) -> Option<PostId> {
        match self {
            Self::Taken { post, .. } => Some(*post),
            Self::Asked | Self::Returned { .. } | Self::Refused { .. } | Self::Withdrawn { .. } => None,
        }
    }
}

impl Request {
    /// Whether something that is to go out says what was asked for: the very words under the very title, on an account that was
    /// meant, with no link beside them. Its pictures are for the caller to compare.
    pub fn asks_for(&self, account: AccountId, title: &str, text: &str, link: Option<&str>) -> bool {
        self.account.is_none_or(|meant| meant == account) && self.title == title && self.text == text && link.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AppointmentId, Id as _, PersonId};

    fn states() -> [State; 5] {
        let (at, id) = (Timestamp::UNIX_EPOCH, uuid::Uuid::from_u128(7));
        let by = By { person: PersonId::from_uuid(id), capacity: AppointmentId::from_uuid(id) };
        let reason = "日付が違う".to_owned();
        [
            State::Asked,
            State::Returned { at, by, reason: reason.clone() },
            State::Taken { at, by, post: PostId::from_uuid(id) },
            State::Refused { at, by, reason },
            State::Withdrawn { at, by },
        ]
    }

    #[test]
    fn words_change_only_while_nobody_has_taken_it_up_and_what_ended_stays_so() {
        let allowed = |given_up: bool| -> Vec<String> {
            let of = |state: &State| {
                let moves = RequestMove::ALL.into_iter().filter(|to| state.allows(*to, given_up).is_ok());
                let moves: Vec<&str> = moves.map(RequestMove::as_str).collect();
                format!("{}: {}", state.name().as_str(), moves.join(" "))
            };
            states().iter().map(of).collect()
        };
        let mut expected = [
            "asked: amend take return refuse withdraw",
            "returned: amend withdraw",
            "taken: ",
            "refused: ",
            "withdrawn: ",
        ];
        assert_eq!(allowed(false), expected);
        // Its draft was given up: it waits again, with the words that were taken up.
        expected[2] = "taken: take return refuse withdraw";
        assert_eq!(allowed(true), expected);
    }

    #[test]
    fn one_character_more_was_not_asked_for() {
        let id = |number| uuid::Uuid::from_u128(number);
        let [asked, ..] = states();
        let request = Request {
            id: RequestId::from_uuid(id(1)),
            version: 1,
            title: "まつり".to_owned(),
            text: "まつりを開きます。".to_owned(),
            note: String::new(),
            source: String::new(),
            account: Some(AccountId::from_uuid(id(2))),
            wished_at: None,
            section: SectionId::from_uuid(id(3)),
            by: By { person: PersonId::from_uuid(id(4)), capacity: AppointmentId::from_uuid(id(5)) },
            stated_at: Timestamp::UNIX_EPOCH,
            asked_at: Timestamp::UNIX_EPOCH,
            state: asked,
            media: vec![],
        };
        let (there, other) = (AccountId::from_uuid(id(2)), AccountId::from_uuid(id(9)));
        let same = |account, text: &str, link| request.asks_for(account, "まつり", text, link);
        assert!(same(there, "まつりを開きます。", None));
        assert!(!same(other, "まつりを開きます。", None));
        assert!(!same(there, "まつりを開きます", None));
        assert!(!same(there, "まつりを開きます。", Some("https://example.org/")));
        assert!(!request.asks_for(there, "祭り", "まつりを開きます。", None));
    }
}
