//! Over which columns the states of accounts are spread.

use jiff::Timestamp;
use tatefuda_domain::{
    AccountState,
    account::{Run, State},
};

use crate::{
    Result, Row, Value, columns,
    sql::{
        Columns, Name,
        columns::{difference, there, unfit},
    },
};

/// The columns of [`State`], NULL where they do not belong to it.
struct StateColumns {
    state: AccountState,
    started_at: Option<Timestamp>,
    transition_until: Option<Timestamp>,
    ended_at: Option<Timestamp>,
}

columns! { StateColumns {
    state;
    started_at;
    transition_until;
    ended_at;
} }

impl StateColumns {
    fn of(state: &State) -> Self {
        let run = state.run();
        Self {
            state: state.name(),
            started_at: run.map(|run| run.since),
            transition_until: run.and_then(|run| run.transition_until),
            ended_at: state.ended_at(),
        }
    }
}

impl Columns for State {
    const NAMES: &'static [Name] = StateColumns::NAMES;

    fn bind(&self, values: &mut Vec<Value>) {
        StateColumns::of(self).bind(values);
    }

    fn read(row: &Row) -> Result<Self> {
        let columns = StateColumns::read(row)?;
        let StateColumns { state, started_at, transition_until, ended_at } = columns;
        let run = started_at.map(|since| Run { since, transition_until });
        let read = match state {
            AccountState::Preparing => Self::Preparing,
            AccountState::Active => Self::Active { run: there("started_at", run)? },
            AccountState::Transition => Self::Transition {
                since: there("started_at", started_at)?,
                until: there("transition_until", transition_until)?,
            },
            AccountState::Suspended => Self::Suspended { run: there("started_at", run)? },
            AccountState::Closed => Self::Closed { run, at: there("ended_at", ended_at)? },
            AccountState::Deleted => Self::Deleted { run, at: there("ended_at", ended_at)? },
        };
        match difference(&columns, &StateColumns::of(&read)) {
            Some(column) => Err(unfit(column, format!("beside {}", state.as_str()))),
            None => Ok(read),
        }
    }
}
