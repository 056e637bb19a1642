//! Coverage: status of clauses, their controls, what the program asks.

#![expect(clippy::unwrap_used, reason = "tests")]

use tatefuda_domain::Action;
use tatefuda_regulation::{
    ClauseClass, PackSource,
    tools::{CoverageReport, Covered, Part, Wiring, coverage},
};

use crate::support::{HEAD, house, source};

/// A program that asks everything and supplies everything.
fn everything() -> Wiring {
    use Part::*;
    Wiring {
        actions: Action::ALL.iter().copied().collect(),
        fields: tatefuda_regulation::schema::FIELDS.iter().map(|field| field.path.to_owned()).collect(),
        findings: ["link".to_owned()].into(),
        parts: [
            Counts,
            Documents,
            Duties,
            Events,
            Given,
            ListedAccounts,
            Monitors,
            Organisation,
            Procedures,
            Records,
            Steps,
            Texts,
        ]
        .into(),
    }
}

fn report(more: &str, wiring: &Wiring) -> CoverageReport {
    let source = PackSource::new([("pack.toml", HEAD), ("rules.toml", more)]);
    coverage(&source, &house(), wiring).unwrap_or_else(|errors| panic!("{errors}"))
}

fn clause(report: &CoverageReport, id: &str) -> Covered {
    report.clauses.iter().find(|clause| clause.id == id).unwrap().clone()
}

/// `id`: wired or not, of the controls of a clause.
fn wired(report: &CoverageReport, id: &str) -> Vec<(String, bool)> {
    clause(report, id).controls.into_iter().map(|control| (control.id, control.wired)).collect()
}

const CONTROLS: &str = r#"
[[clause]]
id = "E"
class = ["enforced"]
ja = "一"
en = "enforced"
[[clause]]
id = "W"
class = ["routed"]
ja = "二"
en = "routed"
[[clause]]
id = "A"
class = ["attested"]
ja = "三"
en = "attested"
[[clause]]
id = "D"
class = ["published"]
ja = "四"
en = "published"
[[clause]]
id = "M"
class = ["monitored"]
ja = "五"
en = "monitored"
[[clause]]
id = "I"
class = ["informational"]
ja = "六"
en = "informational"
[[clause]]
id = "X"
class = ["published", "enforced"]
ja = "七"
en = "declared published, but only a rule carries it"
[[clause]]
id = "N"
ja = "八"
en = "nothing"

[[rule]]
id = "limit"
clause = ["E", "X"]
on = ["post.publish"]
kept = 'post.media_count < 5 && days("idle") < 9'
[[chain]]
id = "c"
label = { ja = "手順", en = "chain" }
clause = ["W"]
before = ["post.publish"]
steps = [{ id = "s", label = { ja = "確認", en = "check" }, kind = "check", by = ["boss"] }]
[[record]]
id = "said"
label = { ja = "申告", en = "declaration" }
by = ["writer"]
scope = "digest"
lines = [{ clause = "A", ja = "守る", en = "observed" }]
[[document]]
id = "policy"
label = { ja = "方針", en = "policy" }
clause = ["D"]
kind = "policy"
parts = [{ id = "p", label = { ja = "項", en = "part" }, fact = "account.name", clause = ["I"] }]
[[clock]]
id = "idle"
clause = ["M"]
since = "post.published"
[[monitor]]
id = "silent"
label = { ja = "更新なし", en = "silent" }
clause = ["M"]
fires = 'days("idle") > 30'
"#;

#[test]
fn each_class_is_carried_by_its_controls() {
    let report = report(CONTROLS, &everything());
    let status = |id: &str| clause(&report, id).status;
    assert_eq!(status("E"), Some(ClauseClass::Enforced));
    assert_eq!(status("W"), Some(ClauseClass::Routed));
    assert_eq!(status("A"), Some(ClauseClass::Attested));
    assert_eq!(status("D"), Some(ClauseClass::Published));
    assert_eq!(status("M"), Some(ClauseClass::Monitored));
    assert_eq!(status("I"), Some(ClauseClass::Informational));
    // What the pack declares, but nothing carries, is not believed.
    assert_eq!(status("X"), Some(ClauseClass::Enforced));
    assert_eq!(status("N"), None);
    assert!(report.clauses.iter().flat_map(|clause| &clause.controls).all(|control| control.wired), "{report:#?}");
    let json = serde_json::to_value(&report).unwrap();
    let first = json["clauses"].as_array().unwrap().iter().find(|clause| clause["id"] == "E").unwrap();
    assert_eq!(first["status"], "enforced");
    assert_eq!(first["controls"][0]["id"], "rule:limit");
    assert_eq!(first["controls"][0]["acts"][0], "post.publish");
}

#[test]
fn what_the_program_lacks_unwires_what_rests_on_it() {
    let whole = everything();
    let without = |change: fn(&mut Wiring)| {
        let mut wiring = whole.clone();
        change(&mut wiring);
        report(CONTROLS, &wiring)
    };
    let no_act = without(|wiring| {
        wiring.actions.remove(&Action::PostPublish);
    });
    assert_eq!(wired(&no_act, "E"), [("rule:limit".to_owned(), false)]);
    assert!(wired(&no_act, "W").iter().all(|(_, wired)| !wired));
    assert!(wired(&no_act, "M").iter().all(|(_, wired)| *wired), "the monitor still runs");
    let no_steps = without(|wiring| {
        wiring.actions.remove(&Action::PostStep);
    });
    assert_eq!(wired(&no_steps, "W"), [("chain:c".to_owned(), true), ("chain:c/s".to_owned(), false)]);
    let no_field = without(|wiring| {
        wiring.fields.remove("post.media_count");
    });
    assert_eq!(wired(&no_field, "E"), [("rule:limit".to_owned(), false)]);
    assert!(clause(&no_field, "E").controls[0].missing[0].contains("post.media_count"));
    let no_records = without(|wiring| {
        wiring.actions.remove(&Action::RecordGive);
    });
    assert!(wired(&no_records, "A").iter().all(|(_, wired)| !wired));
    let no_documents = without(|wiring| {
        wiring.parts.remove(&Part::Documents);
    });
    assert!(wired(&no_documents, "D").iter().chain(&wired(&no_documents, "I")).all(|(_, wired)| !wired));
    let no_monitors = without(|wiring| {
        wiring.parts.remove(&Part::Monitors);
    });
    // The clock is still read by the rule.
    assert_eq!(wired(&no_monitors, "M"), [("monitor:silent".to_owned(), false), ("clock:idle".to_owned(), true)]);
    let neither = without(|wiring| {
        wiring.parts.remove(&Part::Monitors);
        wiring.actions.clear();
    });
    assert!(wired(&neither, "M").iter().all(|(_, wired)| !wired));
}

#[test]
fn scenarios_in_which_a_clause_acted_are_named() {
    let report = coverage(&source("examples/hinoki"), &house(), &everything()).unwrap();
    assert!(report.clauses.iter().any(|clause| !clause.scenarios.is_empty()));
}
