//! Lint, scenarios, schemas, text files.

use tatefuda_regulation::{Fact, Facts, PackSource, SEMANTICS, Settings, Value, hosts, schema::FIELDS};
use tatefuda_regulation_tools::{
    Level, answer_schema, complete, facts_from_text, facts_schema, lint, run_scenarios, settings_from_toml,
    settings_schema,
};

use crate::support::{HEAD, ask, facts, house, regulation, source};

fn findings(more: &str) -> Vec<(Level, String, usize)> {
    let source = PackSource::new([("pack.toml", HEAD), ("rules.toml", more)]);
    let report = lint(&source, Some(&house()), &Settings::default(), false);
    report.findings.into_iter().filter(|f| f.file == "rules.toml").map(|f| (f.level, f.code, f.line)).collect()
}

#[test]
fn lint_finds_what_loading_cannot() {
    let chain = "[[chain]]\nid = \"c\"\nlabel = { ja = \"手順\", en = \"chain\" }\nclause = [\"T-1\"]\nbefore = [\"post.publish\"]\n";
    let two = format!("{chain}{}", chain.replace("\"c\"", "\"d\""));
    assert_eq!(findings(&two), [(Level::Error, "two-chains".into(), 6)]);
    let class = |id: &str| format!("\n[[account_class]]\nid = \"{id}\"\nlabel = {{ ja = \"区分\", en = \"class\" }}\n");
    let apart = chain.replace("before", "where = { class = [\"a\"] }\nbefore").replace("\"c\"", "\"d\"")
        + &chain.replace("before", "where = { class = [\"b\"] }\nbefore")
        + &class("a")
        + &class("b");
    assert_eq!(findings(&apart), []);
    assert_eq!(
        findings("[[clause]]\nid = \"T-9\"\nja = \"九条\"\nen = \"\""),
        [(Level::Error, "no-control".into(), 1), (Level::Warning, "one-language".into(), 1)]
    );
    assert_eq!(
        findings("[[role]]\nid = \"idle\"\nlabel = { ja = \"役\", en = \"idle\" }\nbound = \"position\""),
        [
            (Level::Warning, "undefined-role".into(), 1),
            (Level::Open, "unset".into(), 1),
            (Level::Warning, "unused-role".into(), 1)
        ]
    );
    let principle =
        "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\nstrength = \"principle\"\non = [\"outside.like\"]\nban = true";
    assert_eq!(findings(principle), [(Level::Open, "unset".into(), 1)]);
}

#[test]
fn a_wrong_expectation_fails_its_scenario() {
    let mut wrong = source("packs/ninohe");
    let path = "scenarios/publish.toml";
    let text = &wrong.files[path];
    for (from, to) in [
        ("decision = \"permitted\", cites = [\"NNH-6(2)a\", ", "decision = \"needs\", cites = [\"NNH-6(2)a\", "),
        ("who = [\"shimizu\"]", "who = [\"kudo\"]"),
        ("refused = [\"NNH-4(1)\"]", "refused = [\"NNH-4(2)\"]"),
        ("ways = [\"appoint rp\"]", "ways = [\"give-step check\"]"),
        ("notes = [\"no-emergency-path\"]", "notes = [\"another\"]"),
        ("cites = [\"NNH-8(6)\"]", "cites = [\"NNH-8(5)\"]"),
    ] {
        assert!(text.contains(from), "{from}");
        let changed = text.replacen(from, to, 1);
        let mut source = wrong.clone();
        source.files.insert(path.to_owned(), changed);
        let (_, failed) = run_scenarios(&source, &house()).expect("runs").counts();
        assert_eq!(failed, 1, "{from} -> {to}");
    }
    wrong.files.insert(path.to_owned(), "[[scenario]]\nname = 1".to_owned());
    let errors = run_scenarios(&wrong, &house()).expect_err("unreadable");
    assert_eq!((errors.errors[0].file.as_str(), errors.errors[0].line), (path, 2));
}

