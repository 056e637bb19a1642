//! What a condition asks beyond the fields: clocks, records, procedures, roles. The engine answers.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};

use super::halt::Halt;
use crate::facts::Value;

/// A question inside a condition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Query {
    /// `within("calendar", at)`
    Within(String),
    /// `days("clock")`
    Days(String),
    /// `count("id")`
    Count(String),
    /// `baseline("id")`
    Baseline(String),
    /// `latest("id")`
    Latest(String),
    /// `recorded("kind")`
    Recorded(String),
    /// `open("procedure")`
    Open(String),
    /// `done("procedure/step")`
    Done(String),
    /// `step_date("procedure/step")`
    StepDate(String),
    /// `record_date("kind")`
    RecordDate(String),
    /// `holders("role")`
    Holders(String),
    /// `all_gave("kind", "role")`
    AllGave(String, String),
    /// `all_gave_since("kind", "role", "event")`
    AllGaveSince(String, String, String),
    /// `after("event", "event")`: the first happened after the second
    After(String, String),
    /// `overdue("clock", "parameter of type period")`
    Overdue(String, String),
    /// `complete("document")`
    Complete(String),
    /// `listed()`
    Listed,
    /// `meets("parameter")`
    Meets(String),
    /// `mode("id")`
    Mode(String),
    /// `today`
    Today,
    /// `at`
    Now,
}

/// The result of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Yes or no.
    Bool(bool),
    /// A number.
    Int(i64),
    /// A day.
    Date(Date),
    /// To the microsecond, as facts keep it.
    Moment(Timestamp),
}

/// Records of a kind as the conditions of one layer see them, by kind.
pub type Views = BTreeMap<String, Vec<BTreeMap<String, Value>>>;

/// Answers queries: the engine, for one question.
pub trait Oracle {
    /// The answer, with the type that the query has.
    ///
    /// # Errors
    /// A fault where it cannot be told, unset where it reads a parameter without value.
    fn tell(&self, query: &Query) -> Result<Told, Halt>;
}
