//! Forms as they arrive: every typed value is kept, whatever is wrong with it.

mod reader;

use std::collections::BTreeSet;

use axum::{
    extract::{FromRequest, Request},
    http::{StatusCode, header},
};
use tatefuda_domain::bound;

pub(crate) use self::reader::Reader;
use crate::{error::WebError, multipart};

/// Longest single line that any form takes, in characters.
pub(crate) const LINE_MAX: usize = bound::LINE_MAX;
/// Longest text of several lines, in characters.
pub(crate) const TEXT_MAX: usize = bound::TEXT_MAX;
/// Most fields of a form.
const PAIRS_MAX: usize = bound::SOURCES_MAX;
/// Most bytes of a form without files.
pub(crate) const FORM_MAX: usize = 2 * 1024 * 1024;

/// The pairs of a submitted form in their order. A field may come several times.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    pairs: Vec<(String, String)>,
    /// Fields whose bytes were not UTF-8; their values hold replacement characters.
    damaged: BTreeSet<String>,
    /// Files that were chosen.
    files: Vec<Chosen>,
}

/// A file that somebody chose in a form.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    pub(crate) field: String,
    /// Its name on their machine; for messages only.
    pub(crate) name: String,
    /// Its bytes; `None` when there were more than are taken.
    pub(crate) bytes: Option<Vec<u8>>,
}

/// What is wrong with one field; the message is `field-<code>` in the locale files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Issue {
    pub(crate) field: String,
    pub(crate) code: &'static str,
    /// Values for the message.
    pub(crate) args: Vec<(&'static str, String)>,
}

impl Issue {
    pub(crate) fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self { field: field.into(), code, args: Vec::new() }
    }
}

impl Form {
    /// Decodes `application/x-www-form-urlencoded`. Nothing is refused here: damaged bytes are marked.
    pub(crate) fn parse(body: &[u8]) -> Self {
        let mut form = Self::default();
        for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            let (name, value) = match pair.iter().position(|byte| *byte == b'=') {
                Some(at) => (&pair[..at], &pair[at + 1..]),
                None => (pair, &[][..]),
            };
            let (name, _) = decode(name);
            let (value, whole) = decode(value);
            if !whole {
                form.damaged.insert(name.clone());
            }
            form.pairs.push((name, value));
        }
        form
    }

    /// Adds a value as it came in a form of several parts; its bytes may be damaged.
    pub(crate) fn add_raw(&mut self, name: String, value: Vec<u8>) {
        let value = String::from_utf8(value).unwrap_or_else(|error| {
            self.damaged.insert(name.clone());
            String::from_utf8_lossy(error.as_bytes()).into_owned()
        });
        self.pairs.push((name, value));
    }

    /// Adds a file that was chosen.
    pub(crate) fn add_file(&mut self, file: Chosen) {
        self.files.push(file);
    }

    /// A form from known pairs.
    pub(crate) fn of(pairs: Vec<(String, String)>) -> Self {
        Self { pairs, ..Self::default() }
    }

    /// The first value of a field; empty when it is missing. A browser sends empty fields and leaves out those that a page
    /// does not show, so whoever must tell the two apart asks [`Self::has`].
    pub(crate) fn get(&self, name: &str) -> &str {
        self.pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Whether the field came at all.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(key, _)| key == name)
    }

    /// Every value of a field.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Fields whose name starts with a prefix, without it.
    pub(crate) fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.pairs.iter().filter_map(move |(key, value)| Some((key.strip_prefix(prefix)?, value.as_str())))
    }

    /// Files that were chosen in a field, taken out of the form.
    pub(crate) fn take_files(&mut self, field: &str) -> Vec<Chosen> {
        self.files.extract_if(.., |file| file.field == field).collect()
    }

    /// Fields in which files were chosen whose name starts with a prefix.
    pub(crate) fn files_below(&self, prefix: &str) -> Vec<String> {
        let fields = self.files.iter().filter(|file| file.field.starts_with(prefix));
        fields.map(|file| file.field.clone()).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Names of the files that were chosen.
    pub(crate) fn file_names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.name.as_str())
    }

    /// Adds a value.
    pub(crate) fn push(&mut self, name: &str, value: impl Into<String>) {
        self.pairs.push((name.to_owned(), value.into()));
    }

    /// Replaces every value of a field; the field stands at the end then.
    pub(crate) fn replace(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        self.pairs.retain(|(key, _)| key != name);
        self.pairs.extend(values.into_iter().map(|value| (name.to_owned(), value)));
    }

    /// Changes the values of some fields where they stand.
    pub(crate) fn change(&mut self, named: impl Fn(&str) -> bool, to: impl Fn(&str) -> String) {
        for (_, value) in self.pairs.iter_mut().filter(|(name, _)| named(name)) {
            *value = to(value);
        }
    }

    /// Everything that came, in its order.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// Reads fields one after the other and gathers what is wrong.
    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader::of(self)
    }
}

