//! Which records count: on their days, until their terms end, in the newest version; and how many are looked through.

use std::sync::Arc;

use tatefuda_regulation::{Decision, Pack, PackSource, RecordFact, Regulation};

use crate::{
    clocks::{asked, at, kept},
    support::{HEAD, facts, house, record, regulation, settings},
};

fn demanding(kind: &str) -> String {
    format!(
        "[[record]]\nid = \"k\"\nlabel = {{ ja = \"記録\", en = \"k\" }}\nby = [\"boss\"]\nscope = \"subject\"\n{kind}\n[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"outside.like\"]\nrecord = \"k\"\n"
    )
}

fn counting(regulation: &Regulation, records: &[RecordFact], when: &str) -> bool {
    let mut facts = facts();
    facts.records = records.to_vec();
    asked(regulation, &facts, when) == Decision::Permitted
}

fn kept_record(when: &str, fields: &[(&str, &str)]) -> RecordFact {
    let mut record = record("k", "k");
    record.at = at(when);
    record.fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    record
}

#[test]
fn a_record_counts_on_its_days() {
    let date = |id: &str| {
        format!("{{ id = \"{id}\", type = \"date\", required = false, label = {{ ja = \"日\", en = \"day\" }} }}")
    };
    let fields = format!("validity = {{ from = \"a\", until = \"b\" }}\nfields = [{}, {}]", date("a"), date("b"));
    let regulation = regulation(&demanding(&fields));
    let one = [kept_record("2026-11-01T10:00:00", &[("a", "2026-11-10"), ("b", "2026-11-20")])];
    for (when, wanted) in [
        ("2026-11-09T23:59:59", false),
        ("2026-11-10T00:00:00", true),
        ("2026-11-20T23:59:59", true),
        ("2026-11-21T00:00:00", false),
    ] {
        assert_eq!(counting(&regulation, &one, when), wanted, "{when}");
    }
    let blank = [kept_record("2026-11-01T10:00:00", &[("a", ""), ("b", " ")])];
    assert!(counting(&regulation, &blank, "2026-11-30T10:00:00"));
    assert!(!counting(&regulation, &blank, "2026-11-01T09:59:59"), "before it was given");
    let unreadable = [kept_record("2026-11-01T10:00:00", &[("b", "soon")])];
    assert!(!counting(&regulation, &unreadable, "2026-11-02T10:00:00"));
    let moments = |from: &str, until: &str| {
        [RecordFact {
            valid_from: Some(at(from)),
            valid_until: Some(at(until)),
            ..kept_record("2026-11-01T10:00:00", &[])
        }]
    };
    let one = moments("2026-11-05T10:00:00", "2026-11-06T10:00:00");
    assert!(!counting(&regulation, &one, "2026-11-05T09:59:59") && counting(&regulation, &one, "2026-11-05T10:00:00"));
    assert!(counting(&regulation, &one, "2026-11-06T10:00:00") && !counting(&regulation, &one, "2026-11-06T10:00:01"));
}

#[test]
fn a_record_counts_from_the_moment_it_names_however_late_it_was_entered() {
    let moment = |id: &str| {
        format!("{{ id = \"{id}\", type = \"moment\", required = false, label = {{ ja = \"時\", en = \"at\" }} }}")
    };
    let fields = format!("validity = {{ from = \"a\", until = \"b\" }}\nfields = [{}, {}]", moment("a"), moment("b"));
    let regulation = regulation(&demanding(&fields));
    for (a, b) in [
        ("2026-11-20T03:00:00+09:00", "2026-11-20T15:30:00+09:00"),
        // As it was typed, before it was kept.
        ("2026-11-20T03:00", "2026-11-20 15:30"),
        ("2026-11-19T18:00:00Z", "2026-11-20T06:30:00Z"),
    ] {
        let one = [kept_record("2026-11-20T09:00:00", &[("a", a), ("b", b)])];
        for (when, wanted) in [
            ("2026-11-20T02:59:59", false),
            ("2026-11-20T03:00:00", true),
            ("2026-11-20T15:30:00", true),
            ("2026-11-20T15:30:01", false),
        ] {
            assert_eq!(counting(&regulation, &one, when), wanted, "{a} {when}");
        }
    }
    for unreadable in ["soon", "2026-11-20T99:00"] {
        let one = [kept_record("2026-11-20T09:00:00", &[("a", unreadable)])];
        assert!(!counting(&regulation, &one, "2026-11-20T10:00:00"), "{unreadable}");
    }
}

#[test]
fn a_term_ends_with_its_last_day() {
    for (term, given, last) in [
        ("30d", "2026-11-01T10:00:00", "2026-12-01"),
        ("1m", "2026-01-31T10:00:00", "2026-02-28"),
        ("1fy", "2026-04-01T00:00:00", "2027-03-31"),
        ("1fy", "2026-03-31T23:59:59", "2026-03-31"),
        ("1y", "2024-02-29T10:00:00", "2025-02-28"),
    ] {
        let regulation = regulation(&demanding(&format!("term = \"{term}\"")));
        let one = [kept_record(given, &[])];
        assert!(counting(&regulation, &one, &format!("{last}T23:59:59")), "{term} from {given}");
        let next = last.parse::<jiff::civil::Date>().expect("a day").tomorrow().expect("in range");
        assert!(!counting(&regulation, &one, &format!("{next}T00:00:00")), "{term} from {given}");
    }
}

