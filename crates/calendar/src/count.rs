//! Counting days.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{Hours, date_at};

/// How many days in a row without a working day end a count: nothing will come.
const DRY_DAYS: u32 = 800;

/// Days from the day of an event to the day of a moment, both in the zone. The day of the event is not counted: an
/// event of yesterday at 23:59 is 1 day ago at 0:00. Negative where the moment comes first.
pub fn elapsed_days(event: Timestamp, at: Timestamp, zone: &TimeZone) -> i64 {
    days_between(date_at(event, zone), date_at(at, zone))
}

/// Days from one day to another; negative where the second comes first.
pub fn days_between(from: Date, to: Date) -> i64 {
    // Through UTC, where each day has 24 hours.
    let second = |day: Date| TimeZone::UTC.to_timestamp(day.to_datetime(jiff::civil::Time::midnight()));
    match (second(from), second(to)) {
        (Ok(from), Ok(to)) => (to.as_second() - from.as_second()) / 86_400,
        // The two last dates of the range have no moment in UTC; the span is exact too, only slower.
        _ => from.until((jiff::Unit::Day, to)).map(|span| i64::from(span.get_days())).unwrap_or(0),
    }
}

/// The `count`-th working day after a day, which is not counted; the day itself for 0.
///
/// `None`: the calendar has no working day for more than two years, or the range of dates ends.
pub fn add_working_days(calendar: &Hours, from: Date, count: u32) -> Option<Date> {
    let (mut day, mut left, mut dry) = (from, count, 0);
    while left > 0 {
        day = day.tomorrow().ok()?;
        if calendar.is_working_day(day) {
            (left, dry) = (left - 1, 0);
        } else {
            dry += 1;
            if dry > DRY_DAYS {
                return None;
            }
        }
    }
    Some(day)
}
