//! When periods end.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use tatefuda_calendar::{Counting, DueError, Period, days_between, fiscal_year, wareki};

use crate::{at, day, office, zone};

const APRIL: Counting<'static> = Counting { fiscal_start: 4, working: None };

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

#[test]
fn ends_by_the_civil_code() {
    for (event, length, end) in [
        (date(2026, 11, 25), "0d", date(2026, 11, 25)),
        (date(2026, 11, 25), "30d", date(2026, 12, 25)),
        (date(2026, 11, 25), "2w", date(2026, 12, 9)),
        (date(2026, 3, 8), "3m", date(2026, 6, 8)),
        (date(2026, 11, 25), "1y", date(2027, 11, 25)),
        // Ends of months: counted from the first of February, so all of it.
        (date(2026, 1, 31), "1m", date(2026, 2, 28)),
        (date(2028, 1, 31), "1m", date(2028, 2, 29)),
        // No 31, 30 or 29 February to correspond: the month's last.
        (date(2026, 1, 30), "1m", date(2026, 2, 28)),
        (date(2026, 1, 29), "1m", date(2026, 2, 28)),
        (date(2026, 1, 28), "1m", date(2026, 2, 28)),
        (date(2026, 1, 27), "1m", date(2026, 2, 27)),
        (date(2028, 1, 29), "1m", date(2028, 2, 29)),
        (date(2028, 1, 28), "1m", date(2028, 2, 28)),
        (date(2026, 1, 30), "2m", date(2026, 3, 30)),
        (date(2026, 3, 30), "1m", date(2026, 4, 30)),
        // The last of a short month: counted from the first of the next, so to its last.
        (date(2026, 4, 30), "1m", date(2026, 5, 31)),
        (date(2026, 2, 28), "1m", date(2026, 3, 31)),
        (date(2028, 2, 28), "1m", date(2028, 3, 28)),
        // Leap days.
        (date(2024, 2, 29), "1y", date(2025, 2, 28)),
        (date(2024, 2, 28), "1y", date(2025, 2, 28)),
        (date(2024, 2, 29), "4y", date(2028, 2, 29)),
        (date(2023, 2, 28), "1y", date(2024, 2, 29)),
        // Fiscal years.
        (date(2026, 4, 1), "1fy", date(2027, 3, 31)),
        (date(2027, 3, 31), "1fy", date(2027, 3, 31)),
        (date(2027, 3, 31), "2fy", date(2028, 3, 31)),
        (date(2026, 3, 31), "1y", date(2027, 3, 31)),
    ] {
        assert_eq!(period(length).due(event, APRIL), Ok(end), "{event} {length}");
    }
}

#[test]
fn a_first_day_that_counts() {
    for (first, length, end) in [
        (date(2026, 4, 1), "1y", date(2027, 3, 31)),
        (date(2026, 1, 31), "1m", date(2026, 2, 28)),
        (date(2026, 1, 1), "3m", date(2026, 3, 31)),
        (date(2026, 1, 31), "2m", date(2026, 3, 30)),
        (date(2024, 2, 29), "1y", date(2025, 2, 28)),
        (date(2026, 4, 1), "1fy", date(2027, 3, 31)),
        (date(2026, 4, 1), "7d", date(2026, 4, 7)),
    ] {
        assert_eq!(period(length).ends(first, APRIL), Ok(end), "{first} {length}");
    }
}

#[test]
fn working_days_need_a_calendar() {
    let office = office();
    let counting = Counting { working: Some(&office), ..APRIL };
    assert_eq!(period("5wd").due(date(2026, 12, 25), counting), Ok(date(2027, 1, 7)));
    assert_eq!(period("5wd").due(date(2026, 12, 25), APRIL), Err(DueError::NoCalendar));
    assert_eq!(period("5wd").due(date(2099, 12, 25), counting), Err(DueError::OutOfRange));
}

#[test]
fn the_last_moment() {
    let tokyo = zone("Asia/Tokyo");
    let event = at("2026-11-24T23:59:00", &tokyo);
    let due = |text: &str| period(text).due_at(event, &tokyo, APRIL).unwrap();
    assert_eq!(due("1d"), at("2026-11-25T23:59:59.999999", &tokyo));
    assert_eq!(due("0d"), at("2026-11-24T23:59:59.999999", &tokyo));
    assert_eq!(due("24h"), at("2026-11-25T23:59:00", &tokyo));
    assert_eq!(period("24h").due(date(2026, 11, 24), APRIL), Err(DueError::NeedsMoment));
    // Hours are hours where clocks change, days are days.
    let berlin = zone("Europe/Berlin");
    let event = at("2026-03-28T12:00:00", &berlin);
    let due = |text: &str| period(text).due_at(event, &berlin, APRIL).unwrap();
    assert_eq!(due("24h"), at("2026-03-29T13:00:00", &berlin));
    assert_eq!(due("1d"), at("2026-03-29T23:59:59.999999", &berlin));
}

