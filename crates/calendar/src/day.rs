//! Days in the zone of a body.

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};

/// The day on which a moment falls in a zone.
pub fn date_at(at: Timestamp, zone: &TimeZone) -> Date {
    at.to_zoned(zone.clone()).date()
}

/// The first moment of a day; where clocks skip midnight, the first one after it.
///
/// `None` outside the range of times (year 9999).
pub fn start_of_day(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    day.to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp())
}

/// The last microsecond of a day, the resolution in which times are stored.
///
/// `None` outside the range of times (year 9999).
pub fn end_of_day(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    let next = start_of_day(day.checked_add(1.day()).ok()?, zone)?;
    next.checked_sub(SignedDuration::from_micros(1)).ok()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_of_the_body_is_not_a_day_in_utc() {
        let tokyo = TimeZone::get("Asia/Tokyo").unwrap();
        let start = start_of_day(date(2026, 4, 1), &tokyo).unwrap();
        assert_eq!(start.to_string(), "2026-03-31T15:00:00Z");
        assert_eq!(date_at(start, &tokyo), date(2026, 4, 1));
        let end = end_of_day(date(2026, 4, 1), &tokyo).unwrap();
        assert_eq!(end.to_string(), "2026-04-01T14:59:59.999999Z");
        assert_eq!(date_at(end, &tokyo), date(2026, 4, 1));
        assert_eq!(date_at(end + SignedDuration::from_micros(1), &tokyo), date(2026, 4, 2));
    }

    #[test]
    fn days_of_other_lengths() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let hours = |day| {
            let length =
                end_of_day(day, &berlin).unwrap().as_second() - start_of_day(day, &berlin).unwrap().as_second();
            (length + 1) / 3600
        };
        assert_eq!((hours(date(2026, 3, 29)), hours(date(2026, 10, 25)), hours(date(2026, 6, 1))), (23, 25, 24));
    }
}