#[test]
fn settings_files_point_at_the_line() {
    let error = |text: &str| settings_from_toml("s.toml", text).expect_err("an error").errors[0].to_string();
    assert!(error("[[set]]\nkey = \"colour\"\nvalue = 1").starts_with("s.toml:2:7: \"colour\" is not a settings key"));
    assert!(
        error("[[set]]\nkey = \"role:a\"\nvalue = 1\n[[set]]\nkey = \"role:a\"\nvalue = 1").starts_with("s.toml:5:7")
    );
    assert!(error("[[set]]\nkey = \"role:a\"").starts_with("s.toml:1:1: missing field `value`"));
    let settings = settings_from_toml("s.toml", "practice = true\n[[set]]\nkey = \"role:a\"\nvalue = [\"x\", \"y\"]")
        .expect("settings");
    assert_eq!(settings.role_positions("a"), ["x", "y"]);
    assert!(settings.values["role:a"].practice);
}

#[test]
fn facts_from_json_and_toml_are_the_same() {
    let mut facts = facts();
    facts.set("post.category", Value::Nothing).absent("account.url", "no provider");
    let json = facts_from_text("f.json", &facts.canonical_json()).expect("JSON");
    assert_eq!(json, facts);
    let text = "[actor]\nperson = \"w\"\ncapacity = \"c\"\n[fields]\n\"post.late\" = false\n\"post.category\" = { nothing = true }\n\"account.url\" = { absent = \"why\" }";
    let toml = facts_from_text("f.toml", text).expect("TOML");
    assert_eq!(toml.get("post.late"), Ok(&Value::Bool(false)));
    assert_eq!(toml.fields["post.category"], Fact::Known(Value::Nothing));
    assert_eq!(toml.fields["account.url"], Fact::Absent("why".into()));
    assert!(facts_from_text("f.json", "{\n  \"actor\": 1 }").expect_err("an error").errors[0].line == 2);
    let mut completed = toml;
    let hosts = hosts(&crate::support::house(), &Settings::default());
    complete(&mut completed, &hosts);
    assert_eq!(completed.get("actor.kind"), Ok(&Value::Text("staff".into())));
    assert_eq!(completed.get("post.classification"), Ok(&Value::Nothing));
    assert!(completed.get("post.text").is_err());
    // Without a text nothing is known of what stands in it.
    assert!(completed.get("post.findings").is_err());
}

