//! House and body joined.

use std::sync::Arc;

use tatefuda_domain::Action;
use tatefuda_regulation::{Decision, Pack, PackSource, Regulation};

use crate::support::{HEAD, ask, body, facts, house, regulation, settings};

fn rule(id: &str, more: &str) -> String {
    format!("[[rule]]\nid = \"{id}\"\nclause = [\"T-1\"]\non = [\"outside.like\"]\n{more}\n")
}

#[test]
fn the_decision_is_the_maximum_and_needs_are_collected() {
    let needs = |id: &str, kind: &str| rule(id, &format!("record = \"{kind}\""));
    let ban = rule("ban", "ban = true");
    let decide = |text: &str| ask(&regulation(text), Action::OutsideLike, &facts());
    let both = decide(&format!("{}{}", needs("a", "note"), needs("b", "yesno")));
    assert_eq!((both.decision, both.groups.len()), (Decision::Needs, 2));
    let refused = decide(&format!("{}{ban}", needs("a", "note")));
    assert_eq!((refused.decision, refused.groups.len(), refused.refusals.len()), (Decision::Refused, 1, 1));
}

#[test]
fn permitted_by_one_layer_and_refused_by_another_is_refused() {
    let mut facts = facts();
    facts.set("account.registered", false);
    let answer = ask(&regulation(""), Action::PostPublish, &facts);
    assert_eq!(answer.decision, Decision::Refused);
    assert_eq!(answer.refusals[0].layer, "house");
    assert_eq!(answer.refusals[0].clauses[0].id, "HOUSE-17");
}

#[test]
fn a_body_lifts_only_what_the_house_lets_it() {
    let join = |lift: &str| {
        let body = body(&format!("[[lift]]\nrule = \"{lift}\"\nclause = [\"T-1\"]"));
        Regulation::new(house(), body, settings())
    };
    assert!(join("four-eyes").is_ok());
    let errors = join("registered").expect_err("not liftable");
    assert_eq!((errors.errors[0].code, errors.errors[0].line), ("not-liftable", 2));
    let errors = join("four-eye").expect_err("unknown");
    assert_eq!(
        (errors.errors[0].code, errors.errors[0].help.en.as_str()),
        ("unknown-house", "did you mean four-eyes?")
    );
}

#[test]
fn a_house_without_one_of_its_checks_does_not_join() {
    let source = PackSource::new(
        house()
            .source()
            .files
            .iter()
            .map(|(path, text)| (path.clone(), text.replace("builtin = \"standing\"", "kept = 'true'"))),
    );
    let weakened = Arc::new(Pack::load(&source).expect("loads"));
    let errors = Regulation::new(weakened, body(""), settings()).expect_err("a check is missing");
    assert!(errors.errors[0].message.en.contains("Standing"), "{errors}");
    assert!(Regulation::new(body(""), body(""), settings()).is_err());
}

#[test]
fn standing_is_closed() {
    let nobody = ask(&regulation(""), Action::OutsideShare, &facts());
    assert_eq!(nobody.decision, Decision::Refused);
    assert_eq!(nobody.refusals[0].clauses[0].id, "HOUSE-18");
    let mut stranger = facts();
    stranger.actor.person = "x".into();
    stranger.actor.capacity = "c-x".into();
    let other = ask(&regulation(""), Action::OutsideLike, &stranger);
    assert_eq!(other.decision, Decision::Refused);
    let who = &other.refusals[0].who[0];
    assert_eq!((who.role.as_str(), who.holders[0].person.as_str()), ("writer", "w"));
    // Somebody else's capacity is no capacity.
    let mut borrowed = facts();
    borrowed.actor.person = "x".into();
    assert_eq!(ask(&regulation(""), Action::OutsideLike, &borrowed).decision, Decision::Refused);
}

#[test]
fn an_extension_is_a_decision_of_the_body() {
    let mut facts = facts();
    facts.subject.as_mut().expect("subject").service = Some("website".into());
    let none = ask(&regulation(""), Action::PostPublish, &facts);
    assert!(none.refusals.iter().any(|line| line.rule == "governing"));
    let mut extended = settings();
    extended.set("extend:website", "町の決定 第1号");
    let regulation = Regulation::new(house(), body(""), extended).expect("joins");
    let answer = ask(&regulation, Action::PostPublish, &facts);
    assert!(answer.is_permitted());
    assert!(answer.notes.iter().any(|note| note.message.ja.contains("町の決定 第1号")));
}

#[test]
fn the_text_governs_from_its_first_day_to_its_last() {
    let dated = HEAD.replace("version = \"1\"", "version = \"1\"\nfrom = \"2026-11-21\"\nuntil = \"2026-11-21\"");
    let body = Arc::new(Pack::load(&PackSource::new([("pack.toml", dated)])).expect("loads"));
    let regulation = Regulation::new(house(), body, settings()).expect("joins");
    let facts = facts();
    let at = |at: &str| {
        let question = tatefuda_regulation::Question::new(Action::PostPublish, at.parse().expect("a time"), &facts);
        regulation.ask(&question).is_permitted()
    };
    assert!(!at("2026-11-20T23:59:59+09:00"));
    assert!(at("2026-11-21T00:00:00+09:00"));
    assert!(at("2026-11-21T23:59:59+09:00"));
    assert!(!at("2026-11-22T00:00:00+09:00"));
}
