//! Records in scope.

use jiff::Timestamp;

use super::{
    cx::For,
    question::Question,
    regulation::Regulation,
    validity::{began, has_begun, lives},
};
use crate::{
    facts::{RecordFact, Value},
    pack::{RecordKind, RoleRef},
    terms::{FieldKind, RecordScope},
};

/// Whether a record counts at a time, whatever it speaks of.
fn counts(
    regulation: &Regulation,
    question: &Question<'_>,
    record: &RecordFact,
    layer: usize,
    kind: &RecordKind,
    at: Timestamp,
) -> bool {
    let used_up = kind.uses.is_some() && record.used;
    let said_so = kind
        .counts_if
        .as_ref()
        .is_none_or(|(field, value)| record.fields.get(field).is_some_and(|given| given.trim() == value));
    let declared =
        kind.lines.iter().all(|line| record.fields.get(&line.field()).is_some_and(|answer| answer.trim() == "yes"));
    let replaced = kind.supersedes
        && question.facts.records.iter().any(|other| {
            other.kind == record.kind
                && other.subject == record.subject
                && other.at <= at
                && has_begun(regulation, other, kind, at)
                && approved(regulation, question, other, layer, kind, at)
                && (record.at, &record.id) < (other.at, &other.id)
        });
    !used_up
        && !replaced
        && said_so
        && declared
        && lives(regulation, question, record, layer, kind, at)
        && approved(regulation, question, record, layer, kind, at)
}

/// Whether a record has the approval that its kind asks for. An approval is of the newest record given before it; where
/// the body reads its text so, a record after an approved one needs none.
fn approved(
    regulation: &Regulation,
    question: &Question<'_>,
    record: &RecordFact,
    layer: usize,
    kind: &RecordKind,
    at: Timestamp,
) -> bool {
    let Some(approval) = &kind.approval else { return true };
    let id = regulation.layers[layer].kind_id(&approval.record);
    let Some((of, approving)) = regulation.kind(&id) else { return false };
    let records = || question.facts.records.iter().filter(|other| other.subject == record.subject);
    // An approval asks for no approval: loading excludes it.
    let mut given = records().filter(|one| {
        one.kind == id
            && approving.approval.is_none()
            && one.at <= at
            && counts(regulation, question, one, of, approving, at)
    });
    let later = approval.later.as_ref().is_some_and(|param| {
        regulation.layers[layer].param(param, super::time::account_of(question)) == Some(&Value::Bool(false))
    });
    // It approves the newest of its kind at that time; where later ones follow it, those too.
    let approves = |one: &RecordFact| {
        let earlier = records().filter(|other| other.kind == record.kind && other.at <= one.at);
        earlier.max_by_key(|other| (other.at, &other.id))
    };
    let by =
        |one: &RecordFact| approves(one).is_some_and(|newest| newest.id == record.id || later && one.at <= record.at);
    if approval.fields.is_empty() {
        return given.any(by);
    }
    let approvals: Vec<&RecordFact> = given.collect();
    if approvals.iter().any(|one| by(one)) {
        return true;
    }
    // What was approved last is compared, never what merely followed it.
    let last = approvals.into_iter().max_by_key(|one| (one.at, &one.id)).and_then(approves);
    last.is_some_and(|last| last.at <= record.at && is_same(last, record, &approval.fields))
}

/// Whether two records say the same in these fields; what is blank says nothing.
fn is_same(one: &RecordFact, other: &RecordFact, fields: &[String]) -> bool {
    let of = |record: &RecordFact, field: &str| {
        record.fields.get(field).map(|text| text.trim().to_owned()).unwrap_or_default()
    };
    fields.iter().all(|field| of(one, field) == of(other, field))
}

/// The ground that a record of a kind names in its field of that type.
pub fn ground_of<'p>(
    pack: &'p crate::pack::Pack,
    kind: &RecordKind,
    fields: &std::collections::BTreeMap<String, String>,
) -> Option<&'p crate::pack::Ground> {
    let field = kind.fields.iter().find(|field| field.kind == FieldKind::Ground)?;
    let named = fields.get(&field.id)?.trim();
    pack.grounds.iter().find(|ground| ground.id == named)
}

