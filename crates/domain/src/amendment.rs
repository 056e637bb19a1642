//! 改正: a change of the body's own text, entered on forms, confirmed by a second person, in force from a day (decision 0049).

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    AmendmentId, Digest, PersonId,
    words::{states, words},
};

/// One amendment of one document. What it changes is kept as what was asked for, not as a text: so it can be applied
/// again where the document has moved on meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    pub id: AmendmentId,
    /// Counts its changes, so that two people at once are told.
    pub version: i64,
    /// Id of the document.
    pub document: String,
    /// The text from which it starts, by its content hash.
    pub base: Digest,
    /// What decided it, as the public reads it: 告示第15号. Empty until it is said.
    pub source: String,
    /// The document of that decision: 起案 令和8年総第12号. Empty until it is said.
    pub decision: String,
    /// The day of that decision (決裁日).
    pub decided_on: Option<Date>,
    /// The first day in force (施行日).
    pub from: Option<Date>,
    /// What is changed, in the order in which it was entered; one for each thing.
    pub changes: Vec<Change>,
    /// Who opened it.
    pub opened_by: PersonId,
    pub opened_at: Timestamp,
    /// Where it stands.
    pub state: State,
}

states! {
    /// Where an amendment stands.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum State;
    /// Its name.
    pub enum AmendmentState {
        /// It is being written.
        Draft = "draft" {
            /// Why it was given back, and by whom: the last time.
            returned: Option<Returned>,
        },
        /// It waits for a second person.
        Proposed = "proposed" {
            /// Who put it forward.
            by: PersonId,
            at: Timestamp,
        },
        /// It is, or will be from its day on, a version of the document.
        Confirmed = "confirmed" {
            /// Who had put it forward.
            proposed_by: PersonId,
            proposed_at: Timestamp,
            /// The second person.
            by: PersonId,
            at: Timestamp,
            /// The text that came of it, by its content hash.
            pack: Digest,
        },
        /// It was given up.
        Withdrawn = "withdrawn" {
            by: PersonId,
            at: Timestamp,
            reason: String,
        },
    }
}

/// That an amendment was given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    pub by: PersonId,
    pub at: Timestamp,
    pub reason: String,
}

/// One change of the text. What stays empty stays as it is, where that is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
#[schema(as = AmendmentChange)]
pub enum Change {
    /// A clause says something else.
    Clause(ClauseText),
    /// A clause is added.
    NewClause(NewClause),
    /// A clause is struck (削除), and with it what rests on it alone.
    Strike {
        /// Id of the clause.
        clause: String,
    },
    /// An account that the text lists is added or listed otherwise.
    Account(ListedAccount),
    /// An account is listed no more.
    Unlist {
        /// Id under which the text lists it.
        account: String,
    },
    /// A value that stands in the text.
    Value {
        /// Id of the parameter.
        parameter: String,
        /// As settings are typed; elements of a list one per line.
        value: String,
    },
    /// Somebody else gives a step of a chain.
    Step {
        chain: String,
        step: String,
        /// Ids of the roles, any of which may give it.
        by: Vec<String>,
    },
}

/// What a clause says from now on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AmendmentClause)]
pub struct ClauseText {
    /// Its id.
    pub clause: String,
    /// Its number as it is printed; empty: as it is.
    #[serde(default)]
    pub number: String,
    /// The heading of its article or section; empty: as it is.
    #[serde(default)]
    pub heading: String,
    /// The summary.
    pub ja: String,
    /// The same in English; empty: the Japanese stands for it.
    #[serde(default)]
    pub en: String,
}

/// A clause that is added.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AmendmentNewClause)]
pub struct NewClause {
    /// Where it stands in the text, as packs write it: `10(3)`.
    pub place: String,
    /// The clause after which it is shown; empty: at the end.
    #[serde(default)]
    pub after: String,
    /// Its number as it is printed; empty: made of its place.
    #[serde(default)]
    pub number: String,
    /// The heading of its article or section; empty: as it is.
    #[serde(default)]
    pub heading: String,
    /// The summary.
    pub ja: String,
    /// The same in English; empty: the Japanese stands for it.
    #[serde(default)]
    pub en: String,
}

/// An account as the text lists it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AmendmentAccount)]
pub struct ListedAccount {
    /// Id under which the text lists it: letters, digits and hyphens.
    pub account: String,
    /// The service, by its word.
    pub service: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub handle: String,
    #[serde(default)]
    pub url: String,
    /// Its class, where the text has classes.
    #[serde(default)]
    pub class: String,
    /// The clause that lists it.
    pub clause: String,
}

words! {
    /// What a change is of.
    pub enum Part {
        Clause = "clause",
        Account = "account",
        Value = "value",
        Step = "step",
    }
}

impl Change {
    /// What it is of.
    pub const fn part(&self) -> Part {
        match self {
            Self::Clause(_) | Self::NewClause(_) | Self::Strike { .. } => Part::Clause,
            Self::Account(_) | Self::Unlist { .. } => Part::Account,
            Self::Value { .. } => Part::Value,
            Self::Step { .. } => Part::Step,
        }
    }

    /// What it changes: of two changes of the same thing the later one counts.
    pub fn key(&self) -> String {
        let part = self.part().as_str();
        match self {
            Self::Clause(ClauseText { clause, .. }) | Self::Strike { clause } => format!("{part}:{clause}"),
            Self::NewClause(new) => format!("{part}:+{}", new.place),
            Self::Account(ListedAccount { account, .. }) | Self::Unlist { account } => format!("{part}:{account}"),
            Self::Value { parameter, .. } => format!("{part}:{parameter}"),
            Self::Step { chain, step, .. } => format!("{part}:{chain}/{step}"),
        }
    }
}

