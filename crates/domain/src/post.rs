//! A post (投稿): who holds the paper at the moment. Whether it is *cleared* is no state of it but
//! the regulation's answer at that moment (decision 0001, item 8).

use serde::{Deserialize, Serialize};

use crate::words::words;

words! {
    /// Where the paper lies.
    pub enum PostState {
        /// With its authors (作成中).
        Drafting = "drafting",
        /// Passed on (回議中).
        Submitted = "submitted",
        /// Sent back with a comment (差戻し); with its authors again.
        Returned = "returned",
        /// Given up (取りやめ).
        Withdrawn = "withdrawn",
    }
}

words! {
    /// How a step of a chain was given. A closed list: an unknown word could neither be required by a pack nor be shown
    /// for what it is.
    #[derive(PartialOrd, Ord)]
    pub enum Means {
        /// On a page of this program, by the person signed in (画面).
        Screen = "screen",
        /// On stamped paper (紙の決裁).
        Paper = "paper",
        /// In another system of the body that carries decisions (電子決裁).
        Electronic = "electronic",
        /// By telephone (電話).
        Telephone = "telephone",
    }
}

/// What happens to the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PostEvent {
    /// A new revision is saved.
    Edit,
    /// The authors pass it on.
    Submit,
    /// An author takes it back (引戻し).
    TakeBack,
    /// Somebody whose turn it is sends it back (差戻し).
    Return,
    /// It is given up.
    Withdraw,
}

/// What else the transition depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PostCircumstances {
    /// A step of the chain was given for the present content.
    pub step_given: bool,
    /// A send has begun: something is, or may be, on a platform.
    pub send_begun: bool,
    pub send_scheduled: bool,
}

/// Why the paper cannot move so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum PostRefusal {
    /// Something is on a platform already, or may be; content can no longer change.
    #[error("a send has begun")]
    SendBegun,
    /// It was given up.
    #[error("withdrawn")]
    Withdrawn,
    /// It lies with its authors; nothing to take back or return.
    #[error("not passed on")]
    NotSubmitted,
    /// It is passed on already.
    #[error("passed on already")]
    AlreadySubmitted,
    /// The next person has acted; it can be edited (which voids the step) or sent back, not taken back.
    #[error("the next person has acted")]
    NextPersonActed,
    /// A send is scheduled; cancel it first.
    #[error("a send is scheduled")]
    SendScheduled,
}

impl PostRefusal {
    /// The word in the API and the key of the localised message.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SendBegun => "send-begun",
            Self::Withdrawn => "withdrawn",
            Self::NotSubmitted => "not-submitted",
            Self::AlreadySubmitted => "already-submitted",
            Self::NextPersonActed => "next-person-acted",
            Self::SendScheduled => "send-scheduled",
        }
    }
}

impl PostState {
    /// The next state. An edit of a passed-on paper brings it back to its authors: its steps count
    /// for another digest, so it has to be passed on again.
    ///
    /// # Errors
    /// The reason why the paper cannot move so; it stays where it is.
    pub fn after(self, event: PostEvent, now: PostCircumstances) -> Result<Self, PostRefusal> {
        use PostEvent as E;
        match (self, event) {
            (Self::Withdrawn, _) => Err(PostRefusal::Withdrawn),
            (_, E::Edit | E::TakeBack | E::Return | E::Withdraw) if now.send_begun => Err(PostRefusal::SendBegun),
            (Self::Returned, E::Edit) => Ok(Self::Returned),
            (_, E::Edit) => Ok(Self::Drafting),
            (Self::Submitted, E::Submit) => Err(PostRefusal::AlreadySubmitted),
            (_, E::Submit) => Ok(Self::Submitted),
            (Self::Submitted, E::TakeBack | E::Return | E::Withdraw) if now.send_scheduled => {
                Err(PostRefusal::SendScheduled)
            }
            (Self::Submitted, E::TakeBack) if now.step_given => Err(PostRefusal::NextPersonActed),
            (Self::Submitted, E::TakeBack) => Ok(Self::Drafting),
            (Self::Submitted, E::Return) => Ok(Self::Returned),
            (_, E::TakeBack | E::Return) => Err(PostRefusal::NotSubmitted),
            (_, E::Withdraw) => Ok(Self::Withdrawn),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const EVENTS: [PostEvent; 5] =
        [PostEvent::Edit, PostEvent::Submit, PostEvent::TakeBack, PostEvent::Return, PostEvent::Withdraw];

    #[test]
    fn words_read_back() {
        for state in [PostState::Drafting, PostState::Submitted, PostState::Returned, PostState::Withdrawn] {
            assert_eq!(PostState::parse(state.as_str()), Some(state));
        }
    }

    proptest! {
        /// Nothing changes content or place once a send has begun, nothing revives a withdrawn paper,
        /// and an edit always takes a paper off the table of those who check.
        #[test]
        fn promises_hold_on_every_walk(walk in prop::collection::vec((0..5_usize, any::<(bool, bool, bool)>()), 0..40)) {
            let mut state = PostState::Drafting;
            for (event, (step_given, send_begun, send_scheduled)) in walk {
                let event = EVENTS[event];
                let now = PostCircumstances { step_given, send_begun, send_scheduled };
                let next = state.after(event, now);
                if state == PostState::Withdrawn {
                    prop_assert_eq!(next, Err(PostRefusal::Withdrawn));
                }
                if send_begun && event != PostEvent::Submit {
                    prop_assert!(next.is_err());
                }
                if let Ok(next) = next {
                    if event == PostEvent::Edit {
                        prop_assert!(next != PostState::Submitted);
                    }
                    prop_assert!(event != PostEvent::TakeBack || !step_given);
                    state = next;
                }
            }
        }
    }
}
