//! Opening hours.

mod closed;
mod error;
mod instants;
mod minutes;
mod opening;
mod spec;

use std::collections::BTreeMap;

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Weekday},
    tz::TimeZone,
};

pub use closed::Closed;
pub use error::{HoursError, HoursProblem};
pub use opening::{End, Opening};
pub use spec::{HolidayRule, HoursSpec, OpenSpec, WeeklySpec};

use crate::holiday::{holiday, holidays_known};

/// How many days [`Hours::next_inside`] looks ahead.
pub const NEXT_INSIDE_DAYS: i64 = 400;

/// When something is open, by weekday, with holidays, closures and extra days, in a zone.
///
/// What counts on a day: extra openings, else closures, else holidays, else the weekday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    zone: TimeZone,
    weekly: [Vec<Opening>; 7],
    holidays: HolidayRule,
    closed: Vec<Closed>,
    open: BTreeMap<Date, Vec<Opening>>,
    /// Minutes of the hour that are inside, in order; empty: all.
    minutes: Vec<i8>,
}

impl Hours {
    /// Hours that are never open yet.
    pub fn new(zone: TimeZone, holidays: HolidayRule) -> Self {
        Self { zone, weekly: Default::default(), holidays, closed: vec![], open: BTreeMap::new(), minutes: vec![] }
    }

    /// Adds an opening on a weekday.
    ///
    /// # Errors
    /// It overlaps another one of that weekday.
    pub fn weekly(mut self, weekday: Weekday, opening: Opening) -> Result<Self, HoursProblem> {
        opening::add(&mut self.weekly[index(weekday)], opening)?;
        Ok(self)
    }

    /// Adds a closure.
    #[must_use]
    pub fn close(mut self, closed: Closed) -> Self {
        self.closed.push(closed);
        self
    }

    /// Adds an opening on one day, which then has its own hours only.
    ///
    /// # Errors
    /// It overlaps another one of that day.
    pub fn open(mut self, day: Date, opening: Opening) -> Result<Self, HoursProblem> {
        opening::add(self.open.entry(day).or_default(), opening)?;
        Ok(self)
    }

    /// Whether only some minutes of each hour are inside.
    pub fn has_minutes(&self) -> bool {
        !self.minutes.is_empty()
    }

    /// The zone in which the times are meant.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Whether a moment is inside, in whole microseconds: an inclusive end at 17:15 holds 17:15:00.000000 and not
    /// 17:15:00.000001. Where clocks are set back, both passes of a time of day count.
    pub fn within(&self, at: Timestamp) -> bool {
        let minute = at.to_zoned(self.zone.clone()).minute();
        (self.minutes.is_empty() || self.minutes.contains(&minute)) && self.is_open(at)
    }

    /// The same whatever the minute.
    fn is_open(&self, at: Timestamp) -> bool {
        let civil = at.to_zoned(self.zone.clone()).datetime();
        let time = opening::micros(civil.time());
        self.openings(civil.date()).iter().any(|opening| opening.holds(time))
    }

    /// The openings of a day in order; empty on a closed one.
    pub fn openings(&self, day: Date) -> &[Opening] {
        if let Some(openings) = self.open.get(&day) {
            return openings;
        }
        // Where nobody knows the holidays (before 1948-07-20, after 2099) nothing is called open.
        let holiday = || holiday(day).is_some() || !holidays_known(day);
        let closed = self.closed.iter().any(|closed| closed.holds(day));
        if closed || (self.holidays == HolidayRule::Closed && holiday()) {
            return &[];
        }
        &self.weekly[index(day.weekday())]
    }

    /// Whether the day has any hours.
    pub fn is_working_day(&self, day: Date) -> bool {
        !self.openings(day).is_empty()
    }

    /// The first moment at or after `at` that is inside; `at` itself where it is. `None`: none within
    /// [`NEXT_INSIDE_DAYS`].
    pub fn next_inside(&self, at: Timestamp) -> Option<Timestamp> {
        if self.minutes.is_empty() { self.next_open(at) } else { minutes::next(self, at) }
    }

    /// The same whatever the minute.
    fn next_open(&self, at: Timestamp) -> Option<Timestamp> {
        if self.is_open(at) {
            return Some(at);
        }
        // Where clocks are set back over midnight, moments of two days interleave: the neighbours are looked at too.
        let today = at.to_zoned(self.zone.clone()).date();
        let first = today.yesterday().unwrap_or(today);
        let mut best: Option<(Date, Timestamp)> = None;
        for day in self.days_from(first) {
            if best.is_some_and(|(found, _)| found.tomorrow().is_ok_and(|next| next < day)) {
                break;
            }
            let next = self.spans(day).into_iter().map(|(start, _)| start).filter(|start| *start >= at).min();
            match (next, best) {
                (Some(next), Some((_, known))) if next >= known => {}
                (Some(next), _) => best = Some((day, next)),
                (None, _) => {}
            }
        }
        best.map(|(_, at)| at)
    }

    /// The moments inside on a day, each from the first to the last one inside, in order. A change of the clock may
    /// cut an opening in two or leave nothing of it.
    pub fn spans(&self, day: Date) -> Vec<(Timestamp, Timestamp)> {
        instants::of(&self.zone, day, self.openings(day))
    }

    fn days_from(&self, first: Date) -> impl Iterator<Item = Date> + use<> {
        let count = usize::try_from(NEXT_INSIDE_DAYS).unwrap_or(0) + 2;
        first.series(1.day()).take(count)
    }
}

fn index(weekday: Weekday) -> usize {
    usize::try_from(weekday.to_monday_zero_offset()).unwrap_or(0)
}
