//! The disaster mode of the house: what does not concern the disaster is held from its recorded start to its recorded end.

use jiff::Timestamp;
use tatefuda_domain::Action;
use tatefuda_regulation::{Facts, Question, RecordFact, Remedy};

use crate::support::{facts, record, regulation};

const CORRECTED: &str = r#"
[[standing]]
on = ["post.correct"]
by = ["writer"]
clause = ["T-0"]
"#;

fn at(hour: i64) -> Timestamp {
    let start: Timestamp = "2026-11-21T00:00:00+09:00".parse().expect("a time");
    start + jiff::SignedDuration::from_hours(hour)
}

fn routine() -> Facts {
    let mut facts = facts();
    facts.set("post.disaster", false);
    facts
}

fn mark(kind: &str, hour: i64, valid: Option<i64>) -> RecordFact {
    let mut one = record(&format!("{kind}{hour}"), kind);
    (one.subject, one.digest, one.at, one.valid_from) = (None, None, at(hour), valid.map(at));
    one
}

fn goes(facts: &Facts, hour: i64, action: Action) -> bool {
    regulation(CORRECTED).ask(&Question::new(action, at(hour), facts)).is_permitted()
}

#[test]
fn what_does_not_concern_it_is_held_from_start_to_end() {
    let mut post = routine();
    assert!(goes(&post, 12, Action::PostPublish));
    post.records.push(mark("house:disaster-start", 10, None));
    assert!(goes(&post, 9, Action::PostPublish), "before it began");
    assert!(!goes(&post, 10, Action::PostPublish), "from the moment on");
    assert!(!goes(&post, 24 * 30, Action::PostPublish), "and nobody forgets it away");
    assert!(goes(&post, 12, Action::PostCorrect), "an error is corrected all the same");
    post.records.push(mark("house:disaster-end", 33, None));
    assert!(!goes(&post, 32, Action::PostPublish));
    assert!(goes(&post, 34, Action::PostPublish));
    // Entered at nine what was dissolved at three.
    let mut late = routine();
    late.records = vec![mark("house:disaster-start", 10, None), mark("house:disaster-end", 33, Some(27))];
    assert!(goes(&late, 34, Action::PostPublish));
    late.records.push(mark("house:disaster-start", 40, None));
    assert!(!goes(&late, 41, Action::PostPublish), "a second one");
}

#[test]
fn what_concerns_it_goes_out_by_its_kind_or_by_a_mark() {
    let regulation = regulation("");
    let mut facts = routine();
    facts.records.push(mark("house:disaster-start", 10, None));
    let answer = regulation.ask(&Question::new(Action::PostPublish, at(12), &facts));
    let ways: Vec<&Remedy> = answer.groups.iter().flat_map(|need| &need.alternatives).collect();
    assert!(ways.iter().any(|way| matches!(way, Remedy::GiveRecord { kind, .. } if kind == "house:disaster-pass")));
    assert!(ways.iter().any(|way| matches!(way, Remedy::ChangeTime { .. })), "{ways:?}");
    facts.set("post.disaster", true);
    assert!(regulation.ask(&Question::new(Action::PostPublish, at(12), &facts)).is_permitted(), "by its kind");
    facts.set("post.disaster", false);
    assert!(!regulation.ask(&Question::new(Action::PostPublish, at(12), &facts)).is_permitted());
    let mut pass = record("pass", "house:disaster-pass");
    pass.at = at(11);
    pass.fields = [("why".to_owned(), "disaster".to_owned())].into();
    facts.records.push(pass.clone());
    assert!(regulation.ask(&Question::new(Action::PostPublish, at(12), &facts)).is_permitted(), "by a decision");
    facts.records.pop();
    pass.subject = Some("another".to_owned());
    facts.records.push(pass);
    assert!(!regulation.ask(&Question::new(Action::PostPublish, at(12), &facts)).is_permitted(), "of this post alone");
}
