//! Hours where clocks change. Berlin 2026: on 29 March 2:00 becomes 3:00, on 25 October 3:00 becomes 2:00.

use jiff::{SignedDuration, Timestamp, civil::date};
use proptest::prelude::*;
use tatefuda_calendar::{End, HolidayRule, Hours, Opening};

use crate::zone;

fn daily(name: &str, from: &str, until: &str) -> Hours {
    use jiff::civil::Weekday::*;
    let opening = Opening::parse(from, until, End::Inclusive).unwrap();
    [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
        .into_iter()
        .fold(Hours::new(zone(name), HolidayRule::Open), |hours, day| hours.weekly(day, opening).unwrap())
}

fn utc(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn an_hour_that_is_skipped() {
    // Nothing is left of 2:15 to 2:45, so the next moment is a day later.
    let hours = daily("Europe/Berlin", "02:15", "02:45");
    assert!(hours.spans(date(2026, 3, 29)).is_empty());
    assert_eq!(hours.next_inside(utc("2026-03-29T00:59:59Z")).unwrap(), utc("2026-03-30T00:15:00Z"));
    // 2:30 to 4:00 begins with the change, when the clock shows 3:00.
    let hours = daily("Europe/Berlin", "02:30", "04:00");
    assert_eq!(hours.spans(date(2026, 3, 29)), [(utc("2026-03-29T01:00:00Z"), utc("2026-03-29T02:00:00Z"))]);
    assert_eq!(hours.next_inside(utc("2026-03-29T00:30:00Z")).unwrap(), utc("2026-03-29T01:00:00Z"));
}

#[test]
fn an_hour_that_comes_twice() {
    let hours = daily("Europe/Berlin", "02:30", "02:45");
    let spans = hours.spans(date(2026, 10, 25));
    assert_eq!(spans[0], (utc("2026-10-25T00:30:00Z"), utc("2026-10-25T00:45:00Z")));
    assert_eq!(spans[1], (utc("2026-10-25T01:30:00Z"), utc("2026-10-25T01:45:00Z")));
    assert!(hours.within(utc("2026-10-25T00:40:00Z")) && hours.within(utc("2026-10-25T01:40:00Z")));
    // After the first pass the second is the next.
    assert_eq!(hours.next_inside(utc("2026-10-25T00:50:00Z")).unwrap(), spans[1].0);
    // An opening to 2:50 is entered again when the clock goes back to 2:00.
    let hours = daily("Europe/Berlin", "01:30", "02:50");
    assert_eq!(hours.next_inside(utc("2026-10-25T00:55:00Z")).unwrap(), utc("2026-10-25T01:00:00Z"));
}

#[test]
fn a_day_that_never_was() {
    // Samoa went over the date line and left out 30 December 2011.
    let hours = daily("Pacific/Apia", "09:00", "17:00");
    assert!(hours.spans(date(2011, 12, 30)).is_empty());
    assert_eq!(hours.next_inside(utc("2011-12-30T06:00:00Z")).unwrap(), utc("2011-12-30T19:00:00Z"));
}

#[test]
fn clocks_set_back_over_midnight() {
    // St John's, 7 November 2010: at 0:01 the clock went back to 23:01 of the day before.
    let hours = daily("America/St_Johns", "23:30", "24:00");
    let spans = hours.spans(date(2010, 11, 6));
    assert_eq!(spans[0], (utc("2010-11-07T02:00:00Z"), utc("2010-11-07T02:29:59.999999Z")));
    assert_eq!(spans[1], (utc("2010-11-07T03:00:00Z"), utc("2010-11-07T03:29:59.999999Z")));
    assert_eq!(hours.next_inside(utc("2010-11-07T02:30:00Z")).unwrap(), spans[1].0);
    // The first minute of the 7th comes before the second evening of the 6th.
    let evening = daily("America/St_Johns", "23:30", "23:50");
    let hours = evening.open(date(2010, 11, 7), Opening::parse("00:00", "00:01", End::Exclusive).unwrap()).unwrap();
    assert_eq!(hours.next_inside(utc("2010-11-07T02:25:00Z")).unwrap(), utc("2010-11-07T02:30:00Z"));
    assert_eq!(hours.next_inside(utc("2010-11-07T02:31:00Z")).unwrap(), utc("2010-11-07T03:00:00Z"));
}

proptest! {
    #[test]
    fn exact_in_every_zone(
        name in prop::sample::select(vec![
            "Asia/Tokyo", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia",
            "America/Havana", "Africa/Casablanca", "Asia/Gaza", "UTC",
        ]),
        second in 1_200_000_000_i64..2_000_000_000,
        from in 0_u32..1_439,
        length in 1_u32..1_440,
        ahead in 0_i64..200_000,
    ) {
        let until = (from + length).min(1_440);
        let text = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
        let hours = daily(name, &text(from), &text(until));
        let at = Timestamp::from_second(second).unwrap();
        let next = hours.next_inside(at).unwrap();
        prop_assert!(next >= at && hours.within(next));
        if next > at {
            prop_assert!(!hours.within(next - SignedDuration::from_micros(1)));
            let between = at + SignedDuration::from_secs(ahead % (next.as_second() - at.as_second()).max(1));
            prop_assert!(!hours.within(between));
        }
        // The moments of a day are those at which the clock shows the day and the time.
        let moment = at + SignedDuration::from_secs(ahead);
        let day = moment.to_zoned(zone(name)).date();
        let inside = hours.spans(day).iter().any(|(first, last)| (*first..=*last).contains(&moment));
        prop_assert_eq!(inside, hours.within(moment));
    }
}