#[test]
fn a_newer_version_of_the_text_asks_again() {
    let text = demanding("renewed = true");
    let head = HEAD.replace("version = \"1\"", "version = \"2\"\nfrom = \"2026-11-10\"");
    let source = PackSource::new([("pack.toml", head), ("rules.toml", text)]);
    let pack = Arc::new(Pack::load(&source).expect("loads"));
    let regulation = Regulation::new(house(), pack, settings()).expect("joins");
    assert!(!counting(&regulation, &[kept_record("2026-11-09T23:59:59", &[])], "2026-11-20T10:00:00"));
    assert!(counting(&regulation, &[kept_record("2026-11-10T00:00:00", &[])], "2026-11-20T10:00:00"));
}

#[test]
fn only_the_newest_counts_but_not_before_it_begins() {
    let fields = "supersedes = true\ncounts_if = { field = \"answer\", is = \"yes\" }\nfields = [{ id = \"answer\", type = \"yes-no\", label = { ja = \"要否\", en = \"answer\" } }]";
    let regulation = regulation(&demanding(fields));
    let yes = kept_record("2026-11-01T10:00:00", &[("answer", "yes")]);
    let no = RecordFact { id: "n".into(), ..kept_record("2026-11-05T10:00:00", &[("answer", "no")]) };
    let both = [yes.clone(), no.clone()];
    assert!(counting(&regulation, &both, "2026-11-05T09:59:59"));
    assert!(!counting(&regulation, &both, "2026-11-05T10:00:00"), "the newer no takes the place of the yes");
    let elsewhere = [yes.clone(), RecordFact { subject: Some("other".into()), ..no.clone() }];
    assert!(counting(&regulation, &elsewhere, "2026-11-06T10:00:00"));
    // Given ahead: until it begins, the older one holds.
    let ahead = [yes, RecordFact { valid_from: Some(at("2026-12-01T00:00:00")), ..no }];
    assert!(counting(&regulation, &ahead, "2026-11-30T23:59:59"));
    assert!(!counting(&regulation, &ahead, "2026-12-01T00:00:00"));
}

#[test]
fn transitions_and_items_end_with_their_last_day() {
    let ban = "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"outside.like\"]\nban = true\n";
    let stated = regulation(&format!(
        "{ban}[[transition]]\nid = \"x\"\nof = [\"r\"]\nclause = [\"T-3\"]\nuntil = \"2026-11-30\"\n"
    ));
    let parameter = "[[parameter]]\nid = \"end\"\nlabel = { ja = \"期限\", en = \"end\" }\ntype = \"text\"\nvalue = \"2026-11-30\"\n";
    let by_param = regulation(&format!(
        "{ban}{parameter}[[transition]]\nid = \"x\"\nof = [\"r\"]\nclause = [\"T-3\"]\nuntil_param = \"end\"\n"
    ));
    let excepted = regulation(&format!(
        "{ban}[[exception]]\nid = \"x\"\nof = [\"r\"]\nclause = [\"T-3\"]\nfrom = \"2026-11-10\"\nuntil = \"2026-11-30\"\n"
    ));
    for regulation in [&stated, &by_param, &excepted] {
        assert_eq!(asked(regulation, &facts(), "2026-11-30T23:59:59"), Decision::Permitted);
        assert_eq!(asked(regulation, &facts(), "2026-12-01T00:00:00"), Decision::Refused);
    }
    assert_eq!(asked(&excepted, &facts(), "2026-11-09T23:59:59"), Decision::Refused);
    assert_eq!(asked(&excepted, &facts(), "2026-11-10T00:00:00"), Decision::Permitted);
    let dated = regulation(&ban.replace("ban = true", "ban = true\nfrom = \"2026-11-10\"\nuntil = \"2026-11-30\""));
    for (when, wanted) in [
        ("2026-11-09T23:59:59", Decision::Permitted),
        ("2026-11-10T00:00:00", Decision::Refused),
        ("2026-11-30T23:59:59", Decision::Refused),
        ("2026-12-01T00:00:00", Decision::Permitted),
    ] {
        assert_eq!(asked(&dated, &facts(), when), wanted, "{when}");
    }
}

/// More records than conditions look through are a fault, never a part of themselves.
#[test]
fn too_many_records_are_a_fault() {
    let text = kept("records(\"note\").all(n, n.by == \"b\")");
    let regulation = regulation(&text);
    let mut facts = facts();
    facts.records = (0..256).map(|n| record(&format!("n{n}"), "note")).collect();
    assert_eq!(asked(&regulation, &facts, "2026-11-21T10:00:00"), Decision::Permitted);
    facts.records.push(RecordFact { by_person: "z".into(), ..record("last", "note") });
    assert_eq!(asked(&regulation, &facts, "2026-11-21T10:00:00"), Decision::Refused);
}
