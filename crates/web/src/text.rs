//! Small texts that handlers put together.

use tatefuda_app::{Failure, failure::FieldError};
use tatefuda_i18n::{Arg, Translator};
use tatefuda_ui::view;

use crate::form::Issue;

/// The text of a key, if there is one; else the text of the fallback.
fn first_of(tr: &Translator, keys: &[&str]) -> String {
    keys.iter().find(|key| tr.has(key)).or(keys.last()).map_or_else(String::new, |key| tr.text(key))
}

/// A failure in one sentence, where the kind of page does not say everything already.
pub(crate) fn failure(tr: &Translator, failure: &Failure) -> Option<String> {
    match failure {
        Failure::Forbidden(forbidden) => {
            Some(first_of(tr, &[&format!("forbidden-{}", forbidden.key()), "forbidden-other"]))
        }
        Failure::State { key } => Some(first_of(tr, &[&format!("refused-{key}"), key.as_str(), "refused-state"])),
        Failure::Unreadable(_) => Some(tr.text("refused-unreadable-row")),
        Failure::CommandReused => Some(tr.text("web-command-reused")),
        Failure::Conflict { .. } => Some(tr.text("web-conflict")),
        Failure::Stale(_) => Some(tr.text("web-stale")),
        Failure::Invalid(errors) => {
            let lines: Vec<String> = errors.iter().map(|error| field_message(tr, error)).collect();
            Some(lines.join(tr.pick("", " ")))
        }
        _ => None,
    }
}

/// What is wrong with a field, from a use-case.
pub(crate) fn field_message(tr: &Translator, error: &FieldError) -> String {
    // What is known in both languages (`message`, `message_en`) is told in that of the page.
    let told = |name: &str, value: &'_ String| -> String {
        let english = error.args.get(&format!("{name}_en")).filter(|text| !text.is_empty());
        tr.pick(value, english.unwrap_or(value)).to_owned()
    };
    let values: Vec<(&str, String)> =
        error.args.iter().map(|(name, value)| (name.as_str(), told(name, value))).collect();
    let args: Vec<(&str, Arg<'_>)> = values.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
    // With the bound where it is known.
    let bounded = error.args.contains_key("max").then(|| format!("field-{}-max", error.key));
    for key in bounded.into_iter().chain([format!("field-{}", error.key), error.key.clone()]) {
        if tr.has(&key) {
            return tr.with(&key, &args);
        }
    }
    tr.text("field-unusable")
}

/// Errors of a use-case for a form. `name` turns the use-case's field into the form's.
pub(crate) fn field_errors(
    tr: &Translator,
    errors: &[FieldError],
    name: impl Fn(&str) -> String,
) -> Vec<view::FieldError> {
    errors
        .iter()
        .map(|error| view::FieldError { field: name(&error.field), message: field_message(tr, error) })
        .collect()
}

/// Errors found while reading a form.
pub(crate) fn issues(tr: &Translator, issues: &[Issue]) -> Vec<view::FieldError> {
    issues
        .iter()
        .map(|issue| view::FieldError { field: issue.field.clone(), message: issue_message(tr, issue) })
        .collect()
}

/// What is wrong with a field, from reading the form.
pub(crate) fn issue_message(tr: &Translator, issue: &Issue) -> String {
    let args: Vec<(&str, Arg<'_>)> = issue.args.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
    tr.with(&format!("field-{}", issue.code), &args)
}

/// A form field in words; unknown ones by their name.
pub(crate) fn field(tr: &Translator, name: &str) -> String {
    let plain = name.split('.').next().unwrap_or(name);
    let key = format!("web-field-{}", plain.replace('_', "-"));
    if plain.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-') && tr.has(&key) {
        tr.text(&key)
    } else {
        name.chars().take(80).collect()
    }
}

/// The act behind an address, in words: `/posts/…/submit` → `act-submit`.
pub(crate) fn act(tr: &Translator, path: &str) -> String {
    let last = path.rsplit('/').next().unwrap_or_default();
    let key = format!("act-{last}");
    if last.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') && tr.has(&key) {
        tr.text(&key)
    } else {
        tr.text("act-other")
    }
}

/// Percent-encodes a value for a query.
pub(crate) fn query_value(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => out.push(char::from(byte)),
            other => write!(out, "%{other:02X}").expect("writing to a string does not fail"),
        }
    }
    out
}

/// A path of this site to come back to; anything else becomes the first page, so that a sign-in link
/// cannot lead elsewhere.
pub(crate) fn own_path(next: &str) -> &str {
    let safe = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control)
        && next.len() <= 2_000;
    if safe { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_paths_are_followed() {
        for bad in ["https://evil.example", "//evil.example", "/\\evil", "evil", "", "/a\nb"] {
            assert_eq!(own_path(bad), "/", "{bad}");
        }
        assert_eq!(own_path("/posts?x=1"), "/posts?x=1");
        assert_eq!(query_value("/posts?a=b c木"), "/posts%3Fa%3Db%20c%E6%9C%A8");
    }
}
