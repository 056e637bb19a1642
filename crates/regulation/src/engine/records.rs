//! Records in scope.

use jiff::Timestamp;

use super::{BODY, HOUSE, Regulation};
use crate::{
    facts::{Question, RecordFact, Value},
    pack::{FieldKind, RecordKind, RecordScope, Rule},
};

/// Whether a record counts at a time, whatever it speaks of.
fn counts(record: &RecordFact, kind: &RecordKind, at: Timestamp) -> bool {
    let begun = record.valid_from.unwrap_or(record.at) <= at;
    let over = record.valid_until.is_some_and(|until| until < at);
    let used_up = kind.uses.is_some() && record.used;
    let said_so = kind
        .counts_if
        .as_ref()
        .is_none_or(|(field, value)| record.fields.get(field).is_some_and(|given| given.trim() == value));
    begun && !over && !used_up && said_so
}

/// The id of the field in which a record of a kind names its rule.
pub fn rule_field(kind: &RecordKind) -> Option<&str> {
    kind.fields.iter().find(|field| field.kind == FieldKind::Rule).map(|field| field.id.as_str())
}

/// Records of a kind that speak of the question's subject and count. `rule` is `<pack>/<rule>`, for
/// kinds that name the rule they are for.
pub fn in_scope<'q>(regulation: &Regulation, question: &'q Question<'_>, id: &str, rule: &str) -> Vec<&'q RecordFact> {
    let Some(kind) = regulation.record_kind(id) else { return vec![] };
    let subject = question.facts.subject.as_ref();
    question
        .facts
        .records
        .iter()
        .filter(|record| record.kind == id && counts(record, kind, question.at))
        .filter(|record| match kind.scope {
            RecordScope::Body => true,
            RecordScope::Person => record.subject.as_deref() == Some(question.facts.actor.person.as_str()),
            RecordScope::Subject => subject.is_some_and(|subject| names(record, subject)),
            RecordScope::Digest => subject.is_some_and(|subject| {
                names(record, subject) && subject.digest.is_some() && record.digest == subject.digest
            }),
        })
        .filter(|record| {
            rule_field(kind).is_none_or(|field| record.fields.get(field).is_some_and(|named| named == rule))
        })
        .collect()
}

/// Exactly this thing: a record on an account is no record on each post of it.
fn names(record: &RecordFact, subject: &crate::facts::SubjectFact) -> bool {
    record.subject.as_deref() == Some(subject.id.as_str())
}

/// Persons appointed by records of a kind that count at a time.
pub fn appointed<'q>(regulation: &Regulation, question: &'q Question<'_>, id: &str, at: Timestamp) -> Vec<&'q str> {
    let Some(kind) = regulation.record_kind(id) else { return vec![] };
    let records = question.facts.records.iter().filter(|record| record.kind == id && counts(record, kind, at));
    records.filter_map(|record| record.subject.as_deref()).collect()
}

/// The rule that an exception record about to be given names, in the field `record.rule`.
pub fn rule_of_record<'r>(regulation: &'r Regulation, question: &Question<'_>) -> Option<(usize, &'r Rule)> {
    let Ok(Value::Text(named)) = question.facts.get("record.rule") else { return None };
    let (pack, rule) = named.split_once('/')?;
    [HOUSE, BODY].into_iter().find_map(|layer| {
        let state = &regulation.layers[layer];
        let rule = state.rules.iter().find(|known| known.id == rule)?;
        (state.pack.header.id == pack).then_some((layer, rule))
    })
}
