//! One opening of a day.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::error::HoursProblem;

/// Microseconds of a day on a clock without changes.
pub(super) const DAY: i64 = 86_400_000_000;

/// Whether the end is still inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// 17:15:00 is inside, a microsecond later is not.
    #[default]
    Inclusive,
    /// 17:15:00 is outside.
    Exclusive,
}

/// From a time of day to a later one of the same day, in whole microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Opening {
    first: i64,
    last: i64,
}

impl Opening {
    /// An opening between two times of day.
    ///
    /// # Errors
    /// It would hold nothing. Hours over midnight are two openings, one to `24:00` and one from `00:00`.
    pub fn new(from: Time, until: Time, end: End) -> Result<Self, HoursProblem> {
        Self::of_micros(micros(from), micros(until), end)
            .ok_or_else(|| HoursProblem::Backwards { from: from.to_string(), until: until.to_string() })
    }

    /// Reads `08:30` and `17:15`, with seconds if wanted; the end may be `24:00`.
    ///
    /// # Errors
    /// A text is not a time of day, or the opening would hold nothing.
    pub fn parse(from: &str, until: &str, end: End) -> Result<Self, HoursProblem> {
        let first = clock(from)?;
        let last = if until == "24:00" { DAY } else { clock(until)? };
        Self::of_micros(first, last, end)
            .ok_or_else(|| HoursProblem::Backwards { from: from.to_owned(), until: until.to_owned() })
    }

    fn of_micros(first: i64, until: i64, end: End) -> Option<Self> {
        let last = if end == End::Inclusive { until.min(DAY - 1) } else { until - 1 };
        (first < until && first <= last).then_some(Self { first, last })
    }

    /// The first time of day inside.
    pub fn first(&self) -> Time {
        time(self.first)
    }

    /// The last microsecond inside.
    pub fn last(&self) -> Time {
        time(self.last)
    }

    pub(super) fn holds(&self, micros: i64) -> bool {
        (self.first..=self.last).contains(&micros)
    }

    pub(super) fn bounds(&self) -> (i64, i64) {
        (self.first, self.last)
    }
}

/// Adds in order. Two openings may touch: one to 12:00, the next from 12:00.
pub(super) fn add(openings: &mut Vec<Opening>, new: Opening) -> Result<(), HoursProblem> {
    if openings.iter().any(|old| old.first < new.last && new.first < old.last) {
        return Err(HoursProblem::Overlap { from: new.first().to_string() });
    }
    openings.push(new);
    openings.sort_unstable();
    Ok(())
}

/// Whole microseconds since the day's midnight on the clock; what is finer is cut.
pub(super) fn micros(time: Time) -> i64 {
    let seconds = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    seconds * 1_000_000 + i64::from(time.subsec_nanosecond()) / 1_000
}

fn time(micros: i64) -> Time {
    Time::midnight().checked_add(jiff::SignedDuration::from_micros(micros)).unwrap_or(Time::MAX)
}

fn clock(text: &str) -> Result<i64, HoursProblem> {
    parse_time(text).map(micros).ok_or_else(|| HoursProblem::BadTime(text.to_owned()))
}

/// Two digits each, `HH:MM` or `HH:MM:SS`: nothing that a person could read in two ways.
pub(crate) fn parse_time(text: &str) -> Option<Time> {
    let bytes = text.as_bytes();
    let shape = matches!(bytes.len(), 5 | 8)
        && bytes.iter().enumerate().all(|(at, byte)| if at % 3 == 2 { *byte == b':' } else { byte.is_ascii_digit() });
    if !shape {
        return None;
    }
    let number = |at: usize| text.get(at..at + 2).and_then(|part| part.parse::<i8>().ok());
    let second = if bytes.len() == 8 { number(6)? } else { 0 };
    Time::new(number(0)?, number(3)?, second, 0).ok()
}
