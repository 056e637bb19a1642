//! What runs over time: duties, clocks, counts, baselines, monitors.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};
use tatefuda_calendar::{Every, Period};
use tatefuda_domain::{Action, Localized};

use super::{Guards, Place, ProcedureSubject, RoleRef};
use crate::{
    expr::Condition,
    terms::{Clauses, Id, Strength},
};

/// Events that the program reports by itself, beside those that packs make (`record:…`, `step:…` …).
pub const EVENTS: &[&str] = &[
    "account.changed",
    "account.closed",
    "account.opened",
    "account.started",
    "account.suspended",
    "comment.received",
    "credential.revealed",
    "credential.rotated",
    "document.activated",
    "incident.detected",
    "incident.opened",
    "member.joined",
    "member.left",
    "member.moved",
    "post.corrected",
    "post.published",
    "service.changed",
];

/// Something that happened: one of [`EVENTS`], or `record:<kind>`, `step:<procedure>/<step>`,
/// `opened:<procedure>`, `closed:<procedure>`, `duty:<duty>`, `missed:<duty>`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Event(pub String);

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A value, or the parameter that holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Or<T> {
    /// The text states it.
    Stated(T),
    /// The parameter of this id holds it.
    Param(String),
}

/// How often a duty comes: a word (`month`), or a period (`30d`, `6m`, `1y`) counted from the day it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Often(pub Every);

impl std::str::FromStr for Often {
    type Err = tatefuda_calendar::NoEvery;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(every) = text.parse() {
            return Ok(Self(every));
        }
        let narrow = |number: u32| u16::try_from(number).map_err(|_| tatefuda_calendar::NoEvery);
        let times = |number: u32, by: u32| number.checked_mul(by).ok_or(tatefuda_calendar::NoEvery).and_then(narrow);
        Ok(Self(match text.parse().map_err(|_| tatefuda_calendar::NoEvery)? {
            Period::Days(days) if days > 0 => Every::Days(narrow(days)?),
            Period::Weeks(weeks) => Every::Days(times(weeks, 7)?),
            Period::Months(months) => Every::Months(narrow(months)?),
            Period::Years(years) => Every::Months(times(years, 12)?),
            Period::FiscalYears(1) => Every::FiscalYear,
            _ => return Err(tatefuda_calendar::NoEvery),
        }))
    }
}

/// What must be done again and again, or after an event.
#[derive(Debug, Clone)]
pub struct Duty {
    pub id: Id,
    pub label: Localized,
    pub clauses: Clauses,
    pub strength: Strength,
    /// When it applies.
    pub guards: Guards,
    /// When it applies, as a condition; absent: always.
    pub applies: Option<Condition>,
    /// About what it is.
    pub subject: ProcedureSubject,
    /// Who has it; several roles are alternatives.
    pub owner: Vec<RoleRef>,
    /// When it comes.
    pub timing: Timing,
    /// How long it may take after its event, or after the beginning of its period.
    pub within: Option<Or<Period>>,
    /// The text gives it no deadline: each of its events waits until it is answered, and is never missed.
    pub no_limit: bool,
    /// What meets it.
    pub met: Met,
    /// What follows where it is missed.
    pub missed: Option<Consequence>,
    /// What follows from an answer.
    pub outcomes: BTreeMap<String, Consequence>,
    /// Acts that wait while it is overdue.
    pub blocks: Vec<Action>,
    /// The document whose publication it verifies.
    pub document: Option<String>,
    pub message: Localized,
    pub place: Place,
}

/// When a duty comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Timing {
    /// Again and again.
    Every {
        /// How often.
        every: Or<Often>,
        /// On which days: a calendar, `all`, or the parameter that names one of these; absent: all.
        days: Option<Or<String>>,
    },
    /// After an event.
    On(Vec<Event>),
}

/// What meets a duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Met {
    /// A record of this kind.
    Record(String),
    /// One of these answers.
    Answers(Vec<String>),
    Act(Action),
}

/// What follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consequence {
    /// The procedure that opens.
    pub opens: Option<String>,
    /// Who is told.
    pub alert: Vec<RoleRef>,
}

/// Time since an event, in days.
#[derive(Debug, Clone)]
pub struct Clock {
    pub id: String,
    pub clauses: Clauses,
    pub since: Event,
    /// The event counted from where that one never happened.
    pub otherwise: Option<Event>,
    pub place: Place,
}

/// How often an event happened.
#[derive(Debug, Clone)]
pub struct Count {
    pub id: String,
    pub clauses: Clauses,
    pub of: Event,
    /// How far back.
    pub within: Or<Period>,
    pub place: Place,
}

/// A number compared with what it was at an event.
#[derive(Debug, Clone)]
pub struct Baseline {
    pub id: String,
    pub clauses: Clauses,
    /// The kind of record that holds the number.
    pub record: String,
    pub field: String,
    /// The event at which the number is the baseline.
    pub at_event: Event,
    /// How far from the event the record may lie.
    pub tolerance: Or<Period>,
    /// How old the latest record may be.
    pub fresh: Option<Or<Period>>,
    pub place: Place,
}

/// A question that the clock asks.
#[derive(Debug, Clone)]
pub struct Monitor {
    pub id: Id,
    pub label: Localized,
    pub clauses: Clauses,
    /// What it watches.
    pub guards: Guards,
    /// From when it is asked.
    pub due: Option<Due>,
    /// It fires where this holds.
    pub fires: Condition,
    /// It warns where this holds.
    pub warns: Option<Condition>,
    /// The procedure that it opens.
    pub opens: Option<String>,
    /// Who is told.
    pub alert: Vec<RoleRef>,
    pub message: Localized,
    pub place: Place,
}

/// From when a monitor is asked.
#[derive(Debug, Clone)]
pub struct Due {
    /// The event counted from.
    pub since: Event,
    /// The event counted from where that one never happened.
    pub otherwise: Option<Event>,
    /// How long after it.
    pub after: Or<Period>,
}