/// Whether a record concerns what the question is about. One about an account or a post does so only there, one about the
/// body or a person everywhere.
fn is_about(question: &Question<'_>, kind: &RecordKind, record: &RecordFact) -> bool {
    match kind.scope {
        RecordScope::Body | RecordScope::Person => true,
        RecordScope::Account => {
            let account = super::time::account_of(question);
            account.is_some() && record.subject.as_deref() == account
        }
        RecordScope::Subject | RecordScope::Digest => super::time::concerns(question, record.subject.as_deref()),
    }
}

/// The last time before a moment that a record of a kind which counts on the question's thing began. With `lasting` it
/// must still count then; without, it counted when it began.
pub fn last_begun(regulation: &Regulation, question: &Question<'_>, id: &str, lasting: bool) -> Option<Timestamp> {
    let (layer, kind) = regulation.kind(id)?;
    let records = question.facts.records.iter().filter(|record| record.kind == id && record.at <= question.at);
    let begun = records.filter_map(|record| {
        let at = began(regulation, record, kind)?;
        let then = if lasting { question.at } else { at };
        (is_about(question, kind, record)
            && at <= question.at
            && counts(regulation, question, record, layer, kind, then))
        .then_some(at)
    });
    begun.max()
}

/// What keeps records of a kind from being judged: the parameter that holds their term is unset.
pub fn unset(regulation: &Regulation, question: &Question<'_>, id: &str) -> Option<crate::expr::Halt> {
    let (layer, kind) = regulation.kind(id)?;
    super::time::value(regulation, layer, question, kind.term.as_ref()?).err()
}

/// The id of the field in which a record of a kind names its rule.
pub fn rule_field(kind: &RecordKind) -> Option<&str> {
    kind.fields.iter().find(|field| field.kind == FieldKind::Rule).map(|field| field.id.as_str())
}

/// Records of a kind that speak of the question's subject and count, for kinds that name the rule they are for those
/// for one.
pub fn in_scope<'q>(regulation: &Regulation, question: &Question<'q>, id: &str, rule: For<'_>) -> Vec<&'q RecordFact> {
    let Some((layer, kind)) = regulation.kind(id) else { return vec![] };
    of_kind(regulation, question, id, rule, (layer, kind))
}

/// Records of a kind that speak of the question's subject, whether they wait for their approval or not.
pub fn filed<'q>(regulation: &Regulation, question: &Question<'q>, id: &str) -> Vec<&'q RecordFact> {
    let Some((layer, kind)) = regulation.kind(id) else { return vec![] };
    if kind.approval.is_none() {
        return of_kind(regulation, question, id, For::All, (layer, kind));
    }
    of_kind(regulation, question, id, For::All, (layer, &RecordKind { approval: None, ..kind.clone() }))
}

fn of_kind<'q>(
    regulation: &Regulation,
    question: &Question<'q>,
    id: &str,
    rule: For<'_>,
    (layer, kind): (usize, &RecordKind),
) -> Vec<&'q RecordFact> {
    let subject = question.facts.subject.as_ref();
    let account = super::time::account_of(question);
    let mut found: Vec<&RecordFact> = question
        .facts
        .records
        .iter()
        .filter(|record| record.kind == id)
        .filter(|record| match kind.scope {
            RecordScope::Body => true,
            RecordScope::Person => record.subject.as_deref() == Some(question.facts.actor.person.as_str()),
            RecordScope::Account => account.is_some() && record.subject.as_deref() == account,
            RecordScope::Subject => subject.is_some_and(|subject| names(record, subject)),
            RecordScope::Digest => subject.is_some_and(|subject| {
                names(record, subject) && subject.digest.is_some() && record.digest == subject.digest
            }),
        })
        .filter(|record| {
            matches!(rule, For::All)
                || rule_field(kind)
                    .is_none_or(|field| record.fields.get(field).is_some_and(|named| rule.is_named(named)))
        })
        // Days are counted last: that is dear.
        .filter(|record| counts(regulation, question, record, layer, kind, question.at))
        .collect();
    // The first given comes first, however the facts are listed.
    found.sort_by_key(|record| (record.at, &record.id));
    found
}

