//! Duties (務め) and what is watched (見張り): which instances wait, for whom, what they were answered, what the clock opens.
//! Which there are and when they come is the text's (decision 0036).

mod answer;
mod begin;
mod facts;
mod keep;
mod list;
mod look;
mod thing;
mod turn;
pub mod view;

pub use answer::{AnswerDuty, Answered};
pub use begin::BeginByClock;
pub(crate) use list::of_today;
pub use list::{DutyFilter, DutyPage, PAGE_MAX, list};
pub use turn::Turn;

use crate::noun::{Entry, Noun};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun {
    facts: Some(&facts::Answers),
    follows: Some(&keep::Clock),
    ..Noun::new("duty", &[Entry::of::<AnswerDuty>(), Entry::of::<BeginByClock>()])
};
