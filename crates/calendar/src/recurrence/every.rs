//! How often, and the periods that follow from it.

use std::{fmt, str::FromStr};

use jiff::{Span, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{days_between, fiscal_year};

/// How often a duty comes. Written `day`, `week`, `month`, `quarter`, `year`, `fiscal-year`, `10 days`, `3 months`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Every {
    /// Each day.
    Day,
    /// Each week, Monday to Sunday (ISO 8601).
    Week,
    /// Each month.
    Month,
    /// Each quarter of the calendar year. With fiscal years from April fiscal quarters are the same days under another
    /// number: the third here is the second there.
    Quarter,
    /// Each calendar year.
    Year,
    /// Each fiscal year.
    FiscalYear,
    /// Every so many days, counted from the anchor.
    Days(u16),
    /// Every so many months, counted from the anchor; a missing day is the month's last.
    Months(u16),
}

/// The text is not a recurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoEvery;

/// A period: id, first and last day.
pub(super) struct Period {
    pub id: String,
    pub from: Date,
    pub until: Date,
}

impl Every {
    /// The whole period in which a day lies; `None` outside the range of dates, and before the anchor for those that
    /// count from it.
    pub(super) fn period(self, day: Date, anchor: Date, fiscal_start: i8) -> Option<Period> {
        let year = day.year();
        let months = |first_month: i8, count: i32| -> Option<(Date, Date)> {
            let from = Date::new(year, first_month, 1).ok()?;
            let last = from.checked_add(Span::new().months(count - 1)).ok()?.last_of_month();
            Some((from, last))
        };
        // What was done for a period is stored under its id: these forms do not change.
        let (id, (from, until)) = match self {
            Self::Day => (day.to_string(), (day, day)),
            Self::Week => {
                let from = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
                let week = day.iso_week_date();
                (format!("{:04}-W{:02}", week.year(), week.week()), (from, from.checked_add(6.days()).ok()?))
            }
            Self::Month => (format!("{year:04}-{:02}", day.month()), months(day.month(), 1)?),
            Self::Quarter => {
                let quarter = (day.month() - 1) / 3;
                (format!("{year:04}Q{}", quarter + 1), months(quarter * 3 + 1, 3)?)
            }
            Self::Year => (format!("{year:04}"), months(1, 12)?),
            Self::FiscalYear => {
                let year = fiscal_year(day, fiscal_start);
                (format!("FY{:04}", year.0), year.days(fiscal_start)?)
            }
            Self::Days(n) => {
                let n = i64::from(n.max(1));
                let gone = days_between(anchor, day);
                if gone < 0 {
                    return None;
                }
                let from = anchor.checked_add(Span::new().try_days(gone - gone % n).ok()?).ok()?;
                (format!("{from}~{n}d"), (from, from.checked_add((n - 1).days()).ok()?))
            }
            Self::Months(n) => {
                let (from, until) = months_from(anchor, n.max(1), day)?;
                (format!("{from}~{}m", n.max(1)), (from, until))
            }
        };
        Some(Period { id, from, until })
    }
}

/// The steps are counted from the anchor, not from each other, so that a month's last day is not lost in February.
fn months_from(anchor: Date, n: u16, day: Date) -> Option<(Date, Date)> {
    if day < anchor {
        return None;
    }
    let n = i32::from(n);
    let start = |k: i32| anchor.checked_add(Span::new().try_months(k.checked_mul(n)?).ok()?).ok();
    let apart = (i32::from(day.year()) - i32::from(anchor.year())) * 12 + i32::from(day.month() - anchor.month());
    let mut k = apart / n;
    if start(k)? > day {
        k -= 1;
    }
    Some((start(k)?, start(k + 1)?.yesterday().ok()?))
}

impl FromStr for Every {
    type Err = NoEvery;

    fn from_str(text: &str) -> Result<Self, NoEvery> {
        Ok(match text {
            "day" => Self::Day,
            "week" => Self::Week,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "year" => Self::Year,
            "fiscal-year" => Self::FiscalYear,
            _ => {
                let (number, unit) = text.split_once(' ').ok_or(NoEvery)?;
                if number.starts_with('0') || !number.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Err(NoEvery);
                }
                let number = number.parse::<u16>().map_err(|_| NoEvery)?;
                match (number, unit) {
                    (1, "day") | (2..=3_660, "days") => Self::Days(number),
                    (1, "month") | (2..=1_200, "months") => Self::Months(number),
                    _ => return Err(NoEvery),
                }
            }
        })
    }
}

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |n: u16| if n == 1 { "" } else { "s" };
        match self {
            Self::Day => f.write_str("day"),
            Self::Week => f.write_str("week"),
            Self::Month => f.write_str("month"),
            Self::Quarter => f.write_str("quarter"),
            Self::Year => f.write_str("year"),
            Self::FiscalYear => f.write_str("fiscal-year"),
            Self::Days(n) => write!(f, "{n} day{}", plural(*n)),
            Self::Months(n) => write!(f, "{n} month{}", plural(*n)),
        }
    }
}

impl TryFrom<String> for Every {
    type Error = NoEvery;

    fn try_from(text: String) -> Result<Self, NoEvery> {
        text.parse()
    }
}

impl From<Every> for String {
    fn from(every: Every) -> Self {
        every.to_string()
    }
}

impl fmt::Display for NoEvery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not one of day, week, month, quarter, year, fiscal-year, or such as 10 days, 3 months")
    }
}

impl std::error::Error for NoEvery {}
