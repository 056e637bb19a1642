#![doc = include_str!("../README.md")]

mod count;
mod day;
mod fiscal;
mod holiday;
mod hours;
mod moment;
mod period;
mod recurrence;
mod wareki;

pub use count::{add_working_days, days_between, elapsed_days};
pub use day::{date_at, end_of_day, start_of_day};
pub use fiscal::{FiscalYear, fiscal_year};
pub use holiday::{HOLIDAYS_FROM, HOLIDAYS_UNTIL, Holiday, HolidayKind, holiday, holidays_known, holidays_of};
pub use hours::{
    Closed, End, HolidayRule, Hours, HoursError, HoursProblem, HoursSpec, NEXT_INSIDE_DAYS, OpenSpec, Opening,
    WeeklySpec,
};
pub use moment::{moment, moment_clock, moment_text};
pub use period::{Counting, DueError, NoPeriod, Period};
pub use recurrence::{CountedDays, Every, Instance, Instances, MAX_INSTANCES, NoEvery, Recurrence};
pub use wareki::{ERAS, Era, Wareki, wareki};
