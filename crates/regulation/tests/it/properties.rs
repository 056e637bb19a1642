//! Properties of every answer.

use std::collections::BTreeSet;

use proptest::prelude::*;
use tatefuda_domain::Action;
use tatefuda_regulation::{Answer, Decision, Facts, Outcome, Question, Strength, TraceLine, bench::conditions};

use crate::support::{ask, cases, facts, now, record, regulation, step};

/// A rule of random strength and demand, as TOML.
fn rules() -> impl Strategy<Value = Vec<String>> {
    let strength = prop::sample::select(vec!["absolute", "duty", "principle", "effort", "information"]);
    let demand = prop::sample::select(vec![
        "kept = 'true'",
        "ban = true",
        "kept = 'post.media_count > 1'",
        "kept = 'has(account.url)'",
        "kept = 'param(\"open\")'",
        "record = \"note\"",
        "record = \"yesno\"",
        "ban = true\nremedy = [{ choose = \"post.category\" }]",
    ]);
    let applies =
        prop::sample::select(vec!["", "applies = 'true'", "applies = 'false'", "applies = 'account.class == \"a\"'"]);
    let applies = applies.prop_map(|text| text.replace("account.class ==", "has(account.class) && account.class =="));
    let clause = prop::sample::select(vec!["T-1", "T-2"]);
    prop::collection::vec((strength, demand, applies, clause), 0..8).prop_map(|rules| {
        let rules = rules.into_iter().enumerate();
        rules
            .map(|(index, (strength, demand, applies, clause))| {
                let grant = if strength == "principle" { "exception = { by = [\"boss\"] }" } else { "" };
                format!(
                    "[[rule]]\nid = \"r{index}\"\nclause = [\"{clause}\"]\nstrength = \"{strength}\"\non = [\"post.publish\"]\n{demand}\n{applies}\n{grant}\n"
                )
            })
            .collect()
    })
}

const CHAIN: &str = "[[chain]]\nid = \"c\"\nlabel = { ja = \"手順\", en = \"chain\" }\nclause = [\"T-1\"]\nbefore = [\"post.publish\"]\nsteps = [{ id = \"first\", label = { ja = \"下見\", en = \"Preview\" }, kind = \"check\", by = [\"boss\"] }]\n";

/// Facts with some fields missing, some records and steps given.
fn some_facts() -> impl Strategy<Value = Facts> {
    (any::<[bool; 7]>(), 0..3_i64).prop_map(|(on, media)| {
        let mut facts = facts();
        facts.set("post.media_count", media);
        if on[0] {
            facts.records.push(record("n", "note"));
        }
        if on[1] {
            facts.records.push(record("y", "yesno"));
        }
        if on[2] {
            facts.steps.push(step("first", "b", "d1"));
        }
        if on[3] {
            facts.set("account.url", "https://example.jp");
        }
        if on[4] {
            facts.set("account.class", if on[5] { "a" } else { "b" });
        }
        if on[6] {
            facts.fields.remove("account.registered");
        }
        facts
    })
}

fn publish(rules: &[String], facts: &Facts) -> Answer {
    ask(&regulation(&format!("{CHAIN}{}", rules.concat())), Action::PostPublish, facts)
}

