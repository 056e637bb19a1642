//! Acting decisions: who acts for a holder who is away, within what limits, and that the text's demands bind them too.

use tatefuda_domain::Action;
use tatefuda_regulation::{Answer, Facts, Outcome, Question, RecordFact, Regulation, Remedy, pack::Acting};

use crate::support::{body, facts, house, now, record, settings};

const CHAIN: &str = r#"
[[role]]
id = "head"
label = { ja = "課長", en = "head" }
bound = "position"
clause = ["T-2"]

[[standing]]
on = ["post.step", "record.give"]
by = ["house:staff"]
clause = ["T-0"]

[[chain]]
id = "c"
label = { ja = "決裁", en = "decision" }
clause = ["T-1"]
before = ["post.publish"]
steps = [{ id = "one", label = { ja = "承認", en = "approval" }, kind = "approve", by = ["head"] }]
"#;

fn town(said: &str, more: &str) -> Regulation {
    let mut settings = settings();
    settings.set("role:head", "p-head").set("deputies:head", said);
    Regulation::new(house(), body(&format!("{CHAIN}{more}")), settings).unwrap_or_else(|errors| panic!("{errors}"))
}

/// `h` heads the section and is away, `d` is the deputy.
fn away() -> Facts {
    let mut facts = facts();
    let like = facts.org[0].clone();
    for (person, of, absent) in [("h", None, true), ("d", Some("c-h"), false)] {
        let mut one = like.clone();
        (one.person, one.name, one.capacity) = (person.into(), person.into(), format!("c-{person}"));
        one.position = if absent { "p-head".into() } else { "p-second".into() };
        (one.deputy_of, one.absent) = (of.map(str::to_owned), absent);
        facts.org.push(one);
    }
    facts
}

fn gives(regulation: &Regulation, facts: &Facts, person: &str) -> Answer {
    let mut facts = facts.clone();
    (facts.actor.person, facts.actor.capacity) = (person.into(), format!("c-{person}"));
    let mut question = Question::new(Action::PostStep, now(), &facts);
    question.step = Some("one".into());
    regulation.ask(&question)
}

fn stated(urgent: &str, ordinary: &str) -> RecordFact {
    let mut one = record("stated", "house:acting");
    one.fields = [("urgent", urgent), ("ordinary", ordinary), ("reason", "台風")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
    (one.by_person, one.by_capacity) = ("d".to_owned(), "c-d".to_owned());
    one
}

#[test]
fn a_silent_text_leaves_deputies_to_the_body_and_to_nobody_before() {
    for said in ["", "no", "nonsense"] {
        assert!(!gives(&town(said, ""), &away(), "d").is_permitted(), "{said:?}");
    }
    let town = town("yes", "");
    let answer = gives(&town, &away(), "d");
    assert!(answer.is_permitted(), "{answer:?}");
    assert!(town.setting_keys().iter().any(|key| key.key == "deputies:head" && !key.clauses.is_empty()));
    assert!(town.unset_parameters().iter().all(|key| !key.key.starts_with("deputies:")), "no silence to fill");
    // While the holder is there nobody acts for them.
    let mut there = away();
    there.org.iter_mut().for_each(|one| one.absent = false);
    assert!(!gives(&town, &there, "d").is_permitted());
}

/// Every rule that a body can have, against everything that a deputy can state.
#[test]
fn what_was_stated_lies_within_the_limits_or_is_refused() {
    for said in Acting::ALL {
        let town = town(said.as_str(), "");
        for urgent in ["yes", "no", ""] {
            for ordinary in ["yes", "no", ""] {
                let mut facts = away();
                facts.records.push(stated(urgent, ordinary));
                let fits = said != Acting::No
                    && (!said.only_urgent() || urgent == "yes")
                    && (!said.only_ordinary() || ordinary == "yes");
                let answer = gives(&town, &facts, "d");
                assert_eq!(answer.is_permitted(), fits, "{said:?} {urgent:?} {ordinary:?}: {answer:?}");
            }
        }
        // The holder, back or not, states nothing.
        assert!(gives(&town, &away(), "h").is_permitted());
    }
}

#[test]
fn nothing_stated_is_asked_of_the_deputy_alone() {
    let answer = gives(&town("urgent", ""), &away(), "d");
    let ways: Vec<&Remedy> = answer.groups.iter().flat_map(|need| &need.alternatives).collect();
    let [Remedy::GiveRecord { kind, who, .. }] = ways.as_slice() else { panic!("{answer:?}") };
    assert_eq!(kind, "house:acting");
    let asked: Vec<&str> = who.iter().flat_map(|who| &who.holders).map(|holder| holder.person.as_str()).collect();
    assert_eq!(asked, ["d"]);
    // What somebody else stated is nothing that the deputy said.
    let mut facts = away();
    let mut other = stated("yes", "yes");
    (other.by_person, other.by_capacity) = ("w".to_owned(), "c-w".to_owned());
    facts.records.push(other);
    assert!(!gives(&town("urgent", ""), &facts, "d").is_permitted());
    // And for other content it says nothing.
    let mut stale = stated("yes", "yes");
    stale.digest = Some("d0".to_owned());
    facts.records = vec![stale];
    assert!(!gives(&town("urgent", ""), &facts, "d").is_permitted());
}

#[test]
fn what_the_text_asks_of_the_holder_binds_the_deputy() {
    let scheme = r#"
[[classification]]
id = "rank"
label = { ja = "職位", en = "rank" }
clause = ["T-1"]
use = "rank"
levels = [{ id = "low", label = { ja = "主事", en = "clerk" } }, { id = "high", label = { ja = "係長", en = "chief" } }]
"#;
    let ranked = CHAIN
        .replace("bound = \"position\"", "bound = \"position\"\nrank = { scheme = \"rank\", at_least = \"high\" }");
    let mut settings = settings();
    settings.set("role:head", "p-head").set("deputies:head", "yes");
    let town = Regulation::new(house(), body(&format!("{ranked}{scheme}")), settings).expect("joins");
    for (rank, may) in [("low", false), ("high", true)] {
        let mut facts = away();
        facts.org.iter_mut().filter(|one| one.person == "h").for_each(|one| one.rank = "high".into());
        facts.org.iter_mut().filter(|one| one.person == "d").for_each(|one| one.rank = rank.into());
        assert_eq!(gives(&town, &facts, "d").is_permitted(), may, "{rank}");
    }
}

#[test]
fn nobody_looks_at_their_own_act_afterwards() {
    let town = town("yes", "");
    let mut facts = away();
    facts.org.iter_mut().for_each(|one| one.absent = false);
    facts.steps.push(crate::support::step("one", "d", "d1"));
    for (person, may) in [("h", true), ("d", false)] {
        let mut facts = facts.clone();
        (facts.actor.person, facts.actor.capacity) = (person.into(), format!("c-{person}"));
        facts.set("record.kind", "house:acting-seen");
        let mut question = Question::new(Action::RecordGive, now(), &facts);
        question.record_kind = Some("house:acting-seen".into());
        let answer = town.ask(&question);
        assert_eq!(answer.is_permitted(), may, "{person}: {answer:?}");
        let said = answer.trace.iter().find(|line| line.rule == "acting").map(|line| line.outcome);
        assert_eq!(said, Some(if may { Outcome::Kept } else { Outcome::Broken }));
    }
}
