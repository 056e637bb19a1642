//! Closures.

use std::{fmt, str::FromStr};

use jiff::civil::Date;

use super::error::HoursProblem;

/// Days on which nothing is open; both ends are inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Closed {
    /// Every year, as month and day; may run over the turn of the year (年末年始).
    Yearly {
        /// The first day.
        from: (i8, i8),
        /// The last day.
        until: (i8, i8),
    },
    /// In one year only.
    Once {
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
    },
}

impl Closed {
    /// Whether a day is one of them.
    pub fn holds(&self, day: Date) -> bool {
        match *self {
            Self::Once { from, until } => (from..=until).contains(&day),
            Self::Yearly { from, until } => {
                let day = (day.month(), day.day());
                if from <= until { (from..=until).contains(&day) } else { from <= day || day <= until }
            }
        }
    }
}

/// Reads `12-29..01-03`, `08-13`, `2026-10-01` and `2026-08-13..2026-08-15`.
impl FromStr for Closed {
    type Err = HoursProblem;

    fn from_str(text: &str) -> Result<Self, HoursProblem> {
        let bad = || HoursProblem::BadRange(text.to_owned());
        let (from, until) = text.split_once("..").unwrap_or((text, text));
        if let (Some(from), Some(until)) = (month_day(from), month_day(until)) {
            return Ok(Self::Yearly { from, until });
        }
        let (from, until) = (parse_date(from).ok_or_else(bad)?, parse_date(until).ok_or_else(bad)?);
        if until < from {
            return Err(HoursProblem::Backwards { from: from.to_string(), until: until.to_string() });
        }
        Ok(Self::Once { from, until })
    }
}

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yearly { from, until } if from == until => write!(f, "{:02}-{:02}", from.0, from.1),
            Self::Yearly { from, until } => {
                write!(f, "{:02}-{:02}..{:02}-{:02}", from.0, from.1, until.0, until.1)
            }
            Self::Once { from, until } if from == until => write!(f, "{from}"),
            Self::Once { from, until } => write!(f, "{from}..{until}"),
        }
    }
}

/// `YYYY-MM-DD` and nothing else.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if shape { text.parse().ok() } else { None }
}

/// `MM-DD`; 29 February is a day.
fn month_day(text: &str) -> Option<(i8, i8)> {
    // A leap year, so that every day of some year is one.
    let day = (text.len() == 5).then(|| parse_date(&format!("2000-{text}")))??;
    Some((day.month(), day.day()))
}
