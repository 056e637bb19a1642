//! Opening hours.

use jiff::{SignedDuration, Timestamp, ToSpan, civil::date, tz::TimeZone};
use proptest::prelude::*;
use tatefuda_calendar::{Closed, End, HolidayRule, Hours, Opening, add_working_days};

use crate::{at, day, office, working_days_between, zone};

fn tokyo() -> TimeZone {
    zone("Asia/Tokyo")
}

#[test]
fn the_edges_of_office_hours() {
    let office = office();
    for (text, inside) in [
        ("2026-11-25T08:29:59.999999", false),
        ("2026-11-25T08:30:00", true),
        ("2026-11-25T12:30:00", true),
        ("2026-11-25T17:14:59.999999", true),
        ("2026-11-25T17:15:00", true),
        // What is finer than a microsecond is not stored and not counted.
        ("2026-11-25T17:15:00.000000999", true),
        ("2026-11-25T17:15:00.000001", false),
        ("2026-11-25T17:15:01", false),
        // Saturday; a holiday on a Monday; a substitute on a Wednesday; a day between holidays.
        ("2026-11-28T10:00:00", false),
        ("2026-11-23T10:00:00", false),
        ("2026-05-06T10:00:00", false),
        ("2026-09-22T10:00:00", false),
        // Over the New Year, and the first day after it.
        ("2026-12-28T10:00:00", true),
        ("2026-12-29T10:00:00", false),
        ("2026-12-31T10:00:00", false),
        ("2027-01-01T10:00:00", false),
        ("2027-01-03T10:00:00", false),
        ("2027-01-04T10:00:00", true),
        // Holidays that moved for the games.
        ("2020-10-12T10:00:00", true),
        ("2020-07-23T10:00:00", false),
    ] {
        assert_eq!(office.within(at(text, &tokyo())), inside, "{text}");
    }
    // Not the day of UTC: 8:30 on Monday in Tokyo is still Sunday there.
    assert!(office.within("2026-11-29T23:30:00Z".parse().unwrap()));
    assert!(!office.within("2026-11-27T23:30:00Z".parse().unwrap()));
}

#[test]
fn an_exclusive_end_is_outside() {
    let opening = Opening::parse("08:30", "17:15", End::Exclusive).unwrap();
    let hours = Hours::new(tokyo(), HolidayRule::Open).weekly(jiff::civil::Weekday::Wednesday, opening).unwrap();
    assert!(hours.within(at("2026-11-25T17:14:59.999999", &tokyo())));
    assert!(!hours.within(at("2026-11-25T17:15:00", &tokyo())));
    assert_eq!(opening.last().to_string(), "17:14:59.999999");
}

#[test]
fn the_next_moment_inside() {
    let office = office();
    for (from, next) in [
        ("2026-11-25T10:00:00", "2026-11-25T10:00:00"),
        ("2026-11-25T17:15:00", "2026-11-25T17:15:00"),
        ("2026-11-25T17:15:00.000001", "2026-11-26T08:30:00"),
        ("2026-11-25T00:00:00", "2026-11-25T08:30:00"),
        // Over a week-end with a holiday on the Monday.
        ("2026-11-20T17:15:01", "2026-11-24T08:30:00"),
        // Over the New Year: 29 December is a Tuesday, 4 January a Monday.
        ("2026-12-28T18:00:00", "2027-01-04T08:30:00"),
        // Over the ten days of 2019.
        ("2019-04-26T20:00:00", "2019-05-07T08:30:00"),
        ("2026-05-01T20:00:00", "2026-05-07T08:30:00"),
    ] {
        let found = office.next_inside(at(from, &tokyo())).unwrap();
        assert_eq!(found, at(next, &tokyo()), "{from}");
    }
}

