//! Provisos (ただし).

use tatefuda_domain::Action;
use tatefuda_regulation::{Answer, Decision, RecordFact, Remedy};

use crate::support::{ask, facts, load, record, regulation};

const BAN: &str = r#"
[[rule]]
id = "r"
clause = ["T-1"]
strength = "absolute"
on = ["outside.like"]
ban = true
tags = ["limits"]
"#;

fn exception(id: &str, of: &str, more: &str) -> String {
    format!("[[exception]]\nid = \"{id}\"\nclause = [\"T-3\"]\n{of}\n{more}\n")
}

fn decide(more: &str, records: &[&str]) -> Answer {
    let mut facts = facts();
    facts.absent("account.url", "nobody knows");
    facts.records = records.iter().map(|kind| record(&format!("r-{kind}"), kind)).collect();
    ask(&regulation(&format!("{BAN}{more}")), Action::OutsideLike, &facts)
}

#[test]
fn counts_when_its_conditions_hold_and_is_cited() {
    let answer = decide(&exception("x", "of = [\"r\"]", "applies = 'true'"), &[]);
    assert!(answer.is_permitted());
    assert_eq!(answer.exceptions_used[0].id, "x");
    assert!(answer.citations.iter().any(|clause| clause.id == "T-3"));
    assert_eq!(decide(&exception("x", "of = [\"r\"]", "applies = 'false'"), &[]).decision, Decision::Refused);
}

#[test]
fn a_fault_means_that_it_does_not_apply() {
    for condition in ["has(account.url)", "param(\"open\")"] {
        let answer = decide(&exception("x", "of = [\"r\"]", &format!("applies = '{condition}'")), &[]);
        assert_eq!(answer.decision, Decision::Refused, "{condition}");
    }
}

#[test]
fn own_needs_are_alternatives() {
    let two = exception("x", "of = [\"r\"]", "needs = [\"note\", \"yesno\"]");
    let open = decide(&two, &[]);
    assert_eq!(open.decision, Decision::Needs);
    let [Remedy::All { of }] = open.groups[0].alternatives.as_slice() else { panic!("{:?}", open.groups) };
    assert_eq!(of.len(), 2);
    let half = decide(&two, &["note"]);
    assert!(matches!(half.groups[0].alternatives.as_slice(), [Remedy::GiveRecord { kind, .. }] if kind == "yesno"));
    let met = decide(&two, &["note", "yesno"]);
    assert!(met.is_permitted());
    assert_eq!(met.exceptions_used[0].records, ["r-note", "r-yesno"]);
    // Two exceptions: either will do.
    let either = format!("{two}{}", exception("y", "of = [\"r\"]", "needs = [\"note\"]"));
    assert_eq!(decide(&either, &[]).groups[0].alternatives.len(), 2);
}

#[test]
fn by_tag_and_never_on_other_rules() {
    let other = "[[rule]]\nid = \"other\"\nclause = [\"T-2\"]\non = [\"outside.like\"]\nban = true\n";
    let tagged = exception("x", "of_tag = \"limits\"", "applies = 'true'");
    assert!(decide(&tagged, &[]).is_permitted());
    let answer = decide(&format!("{tagged}{other}"), &[]);
    assert_eq!(answer.decision, Decision::Refused);
    assert_eq!(answer.refusals.iter().map(|line| line.rule.as_str()).collect::<Vec<_>>(), ["other"]);
}

#[test]
fn exceptions_have_exceptions() {
    let outer = exception("x", "of = [\"r\"]", "");
    let inner = |condition: &str| exception("y", "of = [\"x\"]", &format!("applies = '{condition}'"));
    let innermost = exception("z", "of = [\"y\"]", "");
    assert!(decide(&outer, &[]).is_permitted());
    assert_eq!(decide(&format!("{outer}{}", inner("true")), &[]).decision, Decision::Refused);
    assert!(decide(&format!("{outer}{}", inner("false")), &[]).is_permitted());
    assert!(decide(&format!("{outer}{}{innermost}", inner("true")), &[]).is_permitted());
    // An inner exception whose own needs are missing does not count yet.
    let needy = exception("y", "of = [\"x\"]", "needs = [\"note\"]");
    assert!(decide(&format!("{outer}{needy}"), &[]).is_permitted());
    assert_eq!(decide(&format!("{outer}{needy}"), &["note"]).decision, Decision::Refused);
}

#[test]
fn circles_are_refused_at_load() {
    let text = format!(
        "{BAN}{}{}{}",
        exception("x", "of = [\"y\"]", ""),
        exception("y", "of = [\"x\"]", ""),
        exception("ok", "of = [\"r\"]", "")
    );
    let errors = load(&text).expect_err("a circle");
    let codes: Vec<_> = errors.errors.iter().map(|error| error.code).collect();
    assert_eq!(codes, ["cyclic-exception", "cyclic-exception"]);
    assert!(errors.errors[0].message.en.contains("\"x\""));
}

#[test]
fn a_nest_as_deep_as_may_be_loads_and_answers() {
    let mut text = exception("e0", "of = [\"r\"]", "");
    for depth in 1..8 {
        text += &exception(&format!("e{depth}"), &format!("of = [\"e{}\"]", depth - 1), "");
    }
    // e7 stands, so e6 does not, so e5 stands … e1 stands, e0 does not.
    assert_eq!(decide(&text, &[]).decision, Decision::Refused);
}

#[test]
fn a_permission_has_exact_scope_and_one_use() {
    let text = "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\nstrength = \"principle\"\non = [\"outside.like\"]\nban = true\nexception = { by = [\"boss\"] }";
    let regulation = regulation(text);
    let decide = |change: fn(&mut RecordFact)| {
        let mut facts = facts();
        let mut one = record("e", "house:exception");
        change(&mut one);
        facts.records.push(one);
        ask(&regulation, Action::OutsideLike, &facts)
    };
    let used = decide(|_| ());
    assert!(used.is_permitted());
    assert_eq!(used.consumes, ["e"]);
    for (what, change) in [
        ("another rule", (|one| drop(one.fields.insert("rule".into(), "t/other".into()))) as fn(&mut RecordFact)),
        ("another content", |one| one.digest = Some("d2".into())),
        ("another post", |one| one.subject = Some("other".into())),
        ("used up", |one| one.used = true),
        ("over", |one| one.valid_until = one.at.checked_add(jiff::SignedDuration::from_secs(1)).ok()),
        ("not yet", |one| one.valid_from = "2026-11-21T10:00:01+09:00".parse().ok()),
    ] {
        let answer = decide(change);
        assert_eq!(answer.decision, Decision::Needs, "{what}");
        let Remedy::GiveRecord { fixed, who, .. } = &answer.groups[0].alternatives[0] else { panic!("{what}") };
        assert_eq!(fixed["rule"], "t/r");
        assert_eq!(who[0].holders[0].person, "b");
    }
    // Inclusive at its end.
    assert!(decide(|one| one.valid_until = Some(crate::support::now())).is_permitted());
}