/// A value as a field of one line gives it back: browsers keep no line ends there.
pub(crate) fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], "").trim().to_owned()
}

/// Percent-decodes; the flag says whether the bytes were UTF-8.
fn decode(raw: &[u8]) -> (String, bool) {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (*first, tail) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                bytes.push(nibble(*high) << 4 | nibble(*low));
                rest = after;
            }
            (byte, _) => bytes.push(byte),
        }
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, true),
        Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), false),
    }
}

fn nibble(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => digit.to_ascii_uppercase() - b'A' + 10,
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = WebError;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebError> {
        if multipart::is_multipart(&request) {
            let (form, cut) = multipart::read(request, state).await?;
            return cut.map_or(Ok(form), |status| Err(WebError::Status(status)));
        }
        let form_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let is_form = form_type.is_none_or(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        if !is_form {
            return Err(WebError::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        // Without files a form is small, also where one with files may be large.
        let body = axum::body::to_bytes(request.into_body(), FORM_MAX).await;
        let body = body.map_err(|_| WebError::Status(StatusCode::PAYLOAD_TOO_LARGE))?;
        let form = Self::parse(&body);
        if form.pairs.len() > PAIRS_MAX {
            return Err(WebError::Status(StatusCode::PAYLOAD_TOO_LARGE));
        }
        Ok(form)
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn pairs_are_decoded_and_kept_in_order() {
        let form = Form::parse("a=1&b=x+y%20%E6%9C%A8&a=2&c&%zz=%4".as_bytes());
        assert_eq!(form.get("a"), "1");
        assert_eq!(form.all("a").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(form.get("b"), "x y 木");
        assert!(form.has("c") && form.get("c").is_empty());
        assert_eq!(form.get("%zz"), "%4");
    }

    #[test]
    fn broken_bytes_are_marked_and_kept() {
        let form = Form::parse(b"name=%ff%fe&note=ok");
        let mut reader = form.reader();
        reader.line("name");
        reader.line("note");
        assert_eq!(reader.finish(), Err(vec![Issue::new("name", "unreadable")]));
        assert_eq!(form.get("name"), "\u{fffd}\u{fffd}");
    }

    #[test]
    fn control_characters_and_length_are_bounded() {
        let form = Form::parse(format!("a=%00&b=x%0Ay&c={}&d=+", "x".repeat(501)).as_bytes());
        let mut reader = form.reader();
        reader.line("a");
        assert_eq!(reader.text("b"), "x\ny");
        reader.line("b");
        reader.line("c");
        reader.required("d");
        let codes: Vec<_> =
            reader.finish().expect_err("four").into_iter().map(|issue| (issue.field, issue.code)).collect();
        let expected = [("a", "unreadable"), ("b", "unreadable"), ("c", "line-too-long"), ("d", "required")];
        assert_eq!(codes, expected.map(|(field, code)| (field.to_owned(), code)));
    }

    #[test]
    fn moments_stand_in_the_zone_of_the_body() {
        let zone = TimeZone::get("Asia/Tokyo").expect("bundled");
        let form = Form::parse(b"d=2026-08-03&t=09%3A00&bad=2026-13-01");
        let mut reader = form.reader();
        assert_eq!(
            reader.moment("d", "t", &zone, false).map(|at| at.to_string()).as_deref(),
            Some("2026-08-03T00:00:00Z")
        );
        assert_eq!(
            reader.moment("d", "none", &zone, true).map(|at| at.to_string()).as_deref(),
            Some("2026-08-03T14:59:00Z")
        );
        assert_eq!(reader.moment("none", "t", &zone, false), None);
        assert_eq!(reader.day("bad", &zone), None);
        assert_eq!(reader.finish().expect_err("two").len(), 2);
    }
}
