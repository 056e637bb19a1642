//! Periods and when they end (Civil Code 138 to 143).

use std::{fmt, str::FromStr};

use jiff::{SignedDuration, Span, Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::{Hours, add_working_days, date_at, end_of_day, fiscal_year};

/// A length of time as regulations give it. Written `48h`, `30d`, `5wd`, `2w`, `6m`, `1y`, `1fy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    /// Hours, counted from the moment itself (Civil Code 139).
    Hours(u32),
    /// Every day counts, open or closed.
    Days(u32),
    /// Days on which a calendar is open.
    WorkingDays(u32),
    Weeks(u32),
    /// As long as each of them is: not thirty days (Civil Code 143).
    Months(u32),
    /// As months, of which it is twelve.
    Years(u32),
    /// To the end of a fiscal year: 1 is the one in which the event lies, 2 the next.
    FiscalYears(u32),
}

/// What a period is counted by besides the calendar of months.
#[derive(Debug, Clone, Copy)]
pub struct Counting<'a> {
    /// The month in which fiscal years begin, 4 in Japan; see [`fiscal_year`].
    pub fiscal_start: i8,
    /// The calendar whose open days are working days.
    pub working: Option<&'a Hours>,
}

/// Why an end cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueError {
    /// Working days without a calendar.
    NoCalendar,
    /// Hours counted from a day: only [`Period::due_at`] can.
    NeedsMoment,
    /// Past the range of dates, or too few working days are known.
    OutOfRange,
}

/// The text is not a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPeriod;

/// Unit, most that is accepted (about a century), least that means something.
type Unit = (&'static str, u32, u32, fn(u32) -> Period);

const UNITS: [Unit; 7] = [
    ("h", 876_000, 1, Period::Hours),
    ("wd", 10_000, 1, Period::WorkingDays),
    ("d", 36_525, 0, Period::Days),
    ("w", 5_218, 1, Period::Weeks),
    ("m", 1_200, 1, Period::Months),
    ("fy", 100, 1, Period::FiscalYears),
    ("y", 100, 1, Period::Years),
];

impl Period {
    /// The last day of the period that follows an event. The day of the event is not counted (Civil Code 140), the
    /// day given is wholly inside (141).
    ///
    /// Months and years end on the day before the one that corresponds to the first day counted, or on the month's
    /// last where there is none (143): one month after 31 January is the last of February, and one month after
    /// 30 April is 31 May, since it counts from 1 May.
    ///
    /// # Errors
    /// See [`DueError`].
    pub fn due(self, event: Date, counting: Counting<'_>) -> Result<Date, DueError> {
        let first = || event.tomorrow().map_err(|_| DueError::OutOfRange);
        match self {
            Self::Hours(_) => Err(DueError::NeedsMoment),
            Self::Days(n) => days(event, n),
            Self::Weeks(n) => days(event, n.saturating_mul(7)),
            Self::WorkingDays(n) => {
                add_working_days(counting.working.ok_or(DueError::NoCalendar)?, event, n).ok_or(DueError::OutOfRange)
            }
            Self::Months(n) => months(first()?, n),
            Self::Years(n) => months(first()?, n.saturating_mul(12)),
            Self::FiscalYears(n) => {
                let mut year = fiscal_year(event, counting.fiscal_start);
                let later = i16::try_from(n.saturating_sub(1)).map_err(|_| DueError::OutOfRange)?;
                year.0 = year.0.checked_add(later).ok_or(DueError::OutOfRange)?;
                year.days(counting.fiscal_start).map(|(_, last)| last).ok_or(DueError::OutOfRange)
            }
        }
    }

    /// The last day of the period that begins with the first moment of a day, which is counted (Civil Code 140
    /// proviso): one year from 1 April ends on 31 March.
    ///
    /// # Errors
    /// See [`DueError`].
    pub fn ends(self, first: Date, counting: Counting<'_>) -> Result<Date, DueError> {
        match self {
            // The fiscal year is that of the first day, not of the day before.
            Self::FiscalYears(_) => self.due(first, counting),
            _ => self.due(first.yesterday().map_err(|_| DueError::OutOfRange)?, counting),
        }
    }

    /// The last moment of the period that follows an event: the last microsecond of the last day; for hours the
    /// moment itself.
    ///
    /// # Errors
    /// See [`DueError`].
    pub fn due_at(self, event: Timestamp, zone: &TimeZone, counting: Counting<'_>) -> Result<Timestamp, DueError> {
        match self {
            Self::Hours(n) => {
                event.checked_add(SignedDuration::from_hours(i64::from(n))).map_err(|_| DueError::OutOfRange)
            }
            _ => end_of_day(self.due(date_at(event, zone), counting)?, zone).ok_or(DueError::OutOfRange),
        }
    }

    fn parts(self) -> (u32, &'static str) {
        match self {
            Self::Hours(n) => (n, "h"),
            Self::Days(n) => (n, "d"),
            Self::WorkingDays(n) => (n, "wd"),
            Self::Weeks(n) => (n, "w"),
            Self::Months(n) => (n, "m"),
            Self::Years(n) => (n, "y"),
            Self::FiscalYears(n) => (n, "fy"),
        }
    }
}

fn days(event: Date, count: u32) -> Result<Date, DueError> {
    let span = Span::new().try_days(i64::from(count)).map_err(|_| DueError::OutOfRange)?;
    event.checked_add(span).map_err(|_| DueError::OutOfRange)
}

/// The last day of `count` months of which `first` is the first day counted.
fn months(first: Date, count: u32) -> Result<Date, DueError> {
    let span = Span::new().try_months(i64::from(count)).map_err(|_| DueError::OutOfRange)?;
    let corresponding = first.checked_add(span).map_err(|_| DueError::OutOfRange)?;
    // The sum stops at the month's last day where the corresponding one is missing; then that is the end.
    if corresponding.day() == first.day() {
        corresponding.yesterday().map_err(|_| DueError::OutOfRange)
    } else {
        Ok(corresponding)
    }
}

/// Digits and a unit, without spaces or signs. Only `0d`, the same day, may be zero.
impl FromStr for Period {
    type Err = NoPeriod;

    fn from_str(text: &str) -> Result<Self, NoPeriod> {
        let end = text.find(|c: char| !c.is_ascii_digit()).ok_or(NoPeriod)?;
        let (number, unit) = text.split_at(end);
        if number.is_empty() || number.len() > 6 || (number.len() > 1 && number.starts_with('0')) {
            return Err(NoPeriod);
        }
        let number: u32 = number.parse().map_err(|_| NoPeriod)?;
        let (_, most, least, make) = UNITS.iter().find(|(name, ..)| *name == unit).ok_or(NoPeriod)?;
        if (*least..=*most).contains(&number) { Ok(make(number)) } else { Err(NoPeriod) }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = self.parts();
        write!(f, "{number}{unit}")
    }
}

impl TryFrom<String> for Period {
    type Error = NoPeriod;

    fn try_from(text: String) -> Result<Self, NoPeriod> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl fmt::Display for NoPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a period such as 48h, 30d, 5wd, 2w, 6m, 1y, 1fy, of at most about a hundred years")
    }
}

impl fmt::Display for DueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoCalendar => "working days need a calendar",
            Self::NeedsMoment => "hours are counted from a moment, not from a day",
            Self::OutOfRange => "the end lies outside the days that are known",
        })
    }
}

impl std::error::Error for NoPeriod {}
impl std::error::Error for DueError {}