#[test]
fn the_search_ends() {
    let never = Hours::new(tokyo(), HolidayRule::Open);
    assert_eq!(never.next_inside(at("2026-11-25T10:00:00", &tokyo())), None);
    assert_eq!(add_working_days(&never, date(2026, 11, 25), 1), None);
    // Nobody knows the holidays after 2099, so nothing is called open.
    let office = office();
    assert!(!office.is_working_day(date(2100, 1, 5)));
    assert_eq!(office.next_inside(at("2099-12-31T10:00:00", &tokyo())), None);
    assert_eq!(office.next_inside(Timestamp::MAX), None);
    assert_eq!(office.next_inside(Timestamp::MIN), None);
    assert!(office.openings(jiff::civil::Date::MAX).is_empty() && office.spans(jiff::civil::Date::MIN).is_empty());
}

#[test]
fn a_day_is_closed_by_weekday_holiday_or_closure() {
    let office = office();
    assert!(office.is_working_day(date(2026, 11, 25)));
    for closed in [date(2026, 11, 28), date(2026, 11, 23), date(2027, 1, 1)] {
        assert!(!office.is_working_day(closed), "{closed}");
    }
}

#[test]
fn extra_days_go_before_everything() {
    let morning = Opening::parse("09:00", "12:00", End::Inclusive).unwrap();
    let hours = office()
        .close("2026-11-25".parse().unwrap())
        .open(date(2026, 11, 23), morning)
        .and_then(|hours| hours.open(date(2026, 12, 30), morning))
        .unwrap();
    assert!(!hours.within(at("2026-11-25T10:00:00", &tokyo())));
    assert!(hours.within(at("2026-11-23T12:00:00", &tokyo())) && !hours.within(at("2026-11-23T13:00:00", &tokyo())));
    assert!(hours.within(at("2026-12-30T09:00:00", &tokyo())));
    assert!(hours.is_working_day(date(2026, 12, 30)) && !hours.is_working_day(date(2026, 12, 31)));
}

#[test]
fn a_break_at_noon_and_midnight() {
    let part = |from, until, end| Opening::parse(from, until, end).unwrap();
    let wednesday = jiff::civil::Weekday::Wednesday;
    let hours = Hours::new(tokyo(), HolidayRule::Open)
        .weekly(wednesday, part("13:00", "24:00", End::Inclusive))
        .and_then(|hours| hours.weekly(wednesday, part("00:00", "12:00", End::Exclusive)))
        .unwrap();
    assert!(hours.within(at("2026-11-25T00:00:00", &tokyo())));
    assert!(!hours.within(at("2026-11-25T12:00:00", &tokyo())));
    assert_eq!(hours.next_inside(at("2026-11-25T12:00:00", &tokyo())).unwrap(), at("2026-11-25T13:00:00", &tokyo()));
    assert!(hours.within(at("2026-11-25T23:59:59.999999999", &tokyo())));
    assert!(!hours.within(at("2026-11-26T00:00:00", &tokyo())));
    assert_eq!(hours.openings(date(2026, 11, 25)).len(), 2);
    assert!(hours.weekly(wednesday, part("11:00", "13:30", End::Inclusive)).is_err());
}

#[test]
fn openings_may_touch() {
    let part = |from, until| Opening::parse(from, until, End::Inclusive).unwrap();
    let monday = jiff::civil::Weekday::Monday;
    let hours = Hours::new(tokyo(), HolidayRule::Open).weekly(monday, part("09:00", "12:00"));
    assert!(hours.unwrap().weekly(monday, part("12:00", "17:00")).is_ok());
}

#[test]
fn a_closure_with_a_leap_day() {
    let closed: Closed = "02-25..02-29".parse().unwrap();
    assert!(closed.holds(date(2024, 2, 29)) && closed.holds(date(2026, 2, 28)) && !closed.holds(date(2026, 3, 1)));
    let leap: Closed = "02-29".parse().unwrap();
    assert!(leap.holds(date(2024, 2, 29)) && !leap.holds(date(2025, 2, 28)) && !leap.holds(date(2025, 3, 1)));
}

