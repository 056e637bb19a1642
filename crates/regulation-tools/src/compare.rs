//! The same facts under several packs: where texts contradict one another, their answers must differ, and each must
//! rest on its own text.
//!
//! A file of comparisons says once who is there and what is asked. Each `[[body]]` says only what differs by nature:
//! the service that its text covers, which position holds which of its roles, what its people were appointed to and
//! have declared, and how its text calls what the questions name in common words (`@other`).

mod file;

use std::{collections::BTreeSet, sync::Arc};

use file::{Body, File, Topic};
use serde::Serialize;
use tatefuda_domain::Localized;
use toml::{Table, Value};

use super::scenario::{ScenarioResult, Scenarios};
use tatefuda_regulation::{
    pack::{Pack, PackError, PackErrors, PackSource, RecordKind},
    say::{self, say},
};

/// What the packs said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// In the order of the file.
    pub topics: Vec<Compared>,
}

impl Comparison {
    /// Whether every answer is as expected, rests on its own text, and no topic has one answer for all.
    pub fn holds(&self) -> bool {
        self.topics.iter().all(|topic| topic.differ && topic.answers.iter().all(|one| one.failures.is_empty()))
    }
}

/// One question under all packs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// The difference that it shows, by the number under which the file counts it.
    pub row: u32,
    /// What is asked.
    pub name: Localized,
    /// In the order of the bodies.
    pub answers: Vec<Said>,
    /// At least two answers differ in more than the clauses that they name.
    pub differ: bool,
}

/// What one pack said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The pack.
    pub body: String,
    /// The answer in short.
    pub said: String,
    /// Clauses that it names.
    pub cites: Vec<String>,
    /// Differences from what was expected; clauses of another body's text.
    pub failures: Vec<String>,
}

/// When records of the preamble were given, where they do not say.
const BEFORE: &str = "2024-02-01T09:00:00+09:00";

/// Asks every question of a file under every pack that it names.
///
/// # Errors
/// The file cannot be read, or `find` knows no such pack, or a pack does not load.
pub fn compare(
    path: &str,
    text: &str,
    house: &Arc<Pack>,
    find: impl Fn(&str) -> Option<PackSource>,
) -> Result<Comparison, PackErrors> {
    let wrong = |span: (usize, usize), message: Localized| PackErrors {
        errors: vec![PackError::new("comparison", path, text, span, message)],
    };
    let file: File = toml::from_str(text).map_err(|error| {
        wrong(error.span().map_or((0, 0), |span| (span.start, span.end)), say::toml(error.message()))
    })?;
    let mut topics: Vec<Compared> = file
        .topic
        .iter()
        .map(|topic| Compared { row: topic.row, name: topic.name.clone(), answers: vec![], differ: false })
        .collect();
    for body in &file.body {
        let mut source = find(&body.id)
            .ok_or_else(|| wrong((0, 0), say!("パック「{}」がありません", "there is no pack {:?}", body.id)))?;
        let pack = Arc::new(Pack::load(&source)?);
        for (topic, compared) in file.topic.iter().zip(&mut topics) {
            let asked = scenario(&file, body, topic, &pack)
                .map_err(|why| wrong((0, 0), say::code(format!("{} under {}: {why}", topic.name.en, body.id))))?;
            source.files.retain(|path, _| !path.starts_with("scenarios/"));
            source.files.insert("scenarios/comparison.toml".to_owned(), asked);
            let mut report = Scenarios::read(&source, house)?.run(house, &pack);
            compared.answers.extend(report.results.pop().map(|result| said(body, topic, result)));
        }
    }
    for topic in &mut topics {
        topic.differ = topic.answers.iter().any(|one| one.said != topic.answers[0].said);
    }
    Ok(Comparison { topics })
}

fn said(body: &Body, topic: &Topic, result: ScenarioResult) -> Said {
    let mut failures = result.failures;
    let foreign = result.cited.iter().filter(|clause| clause.document != body.id && clause.document != "house");
    failures.extend(foreign.map(|clause| format!("{} is a clause of {}", clause.id, clause.document)));
    // Acts are answered from the text even where it is silent: by its words on scope.
    if topic.ask.contains_key("action") && !result.cited.iter().any(|clause| clause.document == body.id) {
        failures.push("no clause of its own text is named".to_owned());
    }
    let cites = result.cited.into_iter().map(|clause| clause.id.into()).collect();
    Said { body: body.id.clone(), said: result.said, cites, failures }
}

