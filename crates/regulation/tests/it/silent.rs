//! What nobody wrote and what nevertheless let things pass (decision 0027): each of these was permitted before.

#![expect(clippy::unwrap_used, reason = "tests")]

use tatefuda_domain::Action;
use tatefuda_regulation::{AppointmentKind, Decision, RecordFact};

use crate::support::{ask, asked_by, facts, load, question, record, regulation};

fn clauses(answer: &tatefuda_regulation::Answer) -> Vec<String> {
    answer.refusals.iter().flat_map(|line| &line.clauses).map(|clause| clause.id.to_string()).collect()
}

#[test]
fn a_correction_is_asked_what_a_publication_is_asked() {
    let rule = "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"post.publish\"]\nrecord = \"note\"\n";
    let standing = "[[standing]]\nid = \"c\"\non = [\"post.correct\"]\nby = [\"writer\"]\nclause = [\"T-0\"]\n";
    let decision =
        |more: &str| ask(&regulation(&format!("{rule}{more}{standing}")), Action::PostCorrect, &facts()).decision;
    assert_eq!(decision(""), Decision::Needs);
    assert_eq!(decision("not_on = [\"post.correct\"]\n"), Decision::Permitted);
    // A principle keeps its own strength: a permission opens it.
    let soft = "strength = \"principle\"\nexception = { by = [\"boss\"] }\n";
    assert_eq!(decision(soft), Decision::Needs);
    let chain = "[[chain]]\nid = \"c2\"\nlabel = { ja = \"確認\", en = \"check\" }\nclause = [\"T-1\"]\nbefore = [\"post.publish\"]\nsteps = [{ id = \"s\", label = { ja = \"確認\", en = \"check\" }, kind = \"check\", by = [\"boss\"] }]\n";
    let with = ask(&regulation(&format!("{chain}{standing}")), Action::PostCorrect, &facts());
    assert_eq!(with.decision, Decision::Needs);
    let without = chain.replace("steps", "not_before = [\"post.correct\"]\nsteps");
    assert_eq!(
        ask(&regulation(&format!("{without}{standing}")), Action::PostCorrect, &facts()).decision,
        Decision::Permitted
    );
    let wrong =
        load(&rule.replace("post.publish", "outside.like").replace("record", "not_on = [\"post.correct\"]\nrecord"));
    assert_eq!(wrong.unwrap_err().errors[0].code, "not-covered");
}

#[test]
fn a_ban_of_a_role_reaches_its_holder_in_every_capacity() {
    let text = "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"outside.like\"]\nwhere = { role = [\"boss\"] }\nban = true\n";
    let mut facts = facts();
    // The writer is boss as well, and acts as writer.
    let mut other = facts.org[1].clone();
    other.person = "w".into();
    other.capacity = "c-w2".into();
    other.kind = AppointmentKind::Concurrent;
    assert_eq!(ask(&regulation(text), Action::OutsideLike, &facts).decision, Decision::Permitted);
    facts.org.push(other);
    assert_eq!(clauses(&ask(&regulation(text), Action::OutsideLike, &facts)), ["T-1"]);
}

#[test]
fn whoever_a_step_excludes_by_role_gives_it_in_no_other_capacity() {
    let text = "[[role]]\nid = \"aide\"\nlabel = { ja = \"補佐\", en = \"aide\" }\nclause = [\"T-1\"]\nbound = \"position\"\n[[chain]]\nid = \"c\"\nlabel = { ja = \"確認\", en = \"check\" }\nclause = [\"T-1\"]\nbefore = [\"post.publish\"]\nsteps = [{ id = \"s\", label = { ja = \"確認\", en = \"check\" }, kind = \"check\", by = [\"boss\"], exclude = [\"role:aide\"] }]\n";
    let mut facts = facts();
    let mut other = facts.org[2].clone();
    other.person = "b".into();
    other.capacity = "c-b2".into();
    other.position = "p-aide".into();
    let mut settings = crate::support::settings();
    settings.set("role:aide", "p-aide");
    let regulation =
        tatefuda_regulation::Regulation::new(crate::support::house(), crate::support::body(text), settings).unwrap();
    let step = |facts: &tatefuda_regulation::Facts| {
        let facts = asked_by(facts, "b");
        regulation.ask(&question(Action::PostStep, &facts, |question| question.step = Some("s".into()))).decision
    };
    assert_eq!(step(&facts), Decision::Permitted);
    facts.org.push(other);
    assert_eq!(step(&facts), Decision::Refused);
}