proptest! {
    #[test]
    fn next_inside_is_inside_and_nothing_lies_between(seconds in 0_i64..4_000_000_000, back in 0_i64..10_000_000) {
        let office = office();
        let from = Timestamp::from_second(seconds).unwrap();
        let next = office.next_inside(from).unwrap();
        prop_assert!(next >= from && office.within(next));
        if next > from {
            let before = next - SignedDuration::from_micros(1);
            prop_assert!(!office.within(before));
            let between = from + SignedDuration::from_secs(back % (next.as_second() - from.as_second()).max(1));
            prop_assert!(!office.within(between), "{between}");
        }
    }

    #[test]
    fn spans_and_within_agree(days in 0_i64..50_000, micros in 0_i64..86_400_000_000) {
        let office = office();
        let day = day(days);
        let moment = tokyo().to_timestamp(day.at(0, 0, 0, 0)).unwrap() + SignedDuration::from_micros(micros);
        let inside = office.spans(day).iter().any(|(first, last)| (*first..=*last).contains(&moment));
        prop_assert_eq!(inside, office.within(moment));
    }

    #[test]
    fn working_days_are_counted_alike(days in 0_i64..50_000, count in 0_u32..60) {
        let office = office();
        let from = day(days);
        let to = add_working_days(&office, from, count).unwrap();
        prop_assert_eq!(working_days_between(&office, from, to), usize::try_from(count).unwrap());
        prop_assert!(count == 0 || office.is_working_day(to));
    }

    #[test]
    fn closures_read_back(month in 1_i8..13, date_of in 1_i8..29, days in 0_i64..50_000, more in 0_i64..100) {
        let from = day(days);
        let once = Closed::Once { from, until: from.checked_add(more.days()).unwrap() };
        let yearly = Closed::Yearly { from: (month, date_of), until: (date_of.min(12), month) };
        for closed in [once, yearly] {
            prop_assert_eq!(closed.to_string().parse::<Closed>().unwrap(), closed);
        }
    }
}

/// On the hour and at half past, within the hours of a day.
#[test]
fn only_the_named_minutes_are_inside() {
    let spec = |minutes: &[i8], until: &str| tatefuda_calendar::HoursSpec {
        days: vec!["fri".to_owned()],
        from: "08:30".to_owned(),
        until: until.to_owned(),
        end: End::default(),
        holidays: HolidayRule::Closed,
        also: vec![],
        closed: vec![],
        open: vec![],
        minutes: Some(minutes.to_vec()),
    };
    let hours = |minutes: &[i8]| spec(minutes, "17:15").build(tokyo());
    let at = |text: &str| format!("{text}+09:00").parse::<Timestamp>().expect("a moment");
    let half = hours(&[30, 0]).expect("hours");
    for (when, inside) in [
        ("2026-11-20T10:00:00", true),
        ("2026-11-20T10:00:59.999", true),
        ("2026-11-20T10:01:00", false),
        ("2026-11-20T10:30:00", true),
        ("2026-11-20T08:00:00", false),
        ("2026-11-21T10:00:00", false),
    ] {
        assert_eq!(half.within(at(when)), inside, "{when}");
    }
    for (from, next) in [
        ("2026-11-20T10:00:30", "2026-11-20T10:00:30"),
        ("2026-11-20T10:01:30", "2026-11-20T10:30:00"),
        ("2026-11-20T08:29:10", "2026-11-20T08:30:00"),
        ("2026-11-20T17:00:01", "2026-11-20T17:00:01"),
        // After the last half hour of the Friday comes the first of the next one.
        ("2026-11-20T17:05:00", "2026-11-27T08:30:00"),
    ] {
        assert_eq!(half.next_inside(at(from)), Some(at(next)), "{from}");
    }
    assert!(half.is_working_day(jiff::civil::date(2026, 11, 20)), "the day is open whatever its minutes");
    // Never open at such a minute: found out, not looked for without end.
    let never = spec(&[0], "08:40").build(tokyo()).expect("hours");
    assert_eq!(never.next_inside(at("2026-11-20T10:00:00")), None);
    for wrong in [&[][..], &[60], &[-1], &[0, 0]] {
        assert!(hours(wrong).is_err(), "{wrong:?}");
    }
}