#[test]
fn a_first_year_of_an_era() {
    let text = |day: Date| wareki(day).unwrap().to_string();
    assert_eq!(text(period("1y").due(date(2018, 5, 1), APRIL).unwrap()), "令和元年5月1日");
    assert_eq!(text(period("1y").due(date(2018, 4, 30), APRIL).unwrap()), "平成31年4月30日");
    assert_eq!(text(period("1fy").due(date(2019, 5, 1), APRIL).unwrap()), "令和2年3月31日");
}

#[test]
fn texts() {
    for text in ["0d", "30d", "1y", "6m", "5wd", "1fy", "2w", "48h", "36525d", "100y"] {
        assert_eq!(period(text).to_string(), text);
    }
    for wrong in [
        "",
        "d",
        "30",
        "-1d",
        "+1d",
        "1.5d",
        "01d",
        "00d",
        "1 d",
        " 1d",
        "1D",
        "１d",
        "1mo",
        "1yy",
        "0m",
        "0y",
        "0wd",
        "0fy",
        "0w",
        "0h",
        "36526d",
        "101y",
        "1201m",
        "99999999999d",
        "1d1h",
    ] {
        assert!(wrong.parse::<Period>().is_err(), "{wrong:?}");
    }
    assert_eq!(serde_json::to_string(&period("5wd")).unwrap(), "\"5wd\"");
    assert_eq!(serde_json::from_str::<Period>("\"1fy\"").unwrap(), Period::FiscalYears(1));
    assert!(serde_json::from_str::<Period>("\"soon\"").unwrap_err().to_string().contains("not a period"));
}

#[test]
fn outside_the_range() {
    for text in ["1d", "1w", "1m", "1y", "1fy", "2fy"] {
        assert_eq!(period(text).due(Date::MAX, APRIL), Err(DueError::OutOfRange), "{text}");
    }
    assert_eq!(period("1d").ends(Date::MIN, APRIL), Err(DueError::OutOfRange));
    assert_eq!(Period::Days(u32::MAX).due(date(2026, 1, 1), APRIL), Err(DueError::OutOfRange));
    assert_eq!(Period::Years(u32::MAX).due(date(2026, 1, 1), APRIL), Err(DueError::OutOfRange));
    assert_eq!(Period::FiscalYears(u32::MAX).due(date(2026, 1, 1), APRIL), Err(DueError::OutOfRange));
}

proptest! {
    #[test]
    fn months_end_where_the_code_says(days in 0_i64..50_000, count in 1_u32..240) {
        let event = day(days);
        let end = Period::Months(count).due(event, APRIL).unwrap();
        let first = event.tomorrow().unwrap();
        let months = (i32::from(end.year()) - i32::from(first.year())) * 12 + i32::from(end.month() - first.month());
        let count = i32::try_from(count).unwrap();
        if first.day() == 1 {
            // Whole months.
            prop_assert!(end == end.last_of_month() && months == count - 1);
        } else if end.day() == first.day() - 1 {
            prop_assert_eq!(months, count);
        } else {
            prop_assert!(end == end.last_of_month() && end.day() < first.day() && months == count);
        }
    }

    #[test]
    fn a_later_event_never_ends_earlier(days in 0_i64..50_000, text in "[1-9][0-9]{0,2}(d|w|m|fy)|[1-9][0-9]?y") {
        let Ok(period) = text.parse::<Period>() else { return Ok(()) };
        let (one, two) = (period.due(day(days), APRIL).unwrap(), period.due(day(days + 1), APRIL).unwrap());
        prop_assert!(one <= two && one >= day(days));
    }

    #[test]
    fn a_year_is_twelve_months(days in 0_i64..50_000, years in 1_u32..100) {
        prop_assert_eq!(Period::Years(years).due(day(days), APRIL), Period::Months(years * 12).due(day(days), APRIL));
    }

    #[test]
    fn days_are_days(days in 0_i64..50_000, count in 0_u32..5_000) {
        let end = Period::Days(count).due(day(days), APRIL).unwrap();
        prop_assert_eq!(days_between(day(days), end), i64::from(count));
    }

    #[test]
    fn a_fiscal_year_ends_with_itself(days in 0_i64..50_000, start in 1_i8..13) {
        let counting = Counting { fiscal_start: start, working: None };
        let end = Period::FiscalYears(1).due(day(days), counting).unwrap();
        prop_assert_eq!(fiscal_year(end, start), fiscal_year(day(days), start));
        prop_assert_ne!(fiscal_year(end.tomorrow().unwrap(), start), fiscal_year(end, start));
    }

    #[test]
    fn no_text_panics_and_what_is_read_is_written(text in any::<String>(), near in "[0-9]{1,7}(d|wd|w|m|y|fy|h|x)") {
        for text in [text, near] {
            if let Ok(period) = text.parse::<Period>() {
                prop_assert_eq!(period.to_string(), text);
                let _ = period.due(Date::MAX, APRIL);
            }
        }
    }
}
