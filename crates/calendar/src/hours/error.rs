//! What is wrong with hours, as data.

use std::fmt;

/// One thing wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursError {
    /// The field as a path: `days[1]`, `until`, `also[0].from`, `closed[2]`, `open[0].date`.
    pub field: String,
    /// What is wrong there.
    pub problem: HoursProblem,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoursProblem {
    /// No day of the week is given.
    NoDays,
    /// Not one of mon, tue, wed, thu, fri, sat, sun.
    UnknownDay(String),
    /// Not a time such as 08:30.
    BadTime(String),
    /// Not a date such as 2026-10-01.
    BadDate(String),
    /// Not a closure such as 12-29..01-03, 08-13, 2026-10-01 or 2026-08-13..2026-08-15.
    BadRange(String),
    /// The end does not come after the beginning.
    Backwards {
        /// The beginning as given.
        from: String,
        /// The end as given.
        until: String,
    },
    /// It overlaps another opening of the same day.
    Overlap {
        /// Where it begins.
        from: String,
    },
    /// No minutes of an hour: 0 to 59, each once.
    BadMinutes(String),
    /// More entries than anybody would write by hand.
    TooMany {
        /// How many are allowed.
        most: usize,
    },
}

impl HoursProblem {
    /// A stable word for it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoDays => "no-days",
            Self::UnknownDay(_) => "unknown-day",
            Self::BadTime(_) => "bad-time",
            Self::BadDate(_) => "bad-date",
            Self::BadRange(_) => "bad-range",
            Self::Backwards { .. } => "backwards",
            Self::Overlap { .. } => "overlap",
            Self::BadMinutes(_) => "bad-minutes",
            Self::TooMany { .. } => "too-many",
        }
    }

    /// In Japanese, with what would be right.
    pub fn ja(&self) -> String {
        match self {
            Self::NoDays => "曜日がありません(mon、tue、wed、thu、fri、sat、sun から選びます)".to_owned(),
            Self::UnknownDay(text) => {
                format!("「{text}」は曜日ではありません(mon、tue、wed、thu、fri、sat、sun のどれか)")
            }
            Self::BadTime(text) => format!("「{text}」は時刻ではありません(例 08:30)"),
            Self::BadDate(text) => format!("「{text}」は日付ではありません(例 2026-10-01)"),
            Self::BadRange(text) => {
                format!("「{text}」は休む日ではありません(例 12-29..01-03、08-13、2026-10-01、2026-08-13..2026-08-15)")
            }
            Self::Backwards { from, until } => format!("終わり({until})が始まり({from})より後ではありません"),
            Self::Overlap { from } => format!("{from} からの時間帯が同じ日の別の時間帯と重なっています"),
            Self::BadMinutes(text) => {
                format!("「{text}」は時刻の分ではありません(0から59まで、それぞれ一度。例 0, 30)")
            }
            Self::TooMany { most } => format!("{most} 件を超えています"),
        }
    }

    /// In English, with what would be right.
    pub fn en(&self) -> String {
        match self {
            Self::NoDays => "no day of the week is given (mon, tue, wed, thu, fri, sat, sun)".to_owned(),
            Self::UnknownDay(text) => format!("\"{text}\" is no day of the week (mon, tue, wed, thu, fri, sat, sun)"),
            Self::BadTime(text) => format!("\"{text}\" is no time of day (for example 08:30)"),
            Self::BadDate(text) => format!("\"{text}\" is no date (for example 2026-10-01)"),
            Self::BadRange(text) => format!(
                "\"{text}\" is no closure (for example 12-29..01-03, 08-13, 2026-10-01, 2026-08-13..2026-08-15)"
            ),
            Self::Backwards { from, until } => format!("the end {until} does not come after the beginning {from}"),
            Self::Overlap { from } => format!("the hours from {from} overlap others of the same day"),
            Self::BadMinutes(text) => {
                format!("\"{text}\" are no minutes of an hour (0 to 59, each once; for example 0, 30)")
            }
            Self::TooMany { most } => format!("more than {most} entries"),
        }
    }
}

impl fmt::Display for HoursProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl fmt::Display for HoursError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.problem)
    }
}

impl std::error::Error for HoursProblem {}
impl std::error::Error for HoursError {}
