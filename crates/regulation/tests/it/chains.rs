//! Chains of steps.

use tatefuda_domain::Action;
use tatefuda_regulation::{Decision, Facts, Outcome, Question, Regulation, Remedy};

use crate::support::{ask, body, facts, house, now, regulation, settings, step};

const CHAIN: &str = r#"
[[chain]]
id = "c"
label = { ja = "手順", en = "chain" }
clause = ["T-1"]
strength = "absolute"
before = ["post.publish"]
steps = [
  { id = "first", label = { ja = "下見", en = "Preview" }, kind = "check", by = ["boss"] },
]
"#;

fn decide(regulation: &Regulation, change: impl Fn(&mut Facts)) -> tatefuda_regulation::Answer {
    let mut facts = facts();
    change(&mut facts);
    ask(regulation, Action::PostPublish, &facts)
}

#[test]
fn a_step_counts_only_for_its_digest_by_an_eligible_other_person() {
    let regulation = regulation(CHAIN);
    assert!(decide(&regulation, |facts| facts.steps = vec![step("first", "b", "d1")]).is_permitted());
    let open = |change: fn(&mut Facts)| {
        let answer = decide(&regulation, change);
        assert_eq!(answer.decision, Decision::Needs);
        assert_eq!(answer.groups[0].id, "t/c/first");
        answer
    };
    open(|_| ());
    let stale = open(|facts| facts.steps = vec![step("first", "b", "d2")]);
    assert!(stale.groups[0].message.ja.contains("内容が変わりました"), "{}", stale.groups[0].message.ja);
    open(|facts| facts.steps = vec![step("first", "x", "d1")]);
    open(|facts| facts.steps = vec![step("second", "b", "d1")]);
    // In a capacity that is not theirs.
    open(|facts| {
        facts.steps = vec![step("first", "b", "d1")];
        facts.steps[0].capacity = "c-w".into();
    });
    // Given after the moment asked about.
    open(|facts| {
        facts.steps = vec![step("first", "b", "d1")];
        facts.steps[0].at = now().checked_add(jiff::SignedDuration::from_secs(1)).expect("in range");
    });
    // Without a digest of the target nothing counts.
    open(|facts| {
        facts.steps = vec![step("first", "b", "d1")];
        facts.subject.as_mut().expect("subject").digest = None;
    });
}

#[test]
fn eligibility_is_judged_when_the_step_was_given() {
    let regulation = regulation(CHAIN);
    let until = |until: &str| {
        let until = until.parse().expect("a time");
        decide(&regulation, |facts| {
            facts.steps = vec![step("first", "b", "d1")];
            facts.org[1].until = Some(until);
        })
    };
    // In office when checking, gone when publishing: the check stands.
    assert!(until("2026-11-20T10:00:01+09:00").is_permitted());
    // The last moment is not included.
    assert_eq!(until("2026-11-20T10:00:00+09:00").decision, Decision::Needs);
}

#[test]
fn four_eyes_holds_in_every_capacity_unless_lifted() {
    let own = |facts: &mut Facts| {
        facts.steps = vec![step("first", "b", "d1")];
        facts.authors.push("b".into());
    };
    let strict = decide(&regulation(CHAIN), own);
    assert_eq!(strict.decision, Decision::Needs);
    assert!(
        matches!(&strict.groups[0].alternatives[0], Remedy::AskHuman { .. }),
        "the only boss wrote it: {strict:#?}"
    );
    let lifted = regulation(&format!("{CHAIN}\n[[lift]]\nrule = \"four-eyes\"\nclause = [\"T-2\"]"));
    assert!(decide(&lifted, own).is_permitted());
    // The act of giving the step itself.
    let give = |regulation: &Regulation| {
        let mut facts = facts();
        own(&mut facts);
        facts.steps.clear();
        facts.actor.person = "b".into();
        facts.actor.capacity = "c-b".into();
        let mut question = Question::new(Action::PostStep, now(), &facts);
        question.step = Some("first".into());
        regulation.ask(&question)
    };
    let refused = give(&regulation(CHAIN));
    assert_eq!(refused.decision, Decision::Refused);
    let clauses: Vec<_> = refused.refusals[0].clauses.iter().map(|clause| clause.id.as_str()).collect();
    assert_eq!(clauses, ["HOUSE-2", "T-1"]);
    assert!(give(&lifted).is_permitted());
}

