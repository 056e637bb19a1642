//! Days since an event.

use jiff::{
    SignedDuration, ToSpan,
    civil::{Date, date},
};
use proptest::prelude::*;
use tatefuda_calendar::{add_working_days, days_between, elapsed_days, end_of_day, start_of_day};

use crate::{at, day, office, working_days_between, zone};

#[test]
fn days_are_those_of_the_zone() {
    let tokyo = zone("Asia/Tokyo");
    for (event, moment, days) in [
        ("2026-11-24T23:59:59", "2026-11-25T00:00:00", 1),
        ("2026-11-25T00:00:00", "2026-11-25T23:59:59.999999", 0),
        ("2026-10-26T08:00:00", "2026-11-24T23:59:59", 29),
        ("2026-10-26T23:59:59", "2026-11-25T00:00:00", 30),
        ("2024-02-28T12:00:00", "2024-03-01T12:00:00", 2),
        ("2025-02-28T12:00:00", "2025-03-01T12:00:00", 1),
        ("2026-11-25T00:00:00", "2026-11-24T23:59:59", -1),
    ] {
        assert_eq!(elapsed_days(at(event, &tokyo), at(moment, &tokyo), &tokyo), days, "{event} {moment}");
    }
    // The same two moments lie on one day in UTC.
    let (event, moment) = (at("2026-11-24T23:59:59", &tokyo), at("2026-11-25T00:00:00", &tokyo));
    assert_eq!(elapsed_days(event, moment, &zone("UTC")), 0);
    // A day of 23 hours is a day.
    let berlin = zone("Europe/Berlin");
    assert_eq!(elapsed_days(at("2026-03-28T12:00:00", &berlin), at("2026-03-30T00:00:00", &berlin), &berlin), 2);
}

#[test]
fn days_to_the_ends_of_the_range() {
    assert_eq!(days_between(Date::MIN, Date::MAX), 7_304_483);
    assert_eq!(days_between(Date::MAX, Date::MAX.yesterday().unwrap()), -1);
}

#[test]
fn working_days() {
    let office = office();
    for (from, count, to) in [
        (date(2026, 11, 25), 0, date(2026, 11, 25)),
        (date(2026, 11, 25), 1, date(2026, 11, 26)),
        (date(2026, 11, 25), 3, date(2026, 11, 30)),
        // From a Saturday, over a holiday on the Monday.
        (date(2026, 11, 21), 1, date(2026, 11, 24)),
        (date(2026, 12, 25), 2, date(2027, 1, 4)),
        (date(2026, 5, 1), 1, date(2026, 5, 7)),
    ] {
        assert_eq!(add_working_days(&office, from, count), Some(to), "{from} {count}");
        assert_eq!(working_days_between(&office, from, to), usize::try_from(count).unwrap());
    }
    assert_eq!(working_days_between(&office, date(2026, 11, 25), date(2026, 11, 25)), 0);
    assert_eq!(working_days_between(&office, date(2026, 11, 26), date(2026, 11, 25)), 0);
}

#[test]
fn a_count_ends_where_holidays_are_not_known() {
    assert_eq!(add_working_days(&office(), date(2099, 12, 25), 10), None);
    assert_eq!(add_working_days(&office(), Date::MAX, 1), None);
}

proptest! {
    #[test]
    fn days_add_up(a in 0_i64..50_000, b in 0_i64..50_000) {
        prop_assert_eq!(days_between(day(a), day(b)), b - a);
        prop_assert_eq!(day(a).checked_add((b - a).days()).unwrap(), day(b));
    }

    #[test]
    fn the_edges_of_a_day_are_a_day_apart(a in 0_i64..50_000, name in prop::sample::select(vec!["Asia/Tokyo", "Europe/Berlin", "America/Havana"])) {
        let zone = zone(name);
        let (start, end) = (start_of_day(day(a), &zone).unwrap(), end_of_day(day(a), &zone).unwrap());
        prop_assert_eq!(elapsed_days(start, end, &zone), 0);
        prop_assert_eq!(elapsed_days(end, end + SignedDuration::from_micros(1), &zone), 1);
    }
}
