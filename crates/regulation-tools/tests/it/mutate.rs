//! Mutation tests of packs: what a scenario guards is noticed, what none guards survives.

#![expect(clippy::unwrap_used, reason = "tests")]

use tatefuda_regulation::PackSource;
use tatefuda_regulation_tools::{MutationReport, mutate};

use crate::support::{HEAD, house};

const SETTINGS: &str = r#"
[[set]]
key = "role:boss"
value = "p-boss"
[[set]]
key = "role:writer"
value = "p-writer"
"#;

/// Facts of the writer, the boss and somebody else; scenarios follow.
const FACTS: &str = r#"
settings = "all"
[facts.base.actor]
person = "w"
capacity = "c-w"
[facts.base.subject]
kind = "post"
id = "post"
digest = "d1"
service = "facebook"
account = "fb"
[facts.base.fields]
"account.registered" = true
"account.state" = "active"
"post.has_window" = false
"post.in_window" = true
"post.late" = false
"post.text" = "x"
"post.media_count" = 0
[[facts.base.org]]
capacity = "c-w"
person = "w"
name = "w"
section = "s"
section_name = "s"
position = "p-writer"
position_name = "p-writer"
extension = "1"
from = "2026-04-01T00:00:00+09:00"
[[facts.base.org]]
capacity = "c-b"
person = "b"
name = "b"
section = "s"
section_name = "s"
position = "p-boss"
position_name = "p-boss"
extension = "1"
from = "2026-04-01T00:00:00+09:00"
"#;

fn scenario(more: &str, expect: &str) -> String {
    format!(
        "[[scenario]]\nname = \"{}\"\nfacts = \"base\"\nat = \"2026-11-21T10:00:00+09:00\"\n{more}\nexpect = {{ {expect} }}\n",
        more.len() + expect.len()
    )
}

fn source(rules: &str, scenarios: &[String], reasons: &str) -> PackSource {
    PackSource::new([
        ("pack.toml", HEAD),
        ("rules.toml", rules),
        ("settings/all.toml", SETTINGS),
        ("scenarios/all.toml", &format!("{FACTS}{}", scenarios.concat())),
        ("survivors.toml", reasons),
    ])
}

fn run(rules: &str, scenarios: &[String]) -> MutationReport {
    mutate(&source(rules, scenarios, ""), &house()).unwrap_or_else(|errors| panic!("{errors}"))
}

fn survivors(report: &MutationReport) -> Vec<&str> {
    report.survivors.iter().map(|survivor| survivor.mutant.as_str()).collect()
}

const RULES: &str = r#"
[[rule]]
id = "guarded"
clause = ["T-1"]
on = ["outside.like"]
kept = 'post.media_count < 3'

[[rule]]
id = "free"
clause = ["T-2"]
on = ["outside.follow"]
kept = 'post.media_count < 3'
"#;

#[test]
fn a_guarded_rule_is_noticed_and_an_unguarded_one_survives() {
    let guard = [
        scenario("action = \"outside.like\"\nset = { \"post.media_count\" = 2 }", "decision = \"permitted\""),
        scenario(
            "action = \"outside.like\"\nset = { \"post.media_count\" = 3 }",
            "decision = \"refused\", refused = [\"T-1\"]",
        ),
    ];
    let report = run(RULES, &guard);
    let survived = survivors(&report);
    assert!(survived.iter().all(|id| !id.starts_with("rule:guarded:")), "{survived:?}");
    for id in ["delete", "strength:effort", "kept:3+1", "kept:3-1"] {
        assert!(survived.contains(&format!("rule:free:{id}").as_str()), "{id}: {survived:?}");
    }
    assert!(!report.passes());
    // Without the second scenario nothing holds the number.
    let survived = run(RULES, &guard[..1]);
    assert!(survivors(&survived).contains(&"rule:guarded:delete"));
}

#[test]
fn reasons_are_listed_and_stale_ones_named() {
    let scenarios = [scenario("action = \"outside.like\"", "decision = \"permitted\"")];
    let reasons = "[[survivor]]\nmutant = \"rule:free:delete\"\nreason = \"only shown\"\n[[survivor]]\nmutant = \"rule:gone:delete\"\nreason = \"was\"\n";
    let report = mutate(&source(RULES, &scenarios, reasons), &house()).unwrap();
    assert_eq!(report.stale, ["rule:gone:delete"]);
    let free = report.survivors.iter().find(|survivor| survivor.mutant == "rule:free:delete").unwrap();
    assert_eq!(free.reason.as_deref(), Some("only shown"));
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["mutants"], report.mutants);
    assert!(json["survivors"].as_array().unwrap().iter().any(|one| one["reason"].is_null()));

    let empty = "[[survivor]]\nmutant = \"rule:free:delete\"\nreason = \" \"\n";
    let error = mutate(&source(RULES, &scenarios, empty), &house()).unwrap_err();
    assert_eq!((error.errors[0].file.as_str(), error.errors[0].line), ("survivors.toml", 2));
}

