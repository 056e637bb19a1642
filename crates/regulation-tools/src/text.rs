//! Facts and settings from text files.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;
use tatefuda_domain::Localized;
use toml::Spanned;

use tatefuda_regulation::{
    facts::{Fact, Facts, Value},
    media_counts,
    pack::{PackError, PackErrors, Scalar},
    say::{self, say},
    schema,
    settings::{Setting, Settings},
    text_facts,
};
use tatefuda_text::LinkData;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    practice: bool,
    #[serde(default)]
    set: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: Spanned<String>,
    value: Scalar,
    #[serde(default)]
    source: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    decided_by: String,
    #[serde(default)]
    confirmed_by: String,
    from: Option<Timestamp>,
    practice: Option<bool>,
}

/// Settings from a TOML file: `practice = true` for all, `[[set]]` with `key`, `value`, `source`,
/// `note`, `decided_by`, `confirmed_by`, `from`, `practice`.
///
/// # Errors
/// Pointing at the line.
pub fn settings_from_toml(path: &str, text: &str) -> Result<Settings, PackErrors> {
    let file: File = toml::from_str(text).map_err(|error| {
        let span = error.span().map_or((0, 0), |span| (span.start, span.end));
        PackErrors { errors: vec![PackError::new("toml", path, text, span, say::toml(error.message()))] }
    })?;
    let mut settings = Settings::default();
    let mut errors = vec![];
    for entry in file.set {
        let span = (entry.key.span().start, entry.key.span().end);
        let key = entry.key.into_inner();
        let known = ["param:", "role:", "deputies:", "exception:", "reading:", "extend:"];
        if !known.iter().any(|prefix| key.strip_prefix(prefix).is_some_and(|id| !id.is_empty())) {
            let message = say!("「{key}」は設定の名前ではありません", "{key:?} is not a settings key");
            errors.push(PackError::new("bad-key", path, text, span, message).help(say!(
                "名前の始めは {} のどれかです",
                "keys begin with {}",
                known.join(" ")
            )));
        }
        let setting = Setting {
            value: entry.value.into_text(),
            source: entry.source,
            note: entry.note,
            decided_by: entry.decided_by,
            confirmed_by: entry.confirmed_by,
            effective_from: entry.from,
            practice: entry.practice.unwrap_or(file.practice),
        };
        if settings.values.insert(key.clone(), setting).is_some() {
            errors.push(PackError::new(
                "doubled-key",
                path,
                text,
                span,
                say!("「{key}」が二度設定されています", "{key:?} is set twice"),
            ));
        }
    }
    if errors.is_empty() { Ok(settings) } else { Err(PackErrors { errors }) }
}

/// A key with its value as text, and where it stands.
pub(super) struct KeyValue {
    pub key: String,
    pub value: String,
    pub span: (usize, usize),
}

/// The entries of a settings file; none where it cannot be read, which is said elsewhere.
pub(super) fn entries(text: &str) -> Vec<KeyValue> {
    let Ok(file) = toml::from_str::<File>(text) else { return vec![] };
    let of = |entry: Entry| {
        let span = (entry.key.span().start, entry.key.span().end);
        KeyValue { key: entry.key.into_inner(), value: entry.value.into_text(), span }
    };
    file.set.into_iter().map(of).collect()
}

/// Facts of one question are at most so many bytes of text.
const FACTS_TEXT: usize = 16_000_000;

/// Facts from JSON (a text that begins with `{`) or TOML.
///
/// # Errors
/// Pointing at the line.
pub fn facts_from_text(path: &str, text: &str) -> Result<Facts, PackErrors> {
    let one = |span: (usize, usize), message: Localized| PackErrors {
        errors: vec![PackError::new("facts", path, text, span, message)],
    };
    if text.len() > FACTS_TEXT {
        let message = say!("事実が{FACTS_TEXT}バイトを超えています", "the facts are larger than {FACTS_TEXT} bytes");
        return Err(PackErrors { errors: vec![PackError::new("bounds", path, "", (0, 0), message)] });
    }
    let bounded = |facts: Facts| match facts.exceeded() {
        None => Ok(facts),
        Some(message) => Err(PackErrors { errors: vec![PackError::new("bounds", path, text, (0, 0), message)] }),
    };
    if text.trim_start().starts_with('{') {
        let facts = serde_json::from_str(text).map_err(|error| {
            let line = text.lines().take(error.line().saturating_sub(1)).map(|line| line.len() + 1).sum::<usize>();
            let at = line + error.column().saturating_sub(1);
            one((at, at), say!("JSON の書き方が正しくありません（{error}）", "{error}"))
        })?;
        return bounded(facts);
    }
    let facts = toml::from_str(text).map_err(|error: toml::de::Error| {
        one(error.span().map_or((0, 0), |span| (span.start, span.end)), say::toml(error.message()))
    })?;
    bounded(facts)
}

/// Completes facts written by hand: what the typed parts say is set as fields, and optional fields
/// that are not mentioned are *known not to be there*; counts over media follow from the media that are stated, and links
/// and findings from a text where none are stated, as the program itself reads it. For scenarios and `ask`; the running
/// program never does this.
pub fn complete(facts: &mut Facts, hosts: &LinkData) {
    let subject = facts.subject.clone();
    let derived: BTreeMap<&str, Option<String>> = BTreeMap::from([
        ("actor.kind", Some(facts.actor.kind.clone())),
        ("actor.person", Some(facts.actor.person.clone())),
        ("target.service", subject.as_ref().and_then(|subject| subject.service.clone())),
        ("account.service", subject.as_ref().and_then(|subject| subject.service.clone())),
        ("account.class", subject.as_ref().and_then(|subject| subject.account_class.clone())),
    ]);
    media(facts);
    text(facts, hosts);
    for field in schema::FIELDS {
        if facts.fields.contains_key(field.path) {
            continue;
        }
        if let Some(Some(value)) = derived.get(field.path) {
            facts.set(field.path, value.clone());
        } else if field.optional {
            facts.fields.insert(field.path.to_owned(), Fact::Known(Value::Nothing));
        }
    }
}

/// What the program finds in the text that a scenario states; stated findings and links are left as they are.
fn text(facts: &mut Facts, hosts: &LinkData) {
    const READ: [&str; 2] = ["post.links", "post.findings"];
    if READ.iter().all(|path| facts.fields.contains_key(*path)) {
        return;
    }
    let Some(Fact::Known(Value::Text(text))) = facts.fields.get("post.text") else { return };
    let read = text_facts(text, None, hosts);
    for (path, list) in READ.into_iter().zip([read.links, read.findings]) {
        facts.fields.entry(path.to_owned()).or_insert_with(|| Fact::Known(list.into()));
    }
}

/// Counts over the media that a scenario states, as the program itself counts them; a stated count is left as it is.
fn media(facts: &mut Facts) {
    let counts = match facts.fields.get("post.media") {
        Some(Fact::Known(Value::List(list))) => media_counts(list),
        Some(Fact::Known(Value::TextList(list))) if list.is_empty() => media_counts(&[]),
        _ => return,
    };
    let derived = [
        ("post.media_count", Value::Int(counts.count)),
        ("post.media_unanswered", Value::Int(counts.unanswered)),
        ("post.people_identifiable", counts.identifiable.into()),
    ];
    for (path, value) in derived {
        facts.fields.entry(path.to_owned()).or_insert(Fact::Known(value));
    }
}
