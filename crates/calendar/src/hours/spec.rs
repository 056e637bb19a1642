//! Hours as they are written.

use jiff::{civil::Weekday, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{Closed, End, Hours, HoursError, HoursProblem, Opening, closed::parse_date};

/// How many entries a list may have.
const MOST: usize = 256;

/// What national holidays mean to a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HolidayRule {
    /// Closed on them.
    Closed,
    /// They are days like others.
    Open,
}

/// Hours as a pack or a setting writes them; [`HoursSpec::build`] checks them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct HoursSpec {
    /// `mon` to `sun`.
    pub days: Vec<String>,
    /// `08:30`.
    pub from: String,
    /// `17:15`, or `24:00`.
    pub until: String,
    /// Whether the end is inside.
    #[serde(default)]
    pub end: End,
    /// What holidays mean; never left to a default.
    pub holidays: HolidayRule,
    /// Further hours: a second block after a lunch break, a shorter Saturday.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<WeeklySpec>,
    /// `12-29..01-03`, `08-13`, `2026-10-01`, `2026-08-13..2026-08-15`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<String>,
    /// Days with hours of their own, whatever else is said of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<OpenSpec>,
    /// Minutes of the hour that are inside; absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Vec<i8>>,
}

/// Hours on some weekdays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WeeklySpec {
    /// `mon` to `sun`.
    pub days: Vec<String>,
    /// `08:30`.
    pub from: String,
    /// `17:15`, or `24:00`.
    pub until: String,
    /// Whether the end is inside.
    #[serde(default)]
    pub end: End,
}

/// Hours on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OpenSpec {
    /// `2026-10-04`.
    pub date: String,
    /// `08:30`.
    pub from: String,
    /// `17:15`, or `24:00`.
    pub until: String,
    /// Whether the end is inside.
    #[serde(default)]
    pub end: End,
}

impl HoursSpec {
    /// The hours in a zone.
    ///
    /// # Errors
    /// Everything wrong, in the order of the fields; at least one.
    pub fn build(&self, zone: TimeZone) -> Result<Hours, Vec<HoursError>> {
        let mut errors = vec![];
        let mut hours = Hours::new(zone, self.holidays);
        let main =
            WeeklySpec { days: self.days.clone(), from: self.from.clone(), until: self.until.clone(), end: self.end };
        weekly(&mut hours, &main, "", &mut errors);
        for (at, also) in self.also.iter().enumerate().take(MOST) {
            weekly(&mut hours, also, &format!("also[{at}]."), &mut errors);
        }
        for (at, text) in self.closed.iter().enumerate().take(MOST) {
            match text.parse::<Closed>() {
                Ok(closed) => hours.closed.push(closed),
                Err(problem) => errors.push(HoursError { field: format!("closed[{at}]"), problem }),
            }
        }
        for (at, open) in self.open.iter().enumerate().take(MOST) {
            let field = format!("open[{at}].");
            let day = parse_date(&open.date);
            if day.is_none() {
                let problem = HoursProblem::BadDate(open.date.clone());
                errors.push(HoursError { field: format!("{field}date"), problem });
            }
            if let (Some(opening), Some(day)) = (opening(open, &field, &mut errors), day)
                && let Err(problem) = super::opening::add(hours.open.entry(day).or_default(), opening)
            {
                errors.push(HoursError { field: format!("{field}from"), problem });
            }
        }
        if let Some(minutes) = &self.minutes {
            match super::minutes::read(minutes) {
                Ok(minutes) => hours.minutes = minutes,
                Err(problem) => errors.push(HoursError { field: "minutes".to_owned(), problem }),
            }
        }
        for (field, count) in [("also", self.also.len()), ("closed", self.closed.len()), ("open", self.open.len())] {
            if count > MOST {
                errors.push(HoursError { field: field.to_owned(), problem: HoursProblem::TooMany { most: MOST } });
            }
        }
        if errors.is_empty() { Ok(hours) } else { Err(errors) }
    }
}

/// The three fields that every kind of hours has.
trait Times {
    fn times(&self) -> (&str, &str, End);
}

impl Times for WeeklySpec {
    fn times(&self) -> (&str, &str, End) {
        (&self.from, &self.until, self.end)
    }
}

impl Times for OpenSpec {
    fn times(&self) -> (&str, &str, End) {
        (&self.from, &self.until, self.end)
    }
}

fn weekly(hours: &mut Hours, spec: &WeeklySpec, field: &str, errors: &mut Vec<HoursError>) {
    let mut days = vec![];
    if spec.days.is_empty() {
        errors.push(HoursError { field: format!("{field}days"), problem: HoursProblem::NoDays });
    }
    for (at, text) in spec.days.iter().enumerate().take(MOST) {
        match weekday(text) {
            Some(day) => days.push((at, day)),
            None => errors.push(HoursError {
                field: format!("{field}days[{at}]"),
                problem: HoursProblem::UnknownDay(text.clone()),
            }),
        }
    }
    let Some(opening) = opening(spec, field, errors) else { return };
    for (at, day) in days {
        if let Err(problem) = super::opening::add(&mut hours.weekly[super::index(day)], opening) {
            errors.push(HoursError { field: format!("{field}days[{at}]"), problem });
        }
    }
}

fn opening(spec: &impl Times, field: &str, errors: &mut Vec<HoursError>) -> Option<Opening> {
    let (from, until, end) = spec.times();
    Opening::parse(from, until, end)
        .map_err(|problem| {
            let wrong = match &problem {
                HoursProblem::BadTime(text) if text == from => "from",
                _ => "until",
            };
            errors.push(HoursError { field: format!("{field}{wrong}"), problem });
        })
        .ok()
}

fn weekday(text: &str) -> Option<Weekday> {
    Some(match text {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    })
}