/// What happens to an amendment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// One thing is to be changed, in the place of what was entered for it before.
    Put(Change),
    /// What was entered for a thing is taken back.
    Drop(String),
    /// Source, decision and day are said.
    Describe { source: String, decision: String, decided_on: Option<Date>, from: Option<Date> },
    /// It starts from another text.
    Rebase(Digest),
    /// It is put forward.
    Propose { by: PersonId, at: Timestamp },
    /// It is given back to be written on.
    Return(Returned),
    /// The second person agrees.
    Confirm { by: PersonId, at: Timestamp, pack: Digest },
    /// It is given up.
    Withdraw { by: PersonId, at: Timestamp, reason: String },
}

/// Why something does not happen to an amendment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum No {
    /// From where it stands it does not go there.
    #[error("an amendment that is {} does not go there", .0.as_str())]
    State(AmendmentState),
    /// Whoever put it forward cannot confirm it.
    #[error("whoever put an amendment forward does not confirm it")]
    SamePerson,
    /// Nothing was entered for that thing.
    #[error("nothing was entered for it")]
    NoChange,
}

impl Amendment {
    /// Moves it.
    ///
    /// # Errors
    /// The move is not possible from here, or not theirs; nothing is changed.
    pub fn step(&mut self, event: Event) -> Result<(), No> {
        let no = Err(No::State(self.state.name()));
        match (&self.state, event) {
            (State::Draft { .. }, Event::Put(change)) => {
                let key = change.key();
                match self.changes.iter_mut().find(|one| one.key() == key) {
                    Some(one) => *one = change,
                    None => self.changes.push(change),
                }
            }
            (State::Draft { .. }, Event::Drop(key)) => {
                let before = self.changes.len();
                self.changes.retain(|one| one.key() != key);
                if self.changes.len() == before {
                    return Err(No::NoChange);
                }
            }
            (State::Draft { .. }, Event::Describe { source, decision, decided_on, from }) => {
                (self.source, self.decision, self.decided_on, self.from) = (source, decision, decided_on, from);
            }
            (State::Draft { .. }, Event::Rebase(base)) => self.base = base,
            (State::Draft { .. }, Event::Propose { by, at }) => self.state = State::Proposed { by, at },
            (State::Proposed { .. }, Event::Return(returned)) => {
                self.state = State::Draft { returned: Some(returned) };
            }
            (State::Proposed { by: proposed_by, at: proposed_at }, Event::Confirm { by, at, pack }) => {
                if *proposed_by == by {
                    return Err(No::SamePerson);
                }
                let (proposed_by, proposed_at) = (*proposed_by, *proposed_at);
                self.state = State::Confirmed { proposed_by, proposed_at, by, at, pack };
            }
            (State::Draft { .. } | State::Proposed { .. }, Event::Withdraw { by, at, reason }) => {
                self.state = State::Withdrawn { by, at, reason };
            }
            _ => return no,
        }
        Ok(())
    }
}

impl AmendmentState {
    /// Whether it may still become something: no second amendment of the same document stands beside it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Proposed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amendment(state: State) -> Amendment {
        let id = |text: &str| text.parse().expect("an id");
        Amendment {
            id: id("01890a5d-ac96-774b-bcce-b302099a8057"),
            version: 1,
            document: "town".to_owned(),
            base: Digest::of(b"base"),
            source: String::new(),
            decision: String::new(),
            decided_on: None,
            from: None,
            changes: vec![],
            opened_by: "01890a5d-ac96-774b-bcce-b302099a8058".parse().expect("an id"),
            opened_at: Timestamp::UNIX_EPOCH,
            state,
        }
    }

    fn person(last: u8) -> PersonId {
        format!("01890a5d-ac96-774b-bcce-b302099a80{last:02}").parse().expect("an id")
    }

    #[test]
    fn nobody_confirms_what_they_put_forward_and_nothing_moves_once_it_is_decided() {
        let at = Timestamp::UNIX_EPOCH;
        let mut one = amendment(State::Draft { returned: None });
        let confirm = |by| Event::Confirm { by, at, pack: Digest::of(b"new") };
        assert_eq!(one.step(confirm(person(1))), Err(No::State(AmendmentState::Draft)));
        one.step(Event::Propose { by: person(1), at }).expect("a draft is put forward");
        assert_eq!(one.step(confirm(person(1))), Err(No::SamePerson));
        assert_eq!(one.step(Event::Rebase(Digest::of(b"x"))), Err(No::State(AmendmentState::Proposed)));
        one.step(confirm(person(2))).expect("the second person confirms");
        let no = Err(No::State(AmendmentState::Confirmed));
        assert_eq!(one.step(Event::Withdraw { by: person(2), at, reason: "x".to_owned() }), no);
        assert_eq!(one.step(confirm(person(3))), no);
        assert!(!one.state.name().is_open());
    }

    #[test]
    fn of_two_changes_of_one_thing_the_later_counts() {
        let mut one = amendment(State::Draft { returned: None });
        let strike = Change::Strike { clause: "T-1".to_owned() };
        let text =
            Change::Clause(ClauseText { clause: "T-1".to_owned(), ja: "要旨".to_owned(), ..ClauseText::default() });
        one.step(Event::Put(text.clone())).expect("it is entered");
        one.step(Event::Put(strike.clone())).expect("it takes its place");
        assert_eq!(one.changes, [strike]);
        one.step(Event::Drop("clause:T-1".to_owned())).expect("it is taken back");
        assert_eq!(one.step(Event::Drop("clause:T-1".to_owned())), Err(No::NoChange));
    }
}