#[test]
fn a_scenario_that_fails_anyway_is_an_error_at_its_line() {
    let scenarios = [scenario("action = \"outside.like\"", "decision = \"refused\"")];
    let error = mutate(&source(RULES, &scenarios, ""), &house()).unwrap_err();
    assert_eq!(error.errors[0].code, "scenario-fails");
    let text = source(RULES, &scenarios, "").files["scenarios/all.toml"].clone();
    let line = text.lines().position(|line| line == "[[scenario]]").unwrap() + 2;
    assert_eq!(error.errors[0].line, line, "{error}");
}

/// Steps: deleting, reordering, dropping the order, swapping the role.
#[test]
fn steps_and_their_order() {
    let chain = r#"
[[chain]]
id = "c"
label = { ja = "手順", en = "chain" }
clause = ["T-1"]
before = ["post.publish"]
steps = [
  { id = "first", label = { ja = "一", en = "first" }, kind = "check", by = ["boss"] },
  { id = "second", label = { ja = "二", en = "second" }, kind = "approve", by = ["boss"], after = ["first"] },
]

[[procedure]]
id = "p"
label = { ja = "手続", en = "procedure" }
clause = ["T-2"]
subject = "account"
opened_by = ["boss"]
steps = [
  { id = "one", label = { ja = "一", en = "one" }, owner = ["boss"] },
  { id = "two", label = { ja = "二", en = "two" }, owner = ["writer"], after = ["one"] },
]
"#;
    let survived = run(chain, &[]);
    let all = survivors(&survived);
    for id in [
        "chain:c:delete",
        "chain:c/first:delete",
        "chain:c/second:after:first:drop",
        "chain:c:swap:first<->second",
        "chain:c/first:by:boss->writer",
        "chain:c:strength:effort",
        "procedure:p/one:delete",
        "procedure:p/two:after:one:drop",
        "procedure:p:swap:one<->two",
        "procedure:p/two:owner:writer->boss",
        "procedure:p:opened_by:boss->writer",
    ] {
        assert!(all.contains(&id), "{id}: {all:#?}");
    }
    // A scenario that names the whole set of needs sees each of them.
    let needs = "decision = \"needs\", needs = [{ rule = \"c/first\", ways = [\"give-step first\"], who = [\"b\"] }, { rule = \"c/second\", ways = [\"give-step second\"], who = [\"b\"] }]";
    let survived = run(chain, &[scenario("action = \"post.publish\"", needs)]);
    let left = survivors(&survived);
    for id in ["chain:c:delete", "chain:c/first:delete", "chain:c/first:by:boss->writer", "chain:c:strength:effort"] {
        assert!(!left.contains(&id), "{id}: {left:#?}");
    }
}

/// Each kind of number, and what asks something of the holders of a role.
#[test]
fn numbers_of_every_kind() {
    let rules = r#"
[[parameter]]
id = "limit"
label = { ja = "上限", en = "limit" }
type = "int"
value = 3
clause = ["T-1"]
[[parameter]]
id = "unread"
label = { ja = "使わない", en = "unread" }
type = "int"
value = 3
clause = ["T-1"]
[[rule]]
id = "r"
clause = ["T-1"]
on = ["outside.like"]
until = "2026-12-31"
kept = 'post.media_count < param("limit") || within("office", at)'
[[calendar]]
id = "office"
label = { ja = "開庁", en = "office" }
days = ["mon", "tue"]
from = "08:30"
until = "17:15"
holidays = "closed"
closed = ["12-29..01-03"]
[[classification]]
id = "rank"
label = { ja = "職位", en = "rank" }
clause = ["T-1"]
use = "rank"
levels = [{ id = "low", label = { ja = "低", en = "low" } }, { id = "high", label = { ja = "高", en = "high" } }]
[[role]]
id = "chief"
label = { ja = "主任", en = "chief" }
bound = "position"
within = "owner"
rank = { scheme = "rank", at_least = "high" }
together = 2
[[record]]
id = "once"
label = { ja = "一度", en = "once" }
by = ["chief"]
scope = "subject"
uses = 1
term = "30d"
[[duty]]
id = "daily"
label = { ja = "毎日", en = "daily" }
clause = ["T-2"]
subject = "account"
owner = ["chief"]
every = "10 days"
within = "5d"
answers = ["ok"]
missed = { alert = ["boss"] }
"#;
    let report = run(rules, &[]);
    let all = survivors(&report);
    for id in [
        "parameter:limit:+1",
        "parameter:limit:-1",
        "rule:r:until+1",
        "calendar:office:from-1",
        "calendar:office:until+1",
        "calendar:office:mon:drop",
        "calendar:office:closed:12-29..01-03:drop",
        "calendar:office:holidays",
        "role:chief:within:drop",
        "role:chief:rank:high->low",
        "role:chief:together:2->1",
        "role:chief:together:2->3",
        "record:once:uses:drop",
        "record:once:term+1",
        "record:once:term-1",
        "record:once:by:chief->boss",
        "duty:daily:every:10 days->11 days",
        "duty:daily:within-1",
        "duty:daily:owner:chief->boss",
        "duty:daily:missed:alert:boss->writer",
        "duty:daily:delete",
    ] {
        assert!(all.contains(&id), "{id}: {all:#?}");
    }
    assert!(all.iter().all(|id| !id.starts_with("parameter:unread") && !id.starts_with("duty:daily:strength")));
}
