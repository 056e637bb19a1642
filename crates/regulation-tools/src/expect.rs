//! What a scenario expects, compared with what the engine says.

mod compare;

use std::collections::BTreeSet;

pub use compare::{answer, document, instances, openings, watch, watches};

use jiff::Timestamp;
use serde::Deserialize;

use super::reference::words;
use tatefuda_regulation::{answer::Decision, terms::ClauseRef};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// Of an act; required there.
    decision: Option<Decision>,
    /// The whole set of groups.
    #[serde(default)]
    needs: Vec<Need>,
    /// The clauses of all refusals.
    #[serde(default)]
    refused: BTreeSet<String>,
    /// Clauses that must be cited somewhere.
    #[serde(default)]
    cites: Vec<String>,
    /// Rules or silence entries that must be noted.
    #[serde(default)]
    notes: Vec<String>,
    /// Rules that must not be noted.
    #[serde(default)]
    not_noted: Vec<String>,
    /// Exceptions used.
    #[serde(default)]
    exceptions: BTreeSet<String>,
    /// Powers used.
    #[serde(default)]
    powers: BTreeSet<String>,
    /// Records used up.
    #[serde(default)]
    consumes: BTreeSet<String>,
    /// Persons who can help with the refusals; checked where given.
    helped_by: Option<BTreeSet<String>>,
    /// Of a monitor: `not-applicable`, `not-yet`, `quiet`, `warns`, `fires`, `decided`, `cannot-judge`.
    watch: Option<String>,
    /// Who is told; checked where given.
    alert: Option<BTreeSet<String>>,
    /// What opens: of a monitor its procedure, of an event every procedure and duty.
    opens: Option<BTreeSet<String>>,
    /// Of all monitors at once (`watch = "*"`): those that fire.
    #[serde(default)]
    fires: BTreeSet<String>,
    /// Of all monitors at once: those that cannot judge.
    #[serde(default)]
    cannot_judge: BTreeSet<String>,
    /// Of a duty: every instance.
    instances: Option<Vec<Instance>>,
    /// Of openings: by when, checked where given.
    due: Option<Timestamp>,
    /// Persons who have what opens; checked where given.
    who: Option<BTreeSet<String>>,
    /// Of a document: its missing parts.
    missing: Option<BTreeSet<String>>,
    /// It cannot be told.
    #[serde(default)]
    cannot_tell: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Need {
    /// Id of the rule, or `<chain>/<step>`, `<procedure>/<step>`.
    rule: String,
    /// What would meet it, each in short form: `give-step check`, `give-record x`, `choose post.x` …
    ways: BTreeSet<String>,
    /// Persons who can meet it.
    #[serde(default)]
    who: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Instance {
    id: String,
    state: String,
    due: Option<Timestamp>,
    #[serde(default)]
    who: BTreeSet<String>,
    #[serde(default)]
    alert: BTreeSet<String>,
    opens: Option<String>,
}

/// Tables below `expect` with their keys, for the reference.
pub fn keys() -> [(&'static str, Vec<&'static str>); 3] {
    [("expect", words::<Expect>()), ("need", words::<Need>()), ("instance", words::<Instance>())]
}

/// What a comparison found.
#[derive(Debug, Default)]
pub struct Compared {
    /// Where expectation and answer differ.
    pub failures: Vec<String>,
    /// The clauses of the body that acted.
    pub acted: BTreeSet<String>,
    /// The answer in short, without its clauses.
    pub said: String,
    /// Every clause that the answer names.
    pub cited: BTreeSet<ClauseRef>,
    /// Keys of the expectation whose value is another, with the value as it is, written as in the file.
    pub differs: Vec<(&'static str, String)>,
}

/// A set as scenario files write it.
fn listed<'s>(values: impl IntoIterator<Item = &'s String>) -> String {
    let values: Vec<String> = values.into_iter().map(|value| format!("{value:?}")).collect();
    format!("[{}]", values.join(", "))
}

/// A need as scenario files write it.
fn written(rule: &str, ways: &BTreeSet<String>, who: &BTreeSet<String>) -> String {
    let who = if who.is_empty() { String::new() } else { format!(", who = {}", listed(who)) };
    format!("{{ rule = {rule:?}, ways = {}{who} }}", listed(ways))
}
