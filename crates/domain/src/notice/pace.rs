//! When something is told.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};

use super::Pace;

/// Minutes of a day; each time of a [`Rhythm`] lies below.
pub const MINUTES: i64 = 24 * 60;

/// How soon, and at which hours of the body's zone, something is told at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm {
    pub pace: Pace,
    /// Minute of the day from which nothing is told, and at which it is told again; the same: there is no such time.
    pub quiet_from: i64,
    pub quiet_until: i64,
    /// Minute of the day at which everything is told together, where that is the pace.
    pub daily_at: i64,
}

impl Default for Rhythm {
    /// At once, but not between ten at night and seven in the morning.
    fn default() -> Self {
        Self { pace: Pace::Once, quiet_from: 22 * 60, quiet_until: 7 * 60, daily_at: 8 * 60 + 30 }
    }
}

impl Rhythm {
    /// The first moment, from now on, at which what began to wait now is told.
    #[must_use]
    pub fn next(&self, now: Timestamp, zone: &TimeZone) -> Timestamp {
        match self.pace {
            Pace::Once => self.loud(now, zone),
            Pace::Daily => self.loud(at_minute(now, zone, self.daily_at), zone),
        }
    }

    /// The first moment, from one on, that lies outside the quiet hours.
    fn loud(&self, at: Timestamp, zone: &TimeZone) -> Timestamp {
        if self.is_quiet(at, zone) { at_minute(at, zone, self.quiet_until) } else { at }
    }

    fn is_quiet(&self, at: Timestamp, zone: &TimeZone) -> bool {
        let time = at.to_zoned(zone.clone()).time();
        let minute = i64::from(time.hour()) * 60 + i64::from(time.minute());
        let (from, until) = (self.quiet_from, self.quiet_until);
        if from <= until { (from..until).contains(&minute) } else { from <= minute || minute < until }
    }
}

/// The first moment from one on at which a day has that minute. A minute that a change of clocks leaves out comes after it.
fn at_minute(at: Timestamp, zone: &TimeZone, minute: i64) -> Timestamp {
    let day = at.to_zoned(zone.clone()).date();
    let on = |day: Date| day.to_datetime(time(minute)).to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp());
    let days = [Some(day), day.tomorrow().ok()];
    let found = days.into_iter().flatten().filter_map(on).find(|one| at <= *one);
    // At the end of what a time can be nothing comes after it.
    found.unwrap_or_else(|| at.saturating_add(SignedDuration::ZERO).unwrap_or(at))
}

fn time(minute: i64) -> Time {
    let minute = minute.clamp(0, MINUTES - 1);
    let part = |number: i64| i8::try_from(number).unwrap_or(0);
    Time::new(part(minute / 60), part(minute % 60), 0, 0).unwrap_or(Time::midnight())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn tokyo() -> TimeZone {
        TimeZone::get("Asia/Tokyo").expect("a zone")
    }

    fn on(hour: i8, minute: i8) -> Timestamp {
        date(2026, 11, 30).at(hour, minute, 0, 0).to_zoned(tokyo()).expect("a moment").timestamp()
    }

    #[test]
    fn at_once_but_not_at_night() {
        let rhythm = Rhythm::default();
        assert_eq!(rhythm.next(on(12, 0), &tokyo()), on(12, 0));
        assert_eq!(rhythm.next(on(6, 59), &tokyo()), on(7, 0));
        assert_eq!(rhythm.next(on(7, 0), &tokyo()), on(7, 0));
        let tomorrow = on(7, 0).checked_add(SignedDuration::from_hours(24)).expect("a moment");
        assert_eq!(rhythm.next(on(22, 0), &tokyo()), tomorrow);
    }

    #[test]
    fn once_a_day_at_its_minute_and_then_the_next_day() {
        let rhythm = Rhythm { pace: Pace::Daily, ..Rhythm::default() };
        assert_eq!(rhythm.next(on(8, 30), &tokyo()), on(8, 30));
        let tomorrow = on(8, 30).checked_add(SignedDuration::from_hours(24)).expect("a moment");
        assert_eq!(rhythm.next(on(8, 31), &tokyo()), tomorrow);
        // Somebody who wants it at night is told when the night is over.
        let odd = Rhythm { daily_at: 3 * 60, ..rhythm };
        assert_eq!(odd.next(on(1, 0), &tokyo()), on(7, 0));
    }

    proptest! {
        /// Never before, never in quiet hours, and within two days.
        #[test]
        fn what_is_told_is_told_soon_and_not_in_quiet_hours(
            seconds in 0_i64..4_000_000_000, from in 0..MINUTES, until in 0..MINUTES, daily in 0..MINUTES, once: bool,
        ) {
            let now = Timestamp::from_second(seconds).expect("a moment");
            let pace = if once { Pace::Once } else { Pace::Daily };
            let rhythm = Rhythm { pace, quiet_from: from, quiet_until: until, daily_at: daily };
            for zone in [tokyo(), TimeZone::UTC] {
                let next = rhythm.next(now, &zone);
                prop_assert!(now <= next && next.duration_since(now) <= SignedDuration::from_hours(48));
                prop_assert!(!rhythm.is_quiet(next, &zone));
            }
        }
    }
}
