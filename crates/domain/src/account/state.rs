//! Where an account stands in its life, and how it goes on.

use jiff::Timestamp;

use crate::words::{states, words};

states! {
    /// Where an account stands in its life, with what is known there.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum State;

    /// The name of a [`State`].
    pub enum AccountState {
        /// Registered, not yet started.
        Preparing = "preparing",
        /// Running under the regulation.
        Active = "active" {
            /// How it came to run.
            run: Run,
        },
        /// Entered as already running before the regulation was loaded (経過措置).
        Transition = "transition" {
            /// When it was entered.
            since: Timestamp,
            /// Until when it may run so.
            until: Timestamp,
        },
        /// Posting is suspended.
        Suspended = "suspended" {
            /// How it had come to run.
            run: Run,
        },
        /// Ended and kept (運用終了).
        Closed = "closed" {
            /// How it had come to run; absent: it never did.
            run: Option<Run>,
            /// When its use ended.
            at: Timestamp,
        },
        /// Deleted on its service.
        Deleted = "deleted" {
            /// How it had come to run; absent: it never did.
            run: Option<Run>,
            /// When its use ended.
            at: Timestamp,
        },
    }
}

/// How an account came to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// When posting began, or when it was entered as running.
    pub since: Timestamp,
    /// Where it was entered as running: until when it might under 経過措置. Outlives that state, because such an account
    /// has a past of which nothing is known here.
    pub transition_until: Option<Timestamp>,
}

words! {
    /// Where an account goes.
    pub enum AccountMove {
        /// Posting begins, or goes on after a suspension.
        Start = "start",
        /// Posting is suspended.
        Suspend = "suspend",
        /// Its use ends; it is kept.
        Close = "close",
        /// It was deleted on its service.
        Delete = "delete",
    }
}

/// The account cannot go there from where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{} is not possible in state {}", to.as_str(), state.as_str())]
pub struct InvalidMove {
    /// From where.
    pub state: AccountState,
    /// Where it was to go.
    pub to: AccountMove,
}

impl AccountState {
    /// Its use has ended.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Deleted)
    }
}

impl State {
    /// How it came to run, where it ever did.
    pub const fn run(&self) -> Option<Run> {
        match self {
            Self::Preparing => None,
            Self::Transition { since, until } => Some(Run { since: *since, transition_until: Some(*until) }),
            Self::Active { run } | Self::Suspended { run } => Some(*run),
            Self::Closed { run, .. } | Self::Deleted { run, .. } => *run,
        }
    }

    /// When its use ended.
    pub const fn ended_at(&self) -> Option<Timestamp> {
        match self {
            Self::Closed { at, .. } | Self::Deleted { at, .. } => Some(*at),
            Self::Preparing | Self::Active { .. } | Self::Transition { .. } | Self::Suspended { .. } => None,
        }
    }

    /// The state after a move at a moment.
    ///
    /// # Errors
    /// It cannot go there from here.
    pub const fn after(&self, to: AccountMove, now: Timestamp) -> Result<Self, InvalidMove> {
        use AccountMove as M;
        let run = self.run();
        Ok(match (to, self, run) {
            (M::Start, Self::Preparing, _) => Self::Active { run: Run { since: now, transition_until: None } },
            (M::Start, Self::Transition { .. } | Self::Suspended { .. }, Some(run)) => Self::Active { run },
            (M::Suspend, Self::Active { .. } | Self::Transition { .. }, Some(run)) => Self::Suspended { run },
            (
                M::Close,
                Self::Preparing | Self::Active { .. } | Self::Transition { .. } | Self::Suspended { .. },
                run,
            ) => Self::Closed { run, at: now },
            (M::Delete, Self::Preparing, _) => Self::Deleted { run: None, at: now },
            (M::Delete, Self::Closed { run, at }, _) => Self::Deleted { run: *run, at: *at },
            _ => return Err(InvalidMove { state: self.name(), to }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_keeps_since_when_it_runs_and_that_it_ran_before() {
        let at = |second| Timestamp::from_second(second).expect("a moment");
        let walk = |state: State, moves: &[AccountMove]| {
            (10..).zip(moves).fold(state, |state, (second, to)| state.after(*to, at(second)).expect("a move"))
        };
        use AccountMove as M;
        let new = walk(State::Preparing, &[M::Start, M::Suspend, M::Start, M::Close, M::Delete]);
        let run = Run { since: at(10), transition_until: None };
        assert_eq!(new, State::Deleted { run: Some(run), at: at(13) });
        let old = walk(State::Transition { since: at(1), until: at(99) }, &[M::Suspend, M::Start, M::Close]);
        let run = Run { since: at(1), transition_until: Some(at(99)) };
        assert_eq!(old, State::Closed { run: Some(run), at: at(12) });
        assert_eq!(walk(State::Preparing, &[M::Delete]), State::Deleted { run: None, at: at(10) });
        for over in [State::Closed { run: None, at: at(1) }, State::Deleted { run: None, at: at(1) }] {
            assert!(over.after(M::Start, at(2)).is_err() && over.after(M::Close, at(2)).is_err());
        }
    }
}
