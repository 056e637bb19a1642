//! Hours as they are written.

use jiff::tz::TimeZone;
use proptest::prelude::*;
use tatefuda_calendar::{Closed, HoursError, HoursProblem, HoursSpec};

use crate::{at, zone};

fn errors(text: &str) -> Vec<HoursError> {
    toml::from_str::<HoursSpec>(text).unwrap().build(TimeZone::UTC).unwrap_err()
}

#[test]
fn everything_wrong_is_said_with_its_field() {
    let found = errors(
        r#"
        days = ["mon", "funday", "tue"]
        from = "8:30"
        until = "17:15"
        holidays = "open"
        closed = ["12-29..01-03", "13-01", "2026-02-29", "2026-08-15..2026-08-13", "12-29..2027-01-03", ""]
        also = [
            { days = [], from = "09:00", until = "12:00" },
            { days = ["sat"], from = "12:00", until = "09:00" },
            { days = ["sun"], from = "10:00", until = "24:01" },
            { days = ["sun", "sun"], from = "10:00", until = "11:00" },
        ]
        open = [
            { date = "2026-13-01", from = "09:00", until = "12:00" },
            { date = "2026-10-04", from = "09:00", until = "12:00" },
            { date = "2026-10-04", from = "11:00", until = "13:00" },
        ]
        "#,
    );
    let short: Vec<(&str, &str)> = found.iter().map(|error| (error.field.as_str(), error.problem.code())).collect();
    assert_eq!(
        short,
        [
            ("days[1]", "unknown-day"),
            ("from", "bad-time"),
            ("also[0].days", "no-days"),
            ("also[1].until", "backwards"),
            ("also[2].until", "bad-time"),
            ("also[3].days[1]", "overlap"),
            ("closed[1]", "bad-range"),
            ("closed[2]", "bad-range"),
            ("closed[3]", "backwards"),
            ("closed[4]", "bad-range"),
            ("closed[5]", "bad-range"),
            ("open[0].date", "bad-date"),
            ("open[2].from", "overlap"),
        ]
    );
    for error in found {
        assert!(!error.problem.ja().is_empty() && error.to_string().starts_with(&error.field));
        assert!(error.problem.en().is_ascii(), "{error}");
    }
}

#[test]
fn too_much_is_refused() {
    let closed = vec!["\"08-13\""; 257].join(", ");
    let text =
        format!("days = [\"mon\"]\nfrom = \"08:30\"\nuntil = \"17:15\"\nholidays = \"open\"\nclosed = [{closed}]");
    assert_eq!(errors(&text)[0].problem, HoursProblem::TooMany { most: 256 });
}

#[test]
fn what_holidays_mean_must_be_said() {
    let without = "days = [\"mon\"]\nfrom = \"08:30\"\nuntil = \"17:15\"";
    assert!(toml::from_str::<HoursSpec>(without).is_err());
    assert!(toml::from_str::<HoursSpec>(&format!("{without}\nholidays = \"open\"\nopens = 1")).is_err());
}

#[test]
fn a_spec_with_everything() {
    let text = r#"
        days = ["mon", "tue", "wed", "thu", "fri"]
        from = "08:30"
        until = "12:00"
        end = "exclusive"
        holidays = "closed"
        also = [{ days = ["mon", "tue", "wed", "thu", "fri"], from = "13:00", until = "17:15" }]
        closed = ["12-29..01-03", "2026-08-13..2026-08-14"]
        open = [{ date = "2026-10-04", from = "09:00", until = "12:00", end = "exclusive" }]
    "#;
    let spec: HoursSpec = toml::from_str(text).unwrap();
    let again: HoursSpec = toml::from_str(&toml::to_string(&spec).unwrap()).unwrap();
    assert_eq!(again, spec);
    let tokyo = zone("Asia/Tokyo");
    let hours = spec.build(tokyo.clone()).unwrap();
    for (text, inside) in [
        ("2026-08-12T11:59:59", true),
        ("2026-08-12T12:00:00", false),
        ("2026-08-12T17:15:00", true),
        ("2026-08-13T10:00:00", false),
        ("2026-08-14T10:00:00", false),
        ("2026-10-04T11:59:59", true),
        ("2026-10-04T12:00:00", false),
        ("2026-10-04T13:00:00", false),
    ] {
        assert_eq!(hours.within(at(text, &tokyo)), inside, "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>(), days in prop::collection::vec("[a-z]{0,4}", 0..4)) {
        let _ = text.parse::<Closed>();
        let spec = HoursSpec {
            days,
            from: text.clone(),
            until: text.clone(),
            end: Default::default(),
            holidays: tatefuda_calendar::HolidayRule::Closed,
            also: vec![],
            closed: vec![text.clone(), format!("{text}..{text}")],
            open: vec![tatefuda_calendar::OpenSpec { date: text.clone(), from: text.clone(), until: text, end: Default::default() }],
            minutes: None,
        };
        let _ = spec.build(TimeZone::UTC);
    }
}