/// A scenario file with the one scenario that asks this question of this pack.
fn scenario(file: &File, body: &Body, topic: &Topic, pack: &Pack) -> Result<String, String> {
    let mut ask = topic.ask.clone();
    let named = ask.get("facts").and_then(Value::as_str).unwrap_or("post").to_owned();
    let mut facts = file.facts.get(&named).ok_or_else(|| format!("there are no facts {named:?}"))?.clone();
    let mut subject = Table::new();
    table(&mut facts, "subject", |own| {
        own.insert("service".to_owned(), body.service.clone().into());
        own.extend(body.class.clone().map(|class| ("account_class".to_owned(), class.into())));
        subject.clone_from(own);
    });
    table(&mut facts, "fields", |fields| fields.extend(body.fields.clone()));
    add(&mut facts, "org", file.org.iter().cloned().map(Value::Table));
    let mut records: Vec<Table> = body.records.clone();
    let author = facts.get("authors").and_then(Value::as_array).and_then(|authors| authors.first()).cloned();
    // Where nobody wrote anything, as of an account, there is nothing to declare.
    if let Some(author) = author.filter(|_| topic.declared) {
        for kind in &body.declares {
            let mut given = Table::from_iter([("kind".to_owned(), Value::from(kind.clone()))]);
            for (key, from) in [("subject", "id"), ("digest", "digest")] {
                given.extend(subject.get(from).map(|value| (key.to_owned(), value.clone())));
            }
            given.insert("by".to_owned(), author.clone());
            records.push(given);
        }
    }
    let records = records.into_iter().enumerate().map(|(at, one)| record(at, one, pack));
    let records: Result<Vec<Value>, String> = records.collect();
    add(&mut facts, "records", records?);
    if topic.approved {
        add(&mut facts, "steps", body.steps.iter().cloned().map(Value::Table));
    }
    let by = word(body, &topic.by).unwrap_or_else(|| topic.by.clone());
    facts.insert("actor".to_owned(), person(&by));
    let mut settings = body.settings.clone();
    settings.extend(ask.remove("settings").and_then(|value| value.as_table().cloned()).unwrap_or_default());
    ask.insert("settings".to_owned(), settings.into());
    ask.insert("facts".to_owned(), named.clone().into());
    ask.insert("name".to_owned(), topic.name.en.clone().into());
    ask.entry("at").or_insert_with(|| file.at.clone().into());
    let expect = topic.answers.get(&body.id).ok_or("no answer is expected of this pack")?;
    let common: BTreeSet<&str> = file.body.iter().flat_map(|body| body.words.keys()).map(String::as_str).collect();
    for (_, value) in ask.iter_mut().chain(facts.iter_mut()) {
        in_words(body, &common, value, false);
    }
    ask.insert("expect".to_owned(), expect.clone().into());
    let mut out: Table = file.settings.clone().map(|name| ("settings".to_owned(), name.into())).into_iter().collect();
    out.insert("facts".to_owned(), Table::from_iter([(named, facts.into())]).into());
    out.insert("scenario".to_owned(), vec![Value::Table(ask)].into());
    toml::to_string(&out).map_err(|error| error.to_string())
}

/// A record with what the file may leave out: its id, who gave it and when, and what makes it count.
fn record(at: usize, mut record: Table, pack: &Pack) -> Result<Value, String> {
    let kind = record.get("kind").and_then(Value::as_str).unwrap_or_default().to_owned();
    let declared: Option<&RecordKind> = pack.record_kinds.iter().find(|known| known.id == kind);
    let declared = declared.ok_or_else(|| format!("there is no record kind {kind:?}"))?;
    let lines = declared.lines.iter().map(|line| (format!("line:{}", line.clause), "yes".into()));
    let counts = declared.counts_if.iter().map(|(field, is)| (field.clone(), Value::from(is.clone())));
    table(&mut record, "fields", |fields| {
        for (field, value) in lines.chain(counts) {
            fields.entry(field).or_insert(value);
        }
    });
    let by = match record.remove("by") {
        Some(Value::String(by)) => by,
        _ => return Err(format!("nobody gives the record {kind:?} (by)")),
    };
    record.insert("id".to_owned(), format!("r-{at}").into());
    record.entry("by_capacity").or_insert_with(|| format!("c-{by}").into());
    record.entry("by_person").or_insert_with(|| by.into());
    record.entry("at").or_insert_with(|| BEFORE.into());
    Ok(record.into())
}

fn person(id: &str) -> Value {
    let pairs = [("person", id.to_owned()), ("capacity", format!("c-{id}"))];
    Table::from_iter(pairs.map(|(key, value)| (key.to_owned(), value.into()))).into()
}

/// Changes the table under a key, which it makes where there is none.
fn table(of: &mut Table, key: &str, change: impl FnOnce(&mut Table)) {
    if let Value::Table(table) = of.entry(key).or_insert_with(|| Table::new().into()) {
        change(table);
    }
}

/// Adds to the list under a key.
fn add(to: &mut Table, key: &str, more: impl IntoIterator<Item = Value>) {
    if let Value::Array(list) = to.entry(key).or_insert_with(|| Value::Array(vec![])) {
        list.extend(more);
    }
}

/// The body's own word for `@word`.
fn word(body: &Body, text: &str) -> Option<String> {
    body.words.get(text.strip_prefix('@')?).cloned()
}

/// Puts the body's words in the place of the common ones; `@` before anything else stays as it is. `fact`: the value is
/// one of a fact, which may be nothing.
fn in_words(body: &Body, common: &BTreeSet<&str>, value: &mut Value, fact: bool) {
    match value {
        Value::String(text) => {
            let Some(word) = text.strip_prefix('@').filter(|word| common.contains(word)) else { return };
            *value = match body.words.get(word) {
                Some(own) => own.clone().into(),
                None if fact => Table::from_iter([("nothing".to_owned(), true.into())]).into(),
                None => word.to_owned().into(),
            };
        }
        Value::Array(all) => all.iter_mut().for_each(|one| in_words(body, common, one, fact)),
        // Keys with a point are paths of facts.
        Value::Table(all) => {
            all.iter_mut().for_each(|(key, one)| in_words(body, common, one, fact || key.contains('.')));
        }
        _ => {}
    }
}