#[test]
fn content_without_a_category_or_with_an_unknown_one_passes_no_chain_split_by_category() {
    let text = "[[category]]\nid = \"news\"\nlabel = { ja = \"お知らせ\", en = \"news\" }\nclause = [\"T-1\"]\n[[category]]\nid = \"free\"\nlabel = { ja = \"ほか\", en = \"other\" }\nclause = [\"T-1\"]\n[[chain]]\nid = \"c\"\nlabel = { ja = \"確認\", en = \"check\" }\nclause = [\"T-1\"]\nbefore = [\"post.publish\"]\nwhere = { category = [\"news\"] }\nsteps = [{ id = \"s\", label = { ja = \"確認\", en = \"check\" }, kind = \"check\", by = [\"boss\"] }]\n";
    let regulation = regulation(text);
    let with = |category: Option<&str>| {
        let mut facts = facts();
        match category {
            Some(category) => facts.set("post.category", category),
            None => facts.set("post.category", tatefuda_regulation::Value::Nothing),
        };
        let answer = ask(&regulation, Action::PostPublish, &facts);
        (answer.decision, answer.groups.iter().map(|group| group.rule.to_string()).collect::<Vec<_>>())
    };
    assert_eq!(with(Some("free")), (Decision::Permitted, vec![]));
    assert_eq!(with(Some("news")).0, Decision::Needs);
    assert_eq!(with(None), (Decision::Needs, vec!["c".to_owned()]));
    assert_eq!(with(Some("misspelt")), (Decision::Needs, vec!["c".to_owned()]));
}

/// A power and a silence of another class say nothing here.
#[test]
fn a_refusal_of_a_power_cites_what_speaks_of_this_account_alone() {
    let text = "[[account_class]]\nid = \"own\"\nlabel = { ja = \"公式\", en = \"own\" }\nclause = [\"T-1\"]\n[[account_class]]\nid = \"other\"\nlabel = { ja = \"関連\", en = \"other\" }\nclause = [\"T-1\"]\n[[power]]\nid = \"p\"\nclause = [\"T-1\"]\ngrants = [\"comment.hide\"]\nby = [\"boss\"]\nwhere = { class = [\"own\"] }\n[[silence]]\nid = \"s\"\non = [\"comment.hide\"]\nwhere = { class = [\"other\"] }\nclause = [\"T-2\"]\nmessage = { ja = \"定めなし\", en = \"nothing\" }\n";
    let regulation = regulation(text);
    let refused = |class: &str| {
        let mut facts = facts();
        facts.subject.as_mut().unwrap().account_class = Some(class.into());
        let answer = ask(&regulation, Action::CommentHide, &facts);
        assert_eq!(answer.decision, Decision::Refused);
        clauses(&answer)
    };
    assert!(refused("own").contains(&"T-1".to_owned()) && !refused("own").contains(&"T-2".to_owned()));
    assert!(refused("other").contains(&"T-2".to_owned()) && !refused("other").contains(&"T-1".to_owned()));
}

#[test]
fn a_record_that_waits_for_its_approval_does_not_count() {
    let text = "[[parameter]]\nid = \"later\"\nlabel = { ja = \"後\", en = \"later\" }\nclause = [\"T-1\"]\ntype = \"bool\"\nopen = true\n[[record]]\nid = \"plan\"\nlabel = { ja = \"計画\", en = \"plan\" }\nby = [\"writer\"]\nscope = \"subject\"\nsupersedes = true\napproval = { record = \"yesno\", later = \"later\" }\n[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"outside.like\"]\nkept = 'records(\"plan\").exists(p, p.by == \"w\")'\n";
    let at = |id: &str, kind: &str, by: &str, hour: u8| RecordFact {
        by_person: by.to_owned(),
        at: format!("2026-11-20T{hour:02}:00:00+09:00").parse().unwrap(),
        ..record(id, kind)
    };
    let says = |later: &str, records: &[RecordFact]| {
        let mut settings = crate::support::settings();
        settings.set("param:later", later);
        let regulation =
            tatefuda_regulation::Regulation::new(crate::support::house(), crate::support::body(text), settings)
                .unwrap();
        let mut facts = facts();
        facts.records = records.to_vec();
        ask(&regulation, Action::OutsideLike, &facts).decision == Decision::Permitted
    };
    let (filed, approved) = (at("a", "plan", "w", 9), at("b", "yesno", "b", 10));
    let (again, later) = (at("c", "plan", "x", 11), at("d", "yesno", "b", 12));
    assert!(!says("", std::slice::from_ref(&filed)));
    assert!(says("", &[filed.clone(), approved.clone()]));
    // A later one waits for its own approval, unless the body reads its text otherwise.
    assert!(says("", &[filed.clone(), approved.clone(), again.clone()]));
    assert!(says("yes", &[filed.clone(), approved.clone(), again.clone()]));
    assert!(!says("no", &[filed.clone(), approved.clone(), again.clone()]));
    assert!(!says("yes", &[filed.clone(), approved, again, later]));
    // An approval from before the first one approves nothing.
    assert!(!says("no", &[at("b", "yesno", "b", 8), filed]));
}
