//! Reads one field after the other and gathers what is wrong, so that a person is told everything at once.

use std::str::FromStr;

use jiff::{Timestamp, civil, tz::TimeZone};
use tatefuda_domain::{
    Moment,
    bound::{Order, is_longer, is_unfit, takes_day},
};
use tatefuda_text::signs::{Kind, signs};

use super::{Form, Issue, LINE_MAX, TEXT_MAX, one_line};

/// Reads a form; see [`Form::reader`].
pub(crate) struct Reader<'a> {
    form: &'a Form,
    issues: Vec<Issue>,
}

impl<'a> Reader<'a> {
    pub(super) const fn of(form: &'a Form) -> Self {
        Self { form, issues: Vec::new() }
    }

    /// The form that is read.
    pub(crate) const fn form(&self) -> &'a Form {
        self.form
    }

    /// Notes that something is wrong with a field. The first word on a field stays.
    pub(crate) fn issue(&mut self, field: &str, code: &'static str) {
        self.note(Issue::new(field, code));
    }

    fn note(&mut self, issue: Issue) {
        if self.issues.iter().all(|known| known.field != issue.field) {
            self.issues.push(issue);
        }
    }

    /// One line: no control characters, at most [`LINE_MAX`] characters, blanks around it cut off.
    pub(crate) fn line(&mut self, name: &str) -> String {
        let value = self.sound(name, LINE_MAX, |c| c.is_control());
        value.trim().to_owned()
    }

    /// One line that may not be empty.
    pub(crate) fn required(&mut self, name: &str) -> String {
        let value = self.line(name);
        if value.is_empty() {
            self.issue(name, "required");
        }
        value
    }

    /// Several lines: line breaks and tabs allowed, at most [`TEXT_MAX`] characters. Line ends become LF.
    pub(crate) fn text(&mut self, name: &str) -> String {
        let value = self.form.get(name);
        if !self.form.damaged.contains(name)
            && let Some(signs) = signs(value).into_iter().find(|one| one.kind == Kind::Control)
        {
            let lines: Vec<String> = signs.lines.iter().map(ToString::to_string).collect();
            let args = vec![("lines", lines.join(", ")), ("code", signs.shown)];
            self.note(Issue { field: name.to_owned(), code: "control-at", args });
        }
        let value = self.sound(name, TEXT_MAX, is_unfit);
        tatefuda_domain::text::at_input(value)
    }

    /// One line of a form that shows a stored value: a field that did not come, or came back as it was shown, keeps what
    /// is stored, also where a field of one line cannot say it.
    pub(crate) fn line_onto(&mut self, name: &str, stored: &str) -> String {
        let same = one_line(self.form.get(name)) == one_line(stored);
        if same || !self.form.has(name) { stored.to_owned() } else { self.line(name) }
    }

    /// The same for several lines.
    pub(crate) fn text_onto(&mut self, name: &str, stored: &str) -> String {
        let at_input = tatefuda_domain::text::at_input;
        let same = at_input(self.form.get(name)) == at_input(stored);
        if same || !self.form.has(name) { stored.to_owned() } else { self.text(name) }
    }

    /// A secret: any characters, bounded, nothing cut off.
    pub(crate) fn secret(&mut self, name: &str) -> String {
        let value = self.sound(name, LINE_MAX, |c| c == '\0').to_owned();
        if value.is_empty() {
            self.issue(name, "required");
        }
        value
    }

    fn sound(&mut self, name: &str, max: usize, bad: impl Fn(char) -> bool) -> &'a str {
        let value = self.form.get(name);
        if self.form.damaged.contains(name) || value.chars().any(bad) {
            self.issue(name, "unreadable");
        } else if is_longer(value, max) {
            self.issue(name, if max == LINE_MAX { "line-too-long" } else { "text-too-long" });
        }
        value
    }

    /// A ticked box.
    pub(crate) fn ticked(&self, name: &str) -> bool {
        self.form.has(name)
    }

    /// Anything that reads itself from text; empty is `None`.
    pub(crate) fn parsed<T: FromStr>(&mut self, name: &str, code: &'static str) -> Option<T> {
        let value = self.line(name);
        if value.is_empty() {
            return None;
        }
        let parsed = value.parse().ok();
        if parsed.is_none() {
            self.issue(name, code);
        }
        parsed
    }

    /// As [`Self::parsed`], and must be there.
    pub(crate) fn needed<T: FromStr>(&mut self, name: &str, code: &'static str) -> Option<T> {
        let value = self.parsed(name, code);
        if value.is_none() {
            self.issue(name, "required");
        }
        value
    }

    /// A moment from a date field and a time field. Without a time the day's first or last minute.
    pub(crate) fn moment(&mut self, date: &str, time: &str, zone: &TimeZone, end: bool) -> Option<Timestamp> {
        let day: Option<civil::Date> = self.parsed(date, "not-a-date");
        let clock: Option<civil::Time> = self.parsed(time, "not-a-time");
        let Some(day) = day else {
            if clock.is_some() {
                self.issue(date, "required");
            }
            return None;
        };
        if !takes_day(day) {
            self.issue(date, "moment-range");
            return None;
        }
        let clock = clock.unwrap_or(if end { civil::time(23, 59, 0, 0) } else { civil::Time::midnight() });
        self.bounded(date, day.to_datetime(clock).to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp()))
    }

    /// What may enter of the moments that a field stands for.
    fn bounded(&mut self, name: &str, at: Option<Timestamp>) -> Option<Timestamp> {
        let moment = at.and_then(|at| Moment::new(at).ok());
        if moment.is_none() {
            self.issue(name, "moment-range");
        }
        moment.map(Moment::get)
    }

    /// The first moment of a day.
    pub(crate) fn day(&mut self, name: &str, zone: &TimeZone) -> Option<Timestamp> {
        let day: civil::Date = self.parsed(name, "not-a-date")?;
        let start = day.to_zoned(zone.clone()).ok().filter(|_| takes_day(day)).map(|zoned| zoned.timestamp());
        self.bounded(name, start)
    }

    /// A place in an order: of units, of ranks, of deputies.
    pub(crate) fn order(&mut self, name: &str) -> Option<i64> {
        let place: i64 = self.parsed(name, "order-range")?;
        let order = Order::new(place).ok();
        if order.is_none() {
            self.issue(name, "order-range");
        }
        order.map(Order::get)
    }

    /// Whether everything read so far can be used.
    pub(crate) fn is_sound(&self) -> bool {
        self.issues.is_empty()
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the reading.
    pub(crate) fn finish(self) -> Result<(), Vec<Issue>> {
        if self.issues.is_empty() { Ok(()) } else { Err(self.issues) }
    }
}
