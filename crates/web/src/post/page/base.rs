//! What the composer was filled from. Its form shows less than a revision holds (one link, minutes without seconds, no
//! options), so a field that comes back as it was shown means "unchanged": the stored value stays, whatever of it the
//! form cannot say. Only what was really changed is read from the form.

use jiff::{Timestamp, tz::TimeZone};
use tatefuda_app::post::Content;
use tatefuda_domain::text::at_input;

use super::form::of_content;
use crate::form::{Form, Reader, one_line};

/// Stored content beside the form that shows it.
pub(crate) struct Base {
    /// The number of the revision, which the form carries; `None` for a post that is not stored yet.
    pub(crate) revision: Option<i64>,
    pub(crate) content: Content,
    /// As an untouched form would send it.
    pub(crate) shown: Form,
}

impl Base {
    /// Nothing is stored yet.
    pub(crate) fn new_post() -> Self {
        Self { revision: None, content: Content::default(), shown: Form::default() }
    }

    pub(crate) fn stored(revision: i64, content: Content, zone: &TimeZone) -> Self {
        let shown = of_content(&content, zone);
        Self { revision: Some(revision), content, shown }
    }

    /// Whether a field of several lines came back as it was shown. A field that did not come was not shown.
    pub(crate) fn same_text(&self, typed: &Form, name: &str) -> bool {
        !typed.has(name) || at_input(typed.get(name)) == at_input(self.shown.get(name))
    }

    /// The same for a field of one line, in which browsers keep no line ends.
    pub(crate) fn same_line(&self, typed: &Form, name: &str) -> bool {
        !typed.has(name) || one_line(typed.get(name)) == one_line(self.shown.get(name))
    }

    /// A text of several lines: the stored one, or what was typed instead.
    pub(crate) fn text(&self, reader: &mut Reader<'_>, typed: &Form, name: &str, stored: &str) -> String {
        if self.same_text(typed, name) { stored.to_owned() } else { reader.text(name) }
    }

    /// A value of one line; empty is none.
    pub(crate) fn choice(
        &self,
        reader: &mut Reader<'_>,
        typed: &Form,
        name: &str,
        stored: Option<&String>,
    ) -> Option<String> {
        if self.same_line(typed, name) {
            return stored.cloned();
        }
        Some(reader.line(name)).filter(|text| !text.is_empty())
    }

    /// One end of the window. The fields show minutes; what was stored finer stays with the time that stays.
    pub(crate) fn moment(
        &self,
        reader: &mut Reader<'_>,
        typed: &Form,
        end: &str,
        zone: &TimeZone,
    ) -> Option<Timestamp> {
        let (date, time) = (format!("{end}_date"), format!("{end}_time"));
        let last = end == "until";
        let stored = if last { self.content.window.until } else { self.content.window.from };
        let same_time = self.same_line(typed, &time);
        if same_time && self.same_line(typed, &date) {
            return stored;
        }
        let typed_moment = reader.moment(&date, &time, zone, last)?;
        let Some(stored) = stored.filter(|_| same_time && !self.shown.get(&time).is_empty()) else {
            return Some(typed_moment);
        };
        let clock = stored.to_zoned(zone.clone()).time();
        let day = typed_moment.to_zoned(zone.clone()).date();
        day.to_datetime(clock).to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp())
    }

    /// The form after somebody else saved in between: what was not changed here shows what they saved, what was
    /// changed here stays as it was typed.
    pub(crate) fn onto(&self, typed: &Form, now: &Self) -> Form {
        let mut form = typed.clone();
        if same_members(typed, &self.shown, "accounts") {
            form.replace("accounts", values(&now.shown, "accounts"));
        }
        if values(typed, "media") == values(&self.shown, "media") {
            form.replace("media", values(&now.shown, "media"));
        }
        let names = self.shown.pairs().iter().chain(now.shown.pairs()).map(|(name, _)| name);
        for name in names.filter(|name| !matches!(name.as_str(), "accounts" | "media")) {
            if self.same_text(typed, name) {
                form.replace(name, values(&now.shown, name));
            }
        }
        form
    }
}

fn values(form: &Form, name: &str) -> Vec<String> {
    form.all(name).map(ToOwned::to_owned).collect()
}

/// Accounts stand in the form in the order of the ledger, whatever their order in the post.
fn same_members(one: &Form, other: &Form, name: &str) -> bool {
    let (mut one, mut other) = (values(one, name), values(other, name));
    one.sort_unstable();
    other.sort_unstable();
    one == other
}
