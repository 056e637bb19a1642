//! What waits and ends, as iCalendar (RFC 5545).

use jiff::{Timestamp, tz::TimeZone};

use super::line::Line;

/// Bytes of a line before it is folded, without the line end.
const FOLD: usize = 75;

/// The calendar: one event at each end. What ends with a day (24時) is an event of that day, not of the next one's first moment.
pub(super) fn calendar(title: &str, lines: &[Line], base: &str, zone: &TimeZone) -> String {
    let mut out = Lines::default();
    out.push("BEGIN:VCALENDAR");
    out.push("VERSION:2.0");
    out.push("PRODID:-//Tatefuda//Own tasks//JA");
    out.push("METHOD:PUBLISH");
    out.push(&format!("X-WR-CALNAME:{}", text(title)));
    out.push("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    for (line, due) in lines.iter().filter_map(|line| Some((line, line.due?))) {
        out.push("BEGIN:VEVENT");
        out.push(&format!("UID:{}@tatefuda", line.key));
        out.push(&format!("DTSTAMP:{}", utc(line.since)));
        let local = due.to_zoned(zone.clone());
        match local.date().yesterday().ok().filter(|_| local.time() == jiff::civil::Time::midnight()) {
            Some(day) => out.push(&format!("DTSTART;VALUE=DATE:{}", day.strftime("%Y%m%d"))),
            None => out.push(&format!("DTSTART:{}", utc(due))),
        }
        out.push(&format!("SUMMARY:{}", text(&line.what)));
        if !base.is_empty() {
            out.push(&format!("URL:{base}{}", line.path));
        }
        out.push("TRANSP:TRANSPARENT");
        out.push("END:VEVENT");
    }
    out.push("END:VCALENDAR");
    out.0
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A value of type TEXT. Control characters have no way in.
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    /// Adds a line, folded at characters and never inside one.
    fn push(&mut self, line: &str) {
        let mut room = FOLD;
        for c in line.chars() {
            if room < c.len_utf8() {
                self.0.push_str("\r\n ");
                room = FOLD - 1;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use tatefuda_domain::Digest;

    use super::*;

    fn line(what: &str, due: Timestamp) -> Line {
        let key = Digest::of(what.as_bytes());
        Line { key, what: what.to_owned(), since: Timestamp::UNIX_EPOCH, due: Some(due), path: "/duties".to_owned() }
    }

    #[test]
    fn what_ends_with_a_day_stands_on_that_day() {
        let zone = TimeZone::get("Asia/Tokyo").expect("a zone");
        let end = date(2026, 12, 1).to_zoned(zone.clone()).expect("a moment").timestamp();
        let made = calendar("x", &[line("点検", end)], "", &zone);
        assert!(made.contains("DTSTART;VALUE=DATE:20261130\r\n"), "{made}");
        let noon = date(2026, 12, 1).at(12, 0, 0, 0).to_zoned(zone.clone()).expect("a moment").timestamp();
        let made = calendar("x", &[line("点検", noon)], "https://sns.example.jp", &zone);
        assert!(
            made.contains("DTSTART:20261201T030000Z\r\n") && made.contains("URL:https://sns.example.jp/duties\r\n")
        );
    }

    proptest! {
        /// Whatever stands in names: lines of at most 75 bytes, and nothing that opens a line of its own.
        #[test]
        fn nothing_written_into_a_line_is_taken_for_its_form(what in "\\PC*|[\\s\\S]{0,200}") {
            let made = calendar(&what, &[line(&what, Timestamp::UNIX_EPOCH)], "", &TimeZone::UTC);
            prop_assert!(made.split("\r\n").all(|line| line.len() <= FOLD && !line.contains(['\r', '\n'])));
            let unfolded = made.replace("\r\n ", "");
            prop_assert_eq!(unfolded.lines().filter(|line| line.starts_with("SUMMARY:")).count(), 1);
            prop_assert_eq!(unfolded.lines().count(), 14);
        }
    }
}
