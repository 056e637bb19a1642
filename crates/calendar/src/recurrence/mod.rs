//! Duties that come again.

mod every;

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Time},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};

pub use every::{Every, NoEvery};

use crate::{Hours, end_of_day};

/// How many instances one iteration yields at most.
pub const MAX_INSTANCES: usize = 1_000;
/// How many periods one iteration looks at, so that a calendar without working days ends too.
const MAX_PERIODS: usize = 10_000;

/// When a duty comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Recurrence {
    /// How often.
    pub every: Every,
    /// The first day on which the duty holds; periods of days and months are counted from it.
    pub anchor: Date,
    /// Until when on the last day, that moment included; without it to the end of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// The month in which fiscal years begin, 4 in Japan.
    pub fiscal_start: i8,
}

#[derive(Debug, Clone, Copy)]
pub enum CountedDays<'a> {
    /// All of them.
    All,
    /// The days on which a calendar is open: an instance is due on the last one of its period, and a period without
    /// any has no instance.
    Working(&'a Hours),
}

/// One time that a duty comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// Stable, from the period alone: `2026-11-25`, `2026-W48`, `2026-11`, `2026Q4`, `2026`, `FY2026`,
    /// `2026-11-25~10d`, `2026-11-25~3m`.
    pub id: String,
    /// The first day of the period, not before the anchor.
    pub from: Date,
    /// The last day of the period.
    pub until: Date,
    /// The day on which it is due: the last day of the period that counts.
    pub due_day: Date,
    /// The last moment at which it is kept.
    pub due: Timestamp,
}

impl Recurrence {
    /// The instances whose periods meet the days `from` to `to`, in order, at most [`MAX_INSTANCES`]; see
    /// [`Instances::resume_from`].
    pub fn instances<'a>(&self, days: CountedDays<'a>, zone: &'a TimeZone, from: Date, to: Date) -> Instances<'a> {
        Instances { recurrence: *self, days, zone, next: Some(from.max(self.anchor)), to, yielded: 0, looked: 0 }
    }

    fn instance(&self, days: CountedDays<'_>, zone: &TimeZone, period: every::Period) -> Option<Instance> {
        let (from, until) = (period.from.max(self.anchor), period.until);
        let due_day = match days {
            CountedDays::All => until,
            CountedDays::Working(hours) => {
                until.series(-1.day()).take_while(|day| from <= *day).find(|day| hours.is_working_day(*day))?
            }
        };
        let due = match self.time {
            None => end_of_day(due_day, zone)?,
            // Of a time that comes twice the second, of one that is skipped the one after the change.
            Some(time) => zone.to_ambiguous_timestamp(due_day.to_datetime(time)).later().ok()?,
        };
        Some(Instance { id: period.id, from, until, due_day, due })
    }
}

/// Iterator over [`Instance`]s.
#[derive(Debug, Clone)]
pub struct Instances<'a> {
    recurrence: Recurrence,
    days: CountedDays<'a>,
    zone: &'a TimeZone,
    next: Option<Date>,
    to: Date,
    yielded: usize,
    looked: usize,
}

impl Instances<'_> {
    /// The day from which to ask again where the iteration ended at its bound; `None` where it ended by itself.
    // lint: dead: a bound that cannot be told from an end would leave out instances in silence (decision 0011)
    pub fn resume_from(&self) -> Option<Date> {
        self.next.filter(|day| *day <= self.to)
    }
}

impl Iterator for Instances<'_> {
    type Item = Instance;

    fn next(&mut self) -> Option<Instance> {
        while self.yielded < MAX_INSTANCES && self.looked < MAX_PERIODS {
            let day = self.next.filter(|day| *day <= self.to)?;
            let Recurrence { every, anchor, fiscal_start, .. } = self.recurrence;
            let period = every.period(day, anchor, fiscal_start);
            self.next = period.as_ref().and_then(|period| period.until.tomorrow().ok());
            self.looked += 1;
            if let Some(instance) = self.recurrence.instance(self.days, self.zone, period?) {
                self.yielded += 1;
                return Some(instance);
            }
        }
        None
    }
}