/// Whether a person gave a record of a kind that counts: for kinds about persons on themselves, else on the thing
/// that the question is about.
pub fn by_person(
    regulation: &Regulation,
    question: &Question<'_>,
    id: &str,
    person: &str,
    since: Option<Timestamp>,
) -> bool {
    let Some((layer, kind)) = regulation.kind(id) else { return false };
    question.facts.records.iter().any(|record| {
        let theirs = match kind.scope {
            RecordScope::Person => record.subject.as_deref() == Some(person),
            _ => record.by_person == person,
        };
        record.kind == id
            && theirs
            && is_about(question, kind, record)
            && since.is_none_or(|since| since <= record.at)
            && counts(regulation, question, record, layer, kind, question.at)
    })
}

/// Whether a person holds records of all these kinds (scope person) that count at a time.
pub fn of_person(
    regulation: &Regulation,
    question: &Question<'_>,
    kinds: &[impl AsRef<str>],
    person: &str,
    at: Timestamp,
) -> bool {
    kinds.iter().all(|id| {
        let id = id.as_ref();
        let Some((layer, kind)) = regulation.kind(id) else { return false };
        question.facts.records.iter().any(|record| {
            record.kind == id
                && record.subject.as_deref() == Some(person)
                && counts(regulation, question, record, layer, kind, at)
        })
    })
}

/// Whether every field that a kind asks for holds something.
pub fn is_filled(regulation: &Regulation, id: &str, record: &RecordFact) -> bool {
    let Some((_, kind)) = regulation.kind(id) else { return false };
    let asked = kind.fields.iter().filter(|field| field.required);
    asked.map(|field| record.fields.get(&field.id)).all(|given| given.is_some_and(|text| !text.trim().is_empty()))
}

/// Exactly this thing: a record on an account is no record on each post of it.
fn names(record: &RecordFact, subject: &crate::facts::SubjectFact) -> bool {
    record.subject.as_deref() == Some(subject.id.as_str())
}

/// Persons appointed by records of a kind that count at a time.
pub fn appointed<'q>(regulation: &Regulation, question: &Question<'q>, id: &str, at: Timestamp) -> Vec<&'q str> {
    let Some((layer, kind)) = regulation.kind(id) else { return vec![] };
    let records = question.facts.records.iter().filter(|record| {
        record.kind == id && counts(regulation, question, record, layer, kind, at) && is_about(question, kind, record)
    });
    match kind.scope {
        RecordScope::Person => records.filter_map(|record| record.subject.as_deref()).collect(),
        _ => {
            // Elsewhere the appointed person stands in the field of type person.
            let field = kind.fields.iter().find(|field| field.kind == FieldKind::Person).map(|field| field.id.as_str());
            records.filter_map(|record| record.fields.get(field?).map(String::as_str)).collect()
        }
    }
}

/// Persons whom a field of records of a kind on the account concerned names.
pub fn named<'q>(
    regulation: &Regulation,
    question: &Question<'q>,
    id: &str,
    field: &str,
    at: Timestamp,
) -> Vec<&'q str> {
    let Some((layer, kind)) = regulation.kind(id) else { return vec![] };
    let records = question.facts.records.iter().filter(|record| {
        let about = match kind.scope {
            RecordScope::Body => true,
            _ => super::time::concerns(question, record.subject.as_deref()),
        };
        record.kind == id && about && counts(regulation, question, record, layer, kind, at)
    });
    records.filter_map(|record| record.fields.get(field).map(|person| person.trim())).collect()
}

/// A principle that an exception record opens.
#[derive(Clone, Copy)]
pub struct Principle<'r> {
    pub layer: usize,
    /// Id of the rule or chain.
    pub id: &'r str,
    /// Who gives the record, where the text says so.
    pub by: &'r [RoleRef],
}

/// The rule or chain that an exception record about to be given names, in the field `record.rule`.
pub fn rule_of_record<'r>(regulation: &'r Regulation, question: &Question<'_>) -> Option<Principle<'r>> {
    let Ok(Value::Text(named)) = question.facts.get("record.rule") else { return None };
    let (pack, id) = named.split_once('/')?;
    let (layer, state) = regulation.layers.iter().enumerate().find(|(_, state)| state.pack.header.id == pack)?;
    let rule = state.rules.iter().find(|known| known.id == id).map(|rule| {
        let by = rule.exception.as_ref().map_or(&[][..], |grant| grant.by.as_slice());
        Principle { layer, id: &rule.id, by }
    });
    rule.or_else(|| {
        let chain = state.pack.chains.iter().find(|known| known.id == id)?;
        Some(Principle { layer, id: &chain.id, by: &[] })
    })
}
