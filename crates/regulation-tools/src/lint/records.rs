//! Records that count where they should not: an attestation answered no, an appointment without end, a record that may
//! be left blank.

use std::collections::BTreeSet;

use super::{Level, Lint};
use tatefuda_regulation::{
    pack::{Binding, FieldKind, Kept, Layer, Met, Pack, RecordKind},
    say::{code, say},
};

pub fn check(lint: &mut Lint<'_>) {
    if lint.pack.header.layer == Layer::House {
        return;
    }
    let pack = lint.pack;
    let (attested, decided) = (attested(pack), decided(pack));
    let read: BTreeSet<&str> = pack.conditions().flat_map(|condition| condition.kinds()).map(String::as_str).collect();
    for kind in &pack.record_kinds {
        let id = kind.id.as_str();
        let answers = kind.fields.iter().find(|field| field.kind == FieldKind::YesNo);
        if let Some(field) = answers
            && kind.counts_if.is_none()
            && attested.contains(id)
            && !decided.contains(id)
            && !read.contains(id)
        {
            let message = say!(
                "記録「{id}」は「{}」に「いいえ」と答えても効力を持ちます",
                "the record {id} counts also where {} was answered no",
                field.id
            );
            let help = say!(
                "確かめたことを述べるものなら counts_if = {{ field = \"{0}\", is = \"yes\" }}。要否の判断なら decision で求めてください",
                "what attests something: counts_if = {{ field = \"{0}\", is = \"yes\" }}; what decides yes or no is demanded by decision",
                field.id
            );
            lint.add(Level::Warning, kind.place, "attestation-no", message, help);
        }
        if appoints(pack, kind) && kind.validity == (None, None) && kind.term.is_none() {
            let message = say!(
                "「{id}」で任じられた人は、いつまでも、また始まる前から、その役割に当たります",
                "whoever {id} appoints holds the role for ever, and before it begins"
            );
            let help = say!(
                "validity = {{ from = \"<日付の項目>\", until = \"<日付の項目>\" }} か term を書いてください",
                "write validity = {{ from = \"<date field>\", until = \"<date field>\" }}, or a term"
            );
            lint.add(Level::Warning, kind.place, "unbounded-appointment", message, help);
        }
        let blank = kind.lines.is_empty() && kind.fields.iter().all(|field| !field.required);
        let answers_duty = pack.duties.iter().any(|duty| matches!(&duty.met, Met::Record(met) if met == id));
        if blank && answers_duty {
            let message = say!(
                "務めに答える記録「{id}」は、何も書かなくても出せます",
                "the record {id} answers a duty and may be given blank"
            );
            lint.add(
                Level::Warning,
                kind.place,
                "blank-answer",
                message,
                say!("必ず書く項目を一つは置いてください", "let at least one field be required"),
            );
        }
    }
    texts_for_addresses(lint);
}

/// Kinds whose being there lets something pass.
fn attested(pack: &Pack) -> BTreeSet<&str> {
    let rules = pack.rules.iter().filter_map(|rule| match &rule.kept {
        Kept::Record(kind) => Some(kind.as_str()),
        _ => None,
    });
    let needs = pack.exceptions.iter().flat_map(|one| &one.needs).chain(pack.powers.iter().flat_map(|one| &one.needs));
    let steps = pack.procedures.iter().flat_map(|one| &one.steps).filter_map(|step| step.record.as_deref());
    let actors =
        pack.actor_kinds.iter().flat_map(|one| &one.needs).chain(pack.roles.iter().flat_map(|one| &one.records));
    rules.chain(needs.map(String::as_str)).chain(steps).chain(actors.map(String::as_str)).collect()
}

/// Kinds of which a no is an answer like a yes.
fn decided(pack: &Pack) -> BTreeSet<&str> {
    let rules = pack.rules.iter().filter_map(|rule| match &rule.kept {
        Kept::Decision(kind) => Some(kind.as_str()),
        _ => None,
    });
    let steps = pack.procedures.iter().flat_map(|one| &one.steps).filter_map(|step| step.decision.as_deref());
    rules.chain(steps).collect()
}

/// Whether records of a kind carry a role.
fn appoints(pack: &Pack, kind: &RecordKind) -> bool {
    kind.appoints.is_some()
        || pack.roles.iter().any(|role| matches!(&role.bound, Binding::Record(bound) if *bound == kind.id))
}

/// Fields that hold addresses.
const ADDRESSES: [&str; 3] = ["account.url", "account.profile_url", "account.listing_url"];

/// Addresses compared letter by letter: the same place written otherwise is another one.
fn texts_for_addresses(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    for rule in &pack.rules {
        let written = match &rule.kept {
            Kept::Condition(condition) => condition.text(),
            _ => continue,
        };
        let compared = |path: &&str| {
            ["==", "!=", "in", ".startsWith(", ".contains(", ".endsWith("].iter().any(|operator| {
                written.contains(&format!("{path} {operator} ")) || written.contains(&format!("{path}{operator}"))
            })
        };
        if let Some(path) = ADDRESSES.iter().find(|path| compared(path)) {
            let message = say!(
                "「{}」は {path} を文字として比べています。同じ所を指す書き方の違い（http、大文字、末尾の /）で断られます",
                "the rule {} compares {path} letter by letter: the same place written otherwise (http, capitals, a slash) is refused",
                rule.id
            );
            lint.add(
                Level::Warning,
                rule.place,
                "address-as-text",
                message,
                code("same_address(a, b) / address_in(a, [...]) / address_below(a, [...])"),
            );
        }
    }
}
