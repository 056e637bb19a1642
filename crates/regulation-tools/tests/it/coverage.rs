//! Coverage: status of clauses, their controls, what the program asks.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use tatefuda_domain::Action;
use tatefuda_regulation::{ClauseClass, PackSource, coverage::Covered, coverage::Part, coverage::Wiring};
use tatefuda_regulation_tools::{CoverageReport, coverage};

use crate::support::{HEAD, house, pack, source};

/// A program that asks everything and supplies everything.
fn everything() -> Wiring {
    use Part::*;
    Wiring {
        actions: Action::ALL.iter().copied().collect(),
        fields: tatefuda_regulation::schema::FIELDS.iter().map(|field| field.path.to_owned()).collect(),
        events: tatefuda_regulation::pack::EVENTS.iter().map(|event| (*event).to_owned()).collect(),
        happens: tatefuda_regulation::pack::EVENTS
            .iter()
            .copied()
            .chain(["opened", "step", "closed"])
            .map(str::to_owned)
            .collect(),
        things: ["account", "body", "comment", "incident", "person", "post"].map(str::to_owned).into(),
        findings: ["link".to_owned()].into(),
        parts: [
            Counts,
            Documents,
            Duties,
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
        wiring.actions.remove(&Action::PostCorrect);
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

/// Packs of the five texts, and how many clauses each text has.
const TEXTS: [(&str, usize); 5] =
    [("takanezawa", 37), ("ninohe", 51), ("misato", 79), ("minato", 41), ("kisarazu", 63)];

#[test]
fn no_clause_of_the_five_texts_is_without_a_control() {
    for (name, count) in TEXTS {
        let report = coverage(&source(&format!("packs/{name}")), &house(), &everything()).unwrap();
        assert_eq!(report.clauses.len(), count, "{name}");
        for clause in &report.clauses {
            assert!(!clause.controls.is_empty(), "{name}: {} has no control", clause.id);
            // What the pack declares is what its controls carry.
            assert_eq!(clause.status, clause.class.first().copied(), "{name}: {}", clause.id);
        }
    }
}

/// The rows of the catalogue: id of the clause, its classes. The catalogue is not part of this repository; it is looked
/// for in `$TATEFUDA_SHARED` and in `../shared` beside it.
#[expect(clippy::disallowed_methods, reason = "where the shared folder lies is said in the environment")]
fn catalogue() -> Option<Vec<(String, Vec<ClauseClass>)>> {
    let named = std::env::var_os("TATEFUDA_SHARED").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let found = named.into_iter().chain([beside]).map(|folder| folder.join("reference/clauses.md"));
    let text = found.into_iter().find_map(|path| fs::read_to_string(path).ok())?;
    let prefixes = ["TKN-", "NNH-", "MST-", "MNT-", "KSZ-"];
    let rows = text.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| ")?.split(" | ");
        let id = cells.next()?;
        prefixes.iter().any(|prefix| id.starts_with(prefix)).then_some(())?;
        let class = cells.find_map(|cell| cell.split('+').map(letter).collect::<Option<Vec<_>>>())?;
        // The star marks a number that is not in the text itself.
        Some((id.trim_end_matches('*').to_owned(), class))
    });
    Some(rows.collect())
}

fn letter(letter: &str) -> Option<ClauseClass> {
    Some(match letter {
        "E" => ClauseClass::Enforced,
        "W" => ClauseClass::Routed,
        "A" => ClauseClass::Attested,
        "D" => ClauseClass::Published,
        "M" => ClauseClass::Monitored,
        "I" => ClauseClass::Informational,
        _ => return None,
    })
}

/// Clauses of a pack of which a comment says how it deviates: `# deviates: why` right before the clause.
fn explained(source: &PackSource) -> Vec<String> {
    let mut ids = vec![];
    for text in source.files.values() {
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| **line == "[[clause]]") {
            let before = lines[..at].iter().rev().take_while(|line| line.starts_with('#'));
            if before.into_iter().any(|line| line.starts_with("# deviates:")) {
                let id = lines[at + 1].strip_prefix("id = \"").and_then(|rest| rest.strip_suffix('"'));
                ids.extend(id.map(str::to_owned));
                assert!(id.is_some(), "the id follows: {line}");
            }
        }
    }
    ids
}

#[test]
fn classes_are_those_of_the_catalogue_or_explained() {
    let Some(catalogue) = catalogue() else {
        eprintln!("skipped: there is no catalogue of clauses beside the repository (see $TATEFUDA_SHARED)");
        return;
    };
    assert_eq!(catalogue.len(), TEXTS.iter().map(|(_, count)| count).sum::<usize>());
    let (mut known, mut deviations) = (BTreeMap::new(), vec![]);
    for (name, _) in TEXTS {
        let folder = format!("packs/{name}");
        let explained = explained(&source(&folder));
        for clause in &pack(&folder).clauses {
            known.insert(clause.id.clone(), (clause.class.clone(), explained.contains(&clause.id.to_string())));
        }
    }
    for (id, class) in catalogue {
        let (own, explained) = known.remove(id.as_str()).unwrap_or_else(|| panic!("{id} is in no pack"));
        match (own == class, explained) {
            (true, false) | (false, true) => {}
            (true, true) => deviations.push(format!("{id} does not deviate, although it says so")),
            (false, false) => deviations.push(format!("{id}: {own:?} instead of {class:?}, without a reason")),
        }
    }
    assert!(deviations.is_empty(), "{deviations:#?}");
    assert!(known.is_empty(), "in no catalogue: {known:?}");
}

#[test]
fn each_event_counts_by_itself() {
    let text = r#"
[[clock]]
id = "since-post"
clause = ["T-1"]
since = "post.published"
else = "account.opened"

[[clock]]
id = "since-rotation"
clause = ["T-1"]
since = "credential.rotated"

[[rule]]
id = "often"
clause = ["T-1"]
on = ["post.publish"]
kept = 'days("since-post") <= 30'

[[rule]]
id = "rotated"
clause = ["T-1"]
on = ["post.publish"]
kept = 'days("since-rotation") <= 30'
"#;
    let mut wiring = everything();
    wiring.events.remove("credential.rotated");
    let found = report(text, &wiring);
    let covered = clause(&found, "T-1");
    let control = |id: &str| covered.controls.iter().find(|control| control.id == id).unwrap().clone();
    assert!(control("rule:often").wired && control("clock:since-post").wired, "{covered:#?}");
    for id in ["rule:rotated", "clock:since-rotation"] {
        assert_eq!(control(id).missing, ["nothing records credential.rotated"], "{id}");
    }
    // What it falls back upon is needed too.
    wiring.events.remove("account.opened");
    let covered = clause(&report(text, &wiring), "T-1");
    let often = covered.controls.iter().find(|control| control.id == "rule:often").unwrap();
    assert_eq!(often.missing, ["nothing records account.opened"]);
}
