//! Tables of edges and properties.
#![expect(clippy::unwrap_used, reason = "tests")]

mod clocks;
mod counting;
mod holidays;
mod hours;
mod period;
mod recurrence;
mod spec;

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime, date},
    tz::TimeZone,
};
use tatefuda_calendar::{CountedDays, Hours, HoursSpec, Instance, Recurrence};

/// A zone by name.
fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

/// The moment at which a clock shows this; the first of two.
fn at(text: &str, zone: &TimeZone) -> Timestamp {
    zone.to_ambiguous_timestamp(text.parse::<DateTime>().unwrap()).earlier().unwrap()
}

/// Weekdays 8:30 to 17:15, closed on holidays and over the New Year: as most town halls open.
fn office() -> Hours {
    let text = r#"
        days = ["mon", "tue", "wed", "thu", "fri"]
        from = "08:30"
        until = "17:15"
        holidays = "closed"
        closed = ["12-29..01-03"]
    "#;
    toml::from_str::<HoursSpec>(text).unwrap().build(zone("Asia/Tokyo")).unwrap()
}

/// A day so many days after 1950-01-01.
fn day(days: i64) -> Date {
    date(1950, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap()
}

/// Working days after `from` up to and with `to`, counted one by one.
fn working_days_between(calendar: &Hours, from: Date, to: Date) -> usize {
    let days = from.series(1.day()).skip(1).take_while(|day| *day <= to);
    days.filter(|day| calendar.is_working_day(*day)).count()
}

/// The instance in whose period a day lies.
fn instance_on(recurrence: Recurrence, days: CountedDays<'_>, zone: &TimeZone, day: Date) -> Option<Instance> {
    recurrence.instances(days, zone, day, day).next()
}