#[test]
fn a_role_that_is_not_set_refuses_and_one_that_nobody_holds_needs_an_appointment() {
    let mut unset = settings();
    unset.set("role:boss", "");
    let regulation = Regulation::new(house(), body(CHAIN), unset).expect("joins");
    let answer = decide(&regulation, |_| ());
    assert_eq!(answer.decision, Decision::Refused);
    assert_eq!(answer.refusals[0].outcome, Outcome::Unset);
    let vacant = decide(&crate::support::regulation(CHAIN), |facts| drop(facts.org.remove(1)));
    assert_eq!(vacant.decision, Decision::Needs);
    assert!(matches!(vacant.groups[0].alternatives.as_slice(), [Remedy::Appoint { .. }]));
}

#[test]
fn who_can_help_is_named_with_extension_and_absence() {
    let answer = decide(&regulation(CHAIN), |facts| facts.org[1].absent = true);
    let Remedy::GiveStep { who, label, after, .. } = &answer.groups[0].alternatives[0] else { panic!("a step") };
    assert_eq!((label.ja.as_str(), who.label.ja.as_str(), after.len()), ("下見", "長", 0));
    assert_eq!((who.holders[0].extension.as_str(), who.holders[0].absent), ("10", true));
}

const MODES: &str = r#"
[[mode]]
id = "storm"
label = { ja = "嵐", en = "storm" }

[[chain]]
id = "storm-chain"
label = { ja = "嵐の手順", en = "storm chain" }
clause = ["T-2"]
before = ["post.publish"]
where = { mode = ["storm"] }
replaces = ["c"]
steps = [
  { id = "first", label = { ja = "下見", en = "Preview" }, kind = "check", by = ["boss"] },
  { id = "radio", label = { ja = "無線", en = "Radio" }, kind = "concur", by = ["boss"], after = ["first"] },
]
"#;

#[test]
fn a_mode_replaces_a_chain_and_finished_steps_carry_over() {
    let regulation = regulation(&format!("{CHAIN}{MODES}"));
    let ask = |mode: Option<&str>| {
        let mut facts = facts();
        facts.steps = vec![step("first", "b", "d1")];
        let mut question = Question::new(Action::PostPublish, now(), &facts);
        question.mode = mode.map(str::to_owned);
        regulation.ask(&question)
    };
    assert!(ask(None).is_permitted());
    let storm = ask(Some("storm"));
    assert_eq!(storm.groups.iter().map(|group| group.id.as_str()).collect::<Vec<_>>(), ["t/storm-chain/radio"]);
}

#[test]
fn two_chains_at_once_are_refused_naming_both() {
    let regulation = regulation(&format!("{CHAIN}{}", CHAIN.replace("id = \"c\"", "id = \"d\"")));
    let answer = decide(&regulation, |_| ());
    assert_eq!(answer.decision, Decision::Refused);
    assert_eq!(answer.refusals[0].rule, "c+d");
    assert!(regulation.chain_for(&Question::new(Action::PostPublish, now(), &facts())).is_none());
}

#[test]
fn a_chain_without_steps_asks_for_nothing() {
    let text = CHAIN.split("steps = [").next().expect("text").to_owned() + "steps = []";
    assert!(decide(&regulation(&text), |_| ()).is_permitted());
}

#[test]
fn a_chain_of_effort_is_noted_only() {
    let answer = decide(&regulation(&CHAIN.replace("absolute", "effort")), |_| ());
    assert!(answer.is_permitted());
    assert!(answer.notes.iter().any(|note| note.rule == "c/first" && note.outcome == Outcome::Open));
}

#[test]
fn a_chain_in_principle_opens_to_a_permission() {
    let text = CHAIN.replace("absolute", "principle");
    let mut granted = settings();
    let without = decide(&Regulation::new(house(), body(&text), granted.clone()).expect("joins"), |_| ());
    assert_eq!(without.decision, Decision::Refused);
    granted.set("exception:c", "p-boss");
    let regulation = Regulation::new(house(), body(&text), granted).expect("joins");
    let open = decide(&regulation, |_| ());
    assert_eq!((open.decision, open.groups[0].alternatives.len()), (Decision::Needs, 2));
    let used = decide(&regulation, |facts| {
        let mut one = crate::support::record("e", "house:exception");
        one.fields.insert("rule".into(), "t/c".into());
        facts.records.push(one);
    });
    assert!(used.is_permitted());
    assert_eq!((used.exceptions_used[0].id.as_str(), used.consumes.as_slice()), ("c", ["e".to_owned()].as_slice()));
}
