//! Duties that come again.

use jiff::{
    ToSpan,
    civil::{Date, date, time},
};
use proptest::prelude::*;
use tatefuda_calendar::{CountedDays, Every, HolidayRule, Hours, MAX_INSTANCES, Recurrence};

use crate::{at, day, instance_on, office, zone};

fn recurrence(every: &str, anchor: Date) -> Recurrence {
    Recurrence { every: every.parse().unwrap(), anchor, time: None, fiscal_start: 4 }
}

/// Id and due day of what falls into some days.
fn list(recurrence: Recurrence, days: CountedDays<'_>, from: Date, to: Date) -> Vec<(String, Date)> {
    let zone = zone("Asia/Tokyo");
    recurrence.instances(days, &zone, from, to).map(|found| (found.id, found.due_day)).collect()
}

#[track_caller]
fn same(found: Vec<(String, Date)>, expected: &[(&str, Date)]) {
    let found: Vec<(&str, Date)> = found.iter().map(|(id, day)| (id.as_str(), *day)).collect();
    assert_eq!(found, expected);
}

#[test]
fn days_all_or_working() {
    let daily = recurrence("day", date(2026, 4, 1));
    let (from, to) = (date(2026, 11, 20), date(2026, 11, 24));
    let all: Vec<String> = list(daily, CountedDays::All, from, to).into_iter().map(|(id, _)| id).collect();
    assert_eq!(all, ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24"]);
    // A week-end and a holiday on the Monday have no instance.
    same(
        list(daily, CountedDays::Working(&office()), from, to),
        &[("2026-11-20", date(2026, 11, 20)), ("2026-11-24", date(2026, 11, 24))],
    );
}

#[test]
fn periods_of_the_calendar() {
    let anchor = date(2020, 1, 1);
    let on = |every: &str, day: Date| {
        let found = instance_on(recurrence(every, anchor), CountedDays::All, &zone("Asia/Tokyo"), day).unwrap();
        (found.id, found.from, found.until)
    };
    let row = |id: &str, from, until| (id.to_owned(), from, until);
    assert_eq!(on("week", date(2026, 11, 25)), row("2026-W48", date(2026, 11, 23), date(2026, 11, 29)));
    // Weeks of ISO 8601: the first days of January may belong to the year before.
    assert_eq!(on("week", date(2027, 1, 3)), row("2026-W53", date(2026, 12, 28), date(2027, 1, 3)));
    assert_eq!(on("week", date(2024, 12, 30)), row("2025-W01", date(2024, 12, 30), date(2025, 1, 5)));
    assert_eq!(on("month", date(2024, 2, 29)), row("2024-02", date(2024, 2, 1), date(2024, 2, 29)));
    assert_eq!(on("month", date(2026, 12, 31)), row("2026-12", date(2026, 12, 1), date(2026, 12, 31)));
    assert_eq!(on("quarter", date(2026, 9, 30)), row("2026Q3", date(2026, 7, 1), date(2026, 9, 30)));
    assert_eq!(on("quarter", date(2026, 10, 1)), row("2026Q4", date(2026, 10, 1), date(2026, 12, 31)));
    assert_eq!(on("year", date(2026, 1, 1)), row("2026", date(2026, 1, 1), date(2026, 12, 31)));
    assert_eq!(on("fiscal-year", date(2027, 3, 31)), row("FY2026", date(2026, 4, 1), date(2027, 3, 31)));
    assert_eq!(on("fiscal-year", date(2027, 4, 1)), row("FY2027", date(2027, 4, 1), date(2028, 3, 31)));
}

#[test]
fn periods_from_the_anchor() {
    same(
        list(recurrence("10 days", date(2026, 2, 20)), CountedDays::All, date(2026, 3, 1), date(2026, 3, 12)),
        &[
            ("2026-02-20~10d", date(2026, 3, 1)),
            ("2026-03-02~10d", date(2026, 3, 11)),
            ("2026-03-12~10d", date(2026, 3, 21)),
        ],
    );
    // From the last of January the end of each month is kept, not lost in February.
    same(
        list(recurrence("1 month", date(2024, 1, 31)), CountedDays::All, date(2024, 1, 31), date(2024, 5, 1)),
        &[
            ("2024-01-31~1m", date(2024, 2, 28)),
            ("2024-02-29~1m", date(2024, 3, 30)),
            ("2024-03-31~1m", date(2024, 4, 29)),
            ("2024-04-30~1m", date(2024, 5, 30)),
        ],
    );
    same(
        list(recurrence("12 months", date(2024, 2, 29)), CountedDays::All, date(2025, 2, 27), date(2025, 3, 1)),
        &[("2024-02-29~12m", date(2025, 2, 27)), ("2025-02-28~12m", date(2026, 2, 27))],
    );
}

#[test]
fn due_on_the_last_day_that_counts() {
    let office = office();
    let working = CountedDays::Working(&office);
    // 31 October 2026 is a Saturday; December ends with the closure; fiscal 2027 ends on a Friday.
    same(
        list(recurrence("month", date(2026, 10, 1)), working, date(2026, 10, 1), date(2026, 12, 31)),
        &[("2026-10", date(2026, 10, 30)), ("2026-11", date(2026, 11, 30)), ("2026-12", date(2026, 12, 28))],
    );
    same(
        list(recurrence("fiscal-year", date(2027, 4, 1)), working, date(2028, 3, 31), date(2028, 3, 31)),
        &[("FY2027", date(2028, 3, 31))],
    );
    // A week without any working day has no instance: 29 April to 5 May 2019.
    let weekly = list(recurrence("week", date(2019, 4, 1)), working, date(2019, 4, 22), date(2019, 5, 12));
    same(weekly, &[("2019-W17", date(2019, 4, 26)), ("2019-W19", date(2019, 5, 10))]);
}

#[test]
fn the_time_of_day() {
    let tokyo = zone("Asia/Tokyo");
    let until = Recurrence { time: Some(time(17, 15, 0, 0)), ..recurrence("day", date(2026, 4, 1)) };
    let found = instance_on(until, CountedDays::All, &tokyo, date(2026, 11, 25)).unwrap();
    assert_eq!(found.due, at("2026-11-25T17:15:00", &tokyo));
    let whole = instance_on(recurrence("day", date(2026, 4, 1)), CountedDays::All, &tokyo, date(2026, 11, 25)).unwrap();
    assert_eq!(whole.due, at("2026-11-25T23:59:59.999999", &tokyo));
    // Skipped: after the change. Twice: the second.
    let berlin = zone("Europe/Berlin");
    let night = Recurrence { time: Some(time(2, 30, 0, 0)), ..until };
    let due = |day| instance_on(night, CountedDays::All, &berlin, day).unwrap().due.to_string();
    assert_eq!(due(date(2026, 4, 29)), "2026-04-29T00:30:00Z");
    assert_eq!(due(date(2026, 10, 25)), "2026-10-25T01:30:00Z");
    assert_eq!(due(date(2027, 3, 28)), "2027-03-28T01:30:00Z");
}

#[test]
fn nothing_before_the_anchor() {
    let tokyo = zone("Asia/Tokyo");
    let monthly = recurrence("month", date(2026, 11, 25));
    let all: Vec<_> = monthly.instances(CountedDays::All, &tokyo, date(2026, 1, 1), date(2026, 12, 31)).collect();
    assert_eq!(all.len(), 2);
    assert_eq!((all[0].id.as_str(), all[0].from, all[0].until), ("2026-11", date(2026, 11, 25), date(2026, 11, 30)));
    assert_eq!(instance_on(monthly, CountedDays::All, &tokyo, date(2026, 11, 24)), None);
    assert_eq!(list(monthly, CountedDays::All, date(2027, 1, 1), date(2026, 1, 1)), []);
}

#[test]
fn the_bound_says_where_to_go_on() {
    let tokyo = zone("Asia/Tokyo");
    let daily = recurrence("day", date(2020, 1, 1));
    let mut some = daily.instances(CountedDays::All, &tokyo, date(2020, 1, 1), date(2026, 1, 1));
    assert_eq!(some.by_ref().count(), MAX_INSTANCES);
    assert_eq!(some.resume_from(), Some(date(2022, 9, 27)));
    let mut few = daily.instances(CountedDays::All, &tokyo, date(2020, 1, 1), date(2020, 1, 31));
    assert_eq!((few.by_ref().count(), few.resume_from()), (31, None));
    // A calendar that is never open ends too.
    let never = Hours::new(tokyo.clone(), HolidayRule::Open);
    let mut none = daily.instances(CountedDays::Working(&never), &tokyo, date(2020, 1, 1), Date::MAX);
    assert_eq!((none.next(), none.resume_from().is_some()), (None, true));
    // The range of dates ends.
    let last: Vec<_> = daily.instances(CountedDays::All, &tokyo, Date::MAX.yesterday().unwrap(), Date::MAX).collect();
    assert!(last.len() <= 1);
}

#[test]
fn texts() {
    for text in ["day", "week", "month", "quarter", "year", "fiscal-year", "10 days", "3 months", "1 day", "1 month"] {
        assert_eq!(text.parse::<Every>().unwrap().to_string(), text);
    }
    for wrong in
        ["", "days", "0 days", "01 days", "1 days", "3 month", "10 weeks", "-1 days", "3661 days", "10  days", "Day"]
    {
        assert!(wrong.parse::<Every>().is_err(), "{wrong:?}");
    }
    let text = r#"{"every":"week","anchor":"2026-04-01","time":"17:15:00","fiscal-start":4}"#;
    let read: Recurrence = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
}

fn any_every() -> impl Strategy<Value = Every> {
    prop_oneof![
        Just(Every::Day),
        Just(Every::Week),
        Just(Every::Month),
        Just(Every::Quarter),
        Just(Every::Year),
        Just(Every::FiscalYear),
        (1_u16..400).prop_map(Every::Days),
        (1_u16..40).prop_map(Every::Months),
    ]
}

proptest! {
    #[test]
    fn periods_leave_no_day_out(every in any_every(), anchor in 0_i64..40_000, from in 0_i64..5_000, start in 1_i8..13) {
        let zone = zone("Asia/Tokyo");
        let recurrence = Recurrence { every, anchor: day(anchor), time: None, fiscal_start: start };
        let from = day(anchor + from);
        let all: Vec<_> =
            recurrence.instances(CountedDays::All, &zone, from, from.checked_add(500.days()).unwrap()).collect();
        prop_assert!(all[0].from <= from && from <= all[0].until);
        for pair in all.windows(2) {
            prop_assert_eq!(pair[0].until.tomorrow().unwrap(), pair[1].from);
            prop_assert!(pair[0].due < pair[1].due && pair[0].id != pair[1].id);
        }
        for found in &all {
            prop_assert!(found.from <= found.until && found.due_day == found.until);
            // Any of its days leads to it.
            prop_assert_eq!(instance_on(recurrence, CountedDays::All, &zone, found.from), Some(found.clone()));
            prop_assert_eq!(instance_on(recurrence, CountedDays::All, &zone, found.until), Some(found.clone()));
        }
    }

    #[test]
    fn working_instances_are_some_of_all(every in any_every(), anchor in 0_i64..40_000) {
        let (zone, office) = (zone("Asia/Tokyo"), office());
        let recurrence = Recurrence { every, anchor: day(anchor), time: None, fiscal_start: 4 };
        let to = day(anchor + 400);
        for found in recurrence.instances(CountedDays::Working(&office), &zone, day(anchor), to) {
            prop_assert!(office.is_working_day(found.due_day));
            prop_assert!(found.from <= found.due_day && found.due_day <= found.until);
            let all = instance_on(recurrence, CountedDays::All, &zone, found.due_day).unwrap();
            prop_assert_eq!((all.id, all.from, all.until), (found.id, found.from, found.until));
        }
    }

    #[test]
    fn what_is_written_is_read(every in any_every()) {
        prop_assert_eq!(every.to_string().parse::<Every>().unwrap(), every);
    }
}