/// An answer without the digest of the pack, which names the text itself.
fn essence(mut answer: Answer) -> Answer {
    answer.pack_digest = answer.facts_digest;
    answer
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(60), failure_persistence: None, ..ProptestConfig::default() })]

    /// The order in which rules are written changes nothing, not even the trace.
    #[test]
    fn order_does_not_matter(rules in rules(), facts in some_facts(), seed in any::<prop::sample::Index>()) {
        let mut shuffled = rules.clone();
        if !shuffled.is_empty() {
            let by = seed.index(shuffled.len());
            shuffled.rotate_left(by);
            shuffled.reverse();
        }
        prop_assert_eq!(essence(publish(&rules, &facts)), essence(publish(&shuffled, &facts)));
    }

    /// Deleting a rule never makes the decision stricter.
    #[test]
    fn fewer_rules_are_never_stricter(rules in rules(), facts in some_facts(), which in any::<prop::sample::Index>()) {
        let whole = publish(&rules, &facts).decision;
        if !rules.is_empty() {
            let mut fewer = rules.clone();
            fewer.remove(which.index(fewer.len()));
            prop_assert!(publish(&fewer, &facts).decision <= whole);
        }
    }

    /// What two halves of a text say joins to what the whole says: the stricter decision, the needs of both.
    #[test]
    fn halves_join_to_the_whole(rules in rules(), facts in some_facts(), at in any::<prop::sample::Index>()) {
        let (left, right) = rules.split_at(at.index(rules.len() + 1));
        let whole = publish(&rules, &facts);
        let (left, right) = (publish(left, &facts), publish(right, &facts));
        prop_assert_eq!(whole.decision, left.decision.max(right.decision));
        let ids = |answer: &Answer| answer.groups.iter().map(|group| group.id.clone()).collect::<BTreeSet<_>>();
        prop_assert_eq!(ids(&whole), ids(&left).union(&ids(&right)).cloned().collect::<BTreeSet<_>>());
        let refusals = |answer: &Answer| answer.refusals.iter().map(|line| line.rule.clone()).collect::<BTreeSet<_>>();
        prop_assert_eq!(refusals(&whole), refusals(&left).union(&refusals(&right)).cloned().collect::<BTreeSet<_>>());
    }

    /// Every answer cites; a refusal names clause, people and a way on; needs are never empty.
    #[test]
    fn every_answer_cites(rules in rules(), facts in some_facts(), action in prop::sample::select(Action::ALL.to_vec())) {
        let answer = ask(&regulation(&format!("{CHAIN}{}", rules.concat())), action, &facts);
        prop_assert!(!answer.citations.is_empty());
        prop_assert_eq!(answer.decision == Decision::Refused, !answer.refusals.is_empty());
        for line in &answer.refusals {
            prop_assert!(!line.clauses.is_empty() && !line.remedies.is_empty());
            prop_assert!(!line.message.ja.is_empty() && !line.message.en.is_empty(), "{:?}", line);
        }
        for group in &answer.groups {
            prop_assert!(!group.alternatives.is_empty() && !group.clauses.is_empty() && !group.message.en.is_empty());
        }
        let ids: BTreeSet<_> = answer.groups.iter().map(|group| &group.id).collect();
        prop_assert_eq!(ids.len(), answer.groups.len());
        let most = answer.trace.iter().map(|line| line.decision).max();
        prop_assert_eq!(most, Some(answer.decision));
    }

    /// What reads an unset value, or cannot be judged, never ends in a plain yes at a binding strength.
    #[test]
    fn unset_and_fault_never_permit(rules in rules(), facts in some_facts()) {
        let answer = publish(&rules, &facts);
        for line in &answer.trace {
            use tatefuda_regulation::Strength::{Effort, Information};
            if matches!(line.outcome, Outcome::Unset | Outcome::Fault) && !matches!(line.strength, Effort | Information) {
                prop_assert!(line.decision > Decision::Permitted, "{:?}", line);
            }
        }
    }

    /// What the benchmark's baseline counts is what the answer calls kept: it leaves out words and people, never a
    /// condition. Information is noted either way, and of what cannot be judged or is excepted a part may hold.
    #[test]
    fn the_baseline_counts_what_is_kept(rules in rules(), facts in some_facts()) {
        let regulation = regulation(&format!("{CHAIN}{}", rules.concat()));
        let question = Question::new(Action::PostPublish, now(), &facts);
        let (answer, held) = (regulation.ask(&question), conditions(&regulation, &question));
        let open = |line: &TraceLine| {
            line.strength == Strength::Information
                || matches!(line.outcome, Outcome::Excepted | Outcome::Fault | Outcome::Unset)
        };
        let kept = answer.trace.iter().filter(|line| line.outcome == Outcome::Kept && !open(line)).count();
        let most = kept + answer.trace.iter().filter(|line| open(line)).count();
        prop_assert!((kept..=most).contains(&held), "{} of {} to {}: {:?}", held, kept, most, answer.trace);
    }

    /// An answer survives storage, and the same question has the same answer.
    #[test]
    fn answers_read_back(rules in rules(), facts in some_facts()) {
        let answer = publish(&rules, &facts);
        let json = serde_json::to_string(&answer).expect("JSON");
        prop_assert_eq!(&serde_json::from_str::<Answer>(&json).expect("reads back"), &answer);
        let stored: Facts = serde_json::from_str(&facts.canonical_json()).expect("reads back");
        prop_assert_eq!(stored.canonical_json(), facts.canonical_json());
        prop_assert_eq!(publish(&rules, &stored), answer);
    }
}
