//! Openings as moments, exact where the clock changes.

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

use super::opening::{DAY, Opening};

/// No zone is further from UTC than this.
const REACH: SignedDuration = SignedDuration::from_hours(26);

/// The moments at which the clock of the zone shows this day and a time of one of the openings.
///
/// Between two changes of the clock the offset is constant, so each opening is shifted by it and cut at the changes.
pub(super) fn of(zone: &TimeZone, day: Date, openings: &[Opening]) -> Vec<(Timestamp, Timestamp)> {
    let mut found = vec![];
    let Ok(midnight) = TimeZone::UTC.to_timestamp(day.to_datetime(jiff::civil::Time::midnight())) else {
        return found;
    };
    if openings.is_empty() {
        return found;
    }
    let from = midnight.saturating_sub(REACH).unwrap_or(Timestamp::MIN);
    let until = midnight.saturating_add(REACH + SignedDuration::from_micros(DAY)).unwrap_or(Timestamp::MAX);
    let mut start = from;
    let mut offset = zone.to_offset(from);
    let changes = zone.following(from).map(|change| (change.timestamp(), Some(change.offset())));
    for (change, next) in changes.take_while(|(change, _)| *change < until).chain([(until, None)]) {
        for opening in openings {
            let (first, last) = opening.bounds();
            let shift = midnight.as_microsecond() - i64::from(offset.seconds()) * 1_000_000;
            let first = (shift + first).max(start.as_microsecond());
            let last = (shift + last).min(change.as_microsecond() - 1);
            if first <= last
                && let (Ok(first), Ok(last)) = (Timestamp::from_microsecond(first), Timestamp::from_microsecond(last))
            {
                found.push((first, last));
            }
        }
        start = change;
        offset = next.unwrap_or(offset);
    }
    found.sort_unstable();
    found
}