/// A text is read as the program reads it, unless what is found in it is stated.
#[test]
fn what_stands_in_a_text_is_found_where_nothing_is_stated() {
    let hosts = hosts(&crate::support::house(), &Settings::default());
    let mut facts = Facts::of(crate::support::facts().actor);
    facts.set("post.text", "参加者は百二十人。「また来たい」と話した is.gd/a");
    let mut stated = facts.clone();
    complete(&mut facts, &hosts);
    let Ok(Value::List(found)) = facts.get("post.findings") else { panic!("{facts:?}") };
    let kinds: Vec<_> = found.iter().map(|one| one["kind"].clone()).collect();
    let expected = ["number", "quotation", "link", "link.shortened"].map(|kind| Value::Text(kind.to_owned()));
    assert!(expected.iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
    assert!(matches!(facts.get("post.links"), Ok(Value::List(links)) if links[0]["shortened"] == Value::Bool(true)));
    stated.set("post.findings", Value::TextList(vec![]));
    complete(&mut stated, &hosts);
    assert_eq!(stated.get("post.findings"), Ok(&Value::TextList(vec![])));
    assert!(stated.get("post.links").is_ok());
}

#[test]
fn schemas_name_every_field() {
    let facts = facts_schema();
    let fields = facts["properties"]["fields"]["properties"].as_object().expect("fields");
    assert!(FIELDS.iter().all(|field| fields.contains_key(field.path)) && fields.len() == FIELDS.len());
    let sample = serde_json::to_value(crate::support::facts()).expect("JSON");
    let known = facts["properties"].as_object().expect("properties");
    assert!(sample.as_object().expect("object").keys().all(|key| known.contains_key(key)));
    let answer = ask(&regulation(""), tatefuda_domain::Action::PostPublish, &crate::support::facts());
    let answer = serde_json::to_value(answer).expect("JSON");
    let schema = answer_schema();
    let mut properties: Vec<_> = schema["properties"].as_object().expect("properties").keys().collect();
    let mut keys: Vec<_> = answer.as_object().expect("object").keys().collect();
    properties.sort();
    keys.sort();
    assert_eq!(keys, properties);
    assert_eq!(schema["properties"]["semantics"]["const"], SEMANTICS);
    assert!(settings_schema()["properties"]["set"].is_object());
}

/// Facts serialise in the order of their keys, so that canonical JSON needs no sorting of its own.
#[test]
fn canonical_json_is_sorted() {
    let mut facts = facts();
    facts.records.push(crate::support::record("r", "note"));
    facts.steps.push(crate::support::step("first", "b", "d1"));
    facts.set("post.findings", vec![[("kind".to_owned(), "link".into()), ("excerpt".to_owned(), "x".into())].into()]);
    let json = facts.canonical_json();
    // A sorted map of everything, printed again, is the same text.
    let sorted = serde_json::to_value(&facts).expect("JSON").to_string();
    assert_eq!(json, sorted);
    assert!(!json.contains(": ") && !json.contains('\n'));
    assert_eq!(serde_json::from_str::<Facts>(&json).expect("facts"), facts);
    assert_ne!(facts.digest(), crate::support::facts().digest());
}

/// Several files say once who works where; what a file says itself stands in the place of that.
#[test]
fn scenarios_share_one_organisation() {
    let people = "[shared]\norg = [{ capacity = \"c-w\", person = \"w\", name = \"w\", section = \"s\", position = \"p-writer\", from = \"2026-04-01T00:00:00+09:00\" }]\nrecords = [{ id = \"r\", kind = \"note\", subject = \"post\", by_person = \"w\", by_capacity = \"c-w\", at = \"2026-05-01T00:00:00+09:00\" }]\n";
    let settings =
        "[[set]]\nkey = \"role:writer\"\nvalue = [\"p-writer\"]\n[[set]]\nkey = \"role:boss\"\nvalue = [\"p-boss\"]\n";
    let rule = "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"outside.like\"]\nrecord = \"note\"\n";
    let run = |head: &str, own: &str| {
        let asked = format!(
            "settings = \"practice\"\n{head}[facts.x]\nactor = {{ person = \"w\", capacity = \"c-w\" }}\nsubject = {{ kind = \"post\", id = \"post\", service = \"facebook\" }}\n{own}[facts.x.fields]\n\"account.registered\" = true\n\"account.state\" = \"active\"\n[[scenario]]\nname = \"n\"\nfacts = \"x\"\naction = \"outside.like\"\nat = \"2026-11-21T10:00:00+09:00\"\nexpect = {{ decision = \"permitted\" }}\n"
        );
        let files = [
            ("pack.toml", HEAD),
            ("rules.toml", rule),
            ("settings/practice.toml", settings),
            ("scenarios/people.toml", people),
            ("scenarios/a.toml", &asked),
        ];
        run_scenarios(&PackSource::new(files), &house()).map(|report| report.counts())
    };
    assert_eq!(run("share = \"people\"\n", "").expect("it runs"), (1, 0));
    assert_eq!(run("", "").expect("it runs"), (0, 1), "alone the file knows nobody");
    // Moved to another position in this file.
    let moved = "org = [{ capacity = \"c-w\", person = \"w\", name = \"w\", section = \"s\", position = \"p-other\", from = \"2026-04-01T00:00:00+09:00\" }]\n";
    assert_eq!(run("share = \"people\"\n", moved).expect("it runs"), (0, 1));
    assert_eq!(run("share = \"nobody\"\n", "").expect_err("nobody shares that").errors[0].code, "scenario");
}
