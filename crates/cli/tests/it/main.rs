//! The binary as people call it.
#![expect(clippy::unwrap_used, reason = "tests")]

#[cfg(target_os = "linux")]
mod machine;
mod serve;

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;

mod sending;

fn tatefuda(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tatefuda")).env("LC_ALL", "C").args(words).output().unwrap()
}

fn text_of(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn the_packs_that_come_along_are_sound() {
    for pack in ["house", "ninohe", "hinoki", "minekaze"] {
        let lint = tatefuda(&["regulation", "lint", pack]);
        assert!(lint.status.success(), "{}", text_of(&lint));
        let test = tatefuda(&["regulation", "test", pack]);
        assert!(test.status.success(), "{}", text_of(&test));
    }
}

#[test]
fn the_reference_is_printed_in_both_languages() {
    let (ja, en) = (tatefuda(&["regulation", "reference"]), tatefuda(&["regulation", "reference", "--language", "en"]));
    assert!(ja.status.success() && en.status.success());
    let headings = |output: &Output| text_of(output).lines().filter(|line| line.starts_with('#')).count();
    assert_eq!(headings(&ja), headings(&en));
    assert!(text_of(&en).contains("### procedure.steps") && text_of(&ja).contains("### procedure.steps"));
}

#[test]
fn what_is_open_stops_an_activation() {
    let open = tatefuda(&["regulation", "lint", "ninohe"]);
    assert!(open.status.success() && text_of(&open).contains("open"), "{}", text_of(&open));
    let activate = tatefuda(&["regulation", "lint", "ninohe", "--activate"]);
    assert_eq!(activate.status.code(), Some(1), "{}", text_of(&activate));
    // What the text leaves to section 5.4 of a document that is not here is named, value by value.
    for missing in ["param:password", "param:auth-codes", "param:rotation-interval", "NNH-7"] {
        assert!(text_of(&activate).contains(missing), "{missing}: {}", text_of(&activate));
    }
    let set = tatefuda(&["regulation", "lint", "ninohe", "--activate", "--settings", "practice"]);
    assert!(set.status.success(), "{}", text_of(&set));
}

#[test]
fn packs_that_contradict_one_another_are_compared() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/contradictions.toml");
    let words = ["regulation", "compare", file.to_str().unwrap(), "--language", "en"];
    let compare = tatefuda(&words);
    assert!(compare.status.success(), "{}", text_of(&compare));
    assert!(text_of(&compare).contains("2 Answering a comment\n    takanezawa: needs; give-record house:exception ["));
    let folder = folder();
    let wrong = folder.path().join("wrong.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&wrong, text.replacen("decision = \"permitted\"", "decision = \"refused\"", 1)).unwrap();
    let words = ["regulation", "compare", wrong.to_str().unwrap(), "--format", "json"];
    let compare = tatefuda(&words);
    assert_eq!(compare.status.code(), Some(1), "{}", text_of(&compare));
    let report: Value = serde_json::from_slice(&compare.stdout).unwrap();
    assert!(report["topics"][0]["answers"][1]["failures"][0].as_str().unwrap().starts_with("decision: "), "{report:#}");
}

#[test]
fn an_error_in_a_pack_points_at_its_line() {
    let folder = folder();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/hinoki/pack.toml");
    let broken =
        fs::read_to_string(source).unwrap().replace("post.media.all(m, m.has_alt)", "post.media.all(m, m.has_alto)");
    let line = broken.lines().position(|line| line.contains("has_alto")).unwrap() + 1;
    fs::write(folder.path().join("pack.toml"), broken).unwrap();
    let lint = tatefuda(&["regulation", "lint", folder.path().to_str().unwrap(), "--format", "json"]);
    assert_eq!(lint.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&lint.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    assert!(findings.iter().any(|one| one["level"] == "error" && one["line"] == line), "{report:#}");
}

#[test]
fn what_lint_finds_is_said_in_the_language_asked_for() {
    let folder = folder();
    fs::write(folder.path().join("pack.toml"), "[pack]\nid = \"x\"\ntitel = \"x\"\n").unwrap();
    let pack = folder.path().to_str().unwrap();
    let asked = tatefuda(&["regulation", "lint", pack, "--language", "ja"]);
    let text = text_of(&asked);
    assert!(text.contains("「titel」という項目はありません") && text.contains("「title」のことですか"), "{text}");
    assert!(text.contains("ここ") && text.contains("誤り 1件"), "{text}");
    let terminal = Command::new(env!("CARGO_BIN_EXE_tatefuda"))
        .env("LC_ALL", "ja_JP.UTF-8")
        .args(["regulation", "test", pack])
        .output()
        .unwrap();
    assert!(text_of(&terminal).contains("「titel」という項目はありません"), "{}", text_of(&terminal));
    let english = text_of(&tatefuda(&["regulation", "lint", pack]));
    assert!(english.contains("unknown field `titel`") && english.contains("1 errors"), "{english}");
}

#[test]
fn mutants_that_no_scenario_notices_are_listed() {
    let mutate = tatefuda(&["regulation", "mutate", "hinoki", "--format", "json"]);
    let report: Value = serde_json::from_slice(&mutate.stdout).unwrap();
    let survivors = report["survivors"].as_array().unwrap();
    let few = survivors.len() as u64 * 50 <= report["mutants"].as_u64().unwrap();
    let reasoned = survivors.iter().all(|one| one["reason"].is_string());
    assert_eq!(mutate.status.code(), Some(if few && reasoned { 0 } else { 1 }), "{}", text_of(&mutate));
    assert!(report["stale"].is_array());
}

#[test]
fn coverage_says_what_this_program_asks() {
    let coverage = tatefuda(&["regulation", "coverage", "hinoki", "--format", "json"]);
    assert!(coverage.status.success(), "{}", text_of(&coverage));
    let report: Value = serde_json::from_slice(&coverage.stdout).unwrap();
    let clauses = report["clauses"].as_array().unwrap();
    assert!(clauses.iter().all(|clause| clause["id"].is_string() && clause["scenarios"].is_array()));
    let controls: Vec<&Value> = clauses.iter().flat_map(|clause| clause["controls"].as_array().unwrap()).collect();
    let chain = controls.iter().find(|control| control["kind"] == "chain").unwrap();
    assert_eq!(chain["wired"], true, "{chain:#}");
    let text = tatefuda(&["regulation", "coverage", "hinoki"]);
    assert!(text_of(&text).contains("controls connected"));
}

#[test]
fn two_packs_are_compared_in_words() {
    let folder = folder();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/hinoki");
    for entry in fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_file() {
            let text = fs::read_to_string(&entry).unwrap().replace("version = \"", "version = \"new-");
            fs::write(folder.path().join(entry.file_name().unwrap()), text).unwrap();
        }
    }
    let new = folder.path().to_str().unwrap();
    let text = tatefuda(&["regulation", "diff", "hinoki", new, "--lang", "en"]);
    assert!(text.status.success() && text_of(&text).contains("version of the text"), "{}", text_of(&text));
    let json = tatefuda(&["regulation", "diff", "hinoki", new, "--format", "json"]);
    let diff: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(diff["groups"].as_array().unwrap().len(), 1, "{diff:#}");
    let html = tatefuda(&["regulation", "diff", "hinoki", new, "--format", "html"]);
    assert!(text_of(&html).contains("新旧対照表"));
}

#[test]
fn a_document_is_printed_blank_and_filled_in() {
    let blank = tatefuda(&["regulation", "render", "misato", "--document", "form-3"]);
    assert!(blank.status.success() && text_of(&blank).contains("size: A4"), "{}", text_of(&blank));
    let unknown = tatefuda(&["regulation", "render", "misato", "--document", "form-99"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text_of(&unknown).contains("form-3"), "{}", text_of(&unknown));
    let folder = folder();
    let facts = folder.path().join("facts.toml");
    fs::write(&facts, "[actor]\nperson = \"a\"\ncapacity = \"c\"\n").unwrap();
    let words = ["regulation", "render", "misato", "--document", "form-3", "--settings", "practice", "--facts"];
    let at = ["--at", "2026-11-21T10:00:00+09:00"];
    let filled = tatefuda(&[&words[..], &[facts.to_str().unwrap()], &at[..]].concat());
    assert!(filled.status.success() && text_of(&filled).contains("（未記入）"), "{}", text_of(&filled));
}

#[test]
fn a_question_is_answered_with_its_clause() {
    let folder = folder();
    let facts = folder.path().join("facts.toml");
    fs::write(&facts, "[actor]\nperson = \"a\"\ncapacity = \"c\"\n").unwrap();
    let words = ["regulation", "ask", "ninohe", "--settings", "practice", "--action", "post.publish", "--facts"];
    let at = ["--at", "2026-11-21T10:00:00+09:00"];
    let ask = tatefuda(&[&words[..], &[facts.to_str().unwrap()], &at[..]].concat());
    assert!(ask.status.success(), "{}", text_of(&ask));
    let answer: Value = serde_json::from_slice(&ask.stdout).unwrap();
    assert_eq!(answer["decision"], "refused");
    assert!(text_of(&ask).contains("NNH-"), "{}", text_of(&ask));
}

#[test]
fn an_installation_begins_with_an_administrator_and_verifies() {
    let folder = folder();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    assert_eq!(tatefuda(&["audit", "verify", "--data", data]).status.code(), Some(2));
    assert!(tatefuda(&["migrate", "--data", data]).status.success());
    let body = ["--body", "town", "--body-name", "町", "--body-kana", "まち", "--prefecture", "県"];
    let create = ["admin", "create", "--data", data, "--login", "admin", "--name", "管理者"];
    let created = tatefuda(&[&create[..], &body[..]].concat());
    assert!(created.status.success(), "{}", text_of(&created));
    let twice = tatefuda(&[&create[..], &body[..]].concat());
    assert_eq!(twice.status.code(), Some(2), "{}", text_of(&twice));
    let verify = tatefuda(&["audit", "verify", "--data", data, "--format", "json"]);
    assert!(verify.status.success(), "{}", text_of(&verify));
    let verdict: Value = serde_json::from_slice(&verify.stdout).unwrap();
    assert_eq!(verdict["verdict"]["ok"], true);
    assert_eq!(verdict["verdict"]["end"]["state"], "not-proven");
    let doctor = tatefuda(&["doctor", "--data", data]);
    assert_eq!(doctor.status.code(), Some(1), "no regulation is in force: {}", text_of(&doctor));
}

/// The database alone, without the program: a changed byte is found; a cut tail only with the published head.
#[test]
fn tampering_is_found_offline() {
    let folder = folder();
    let data = folder.path().join("data");
    let place = data.to_str().unwrap();
    let body = ["--body", "town", "--body-name", "町", "--body-kana", "まち", "--prefecture", "県"];
    let create = ["admin", "create", "--data", place, "--login", "admin", "--name", "管理者"];
    assert!(tatefuda(&[&create[..], &body[..]].concat()).status.success());
    let export = folder.path().join("chain.jsonl");
    let export = export.to_str().unwrap();
    assert!(tatefuda(&["audit", "export", "--data", place, "--body", "town", export]).status.success());
    let verify = |file: &str, more: &[&str]| {
        tatefuda(&[&["audit", "verify", "--data", place, "--export", file, "--format", "json"], more].concat())
    };
    let whole = verify(export, &[]);
    assert!(whole.status.success(), "{}", text_of(&whole));
    let verdict: Value = serde_json::from_slice(&whole.stdout).unwrap();
    let head = verdict["verdict"]["head"].as_str().map_or_else(
        || format!("{}:{}", verdict["verdict"]["head"]["seq"], verdict["verdict"]["head"]["hash"].as_str().unwrap()),
        str::to_owned,
    );
    assert!(verify(export, &["--head", &head]).status.success());

    let lines: Vec<String> = fs::read_to_string(export).unwrap().lines().map(str::to_owned).collect();
    let values: Vec<Value> = lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    let last = values.iter().filter(|value| value["type"] == "entry").map(|value| value["seq"].as_u64().unwrap()).max();
    let kept: Vec<&str> = lines
        .iter()
        .zip(&values)
        .filter(|(_, value)| value["type"] == "header" || value["seq"].as_u64() != last)
        .map(|(line, _)| line.as_str())
        .collect();
    assert!(kept.len() < lines.len());
    let cut = folder.path().join("cut.jsonl");
    fs::write(&cut, kept.join("\n") + "\n").unwrap();
    let cut = cut.to_str().unwrap();
    assert!(verify(cut, &[]).status.success(), "a cut tail cannot be seen without the head");
    assert_eq!(verify(cut, &["--head", &head]).status.code(), Some(1));

    let altered = folder.path().join("altered.jsonl");
    let changed: Vec<String> = lines.iter().map(|line| line.replace("person.create", "person.credte")).collect();
    assert_ne!(changed, lines);
    fs::write(&altered, changed.join("\n") + "\n").unwrap();
    assert_eq!(verify(altered.to_str().unwrap(), &[]).status.code(), Some(1));
}

/// A body that is not in the demo: chart from a file, pack adopted, not in force while values are unset.
#[test]
fn a_body_begins_with_its_chart_and_its_pack() {
    let folder = folder();
    let data = folder.path().join("data");
    let place = data.to_str().unwrap();
    let body = ["--body", "town", "--body-name", "町", "--body-kana", "まち", "--prefecture", "県"];
    let create = ["admin", "create", "--data", place, "--login", "root", "--name", "管理者"];
    assert!(tatefuda(&[&create[..], &body[..]].concat()).status.success());
    let chart = folder.path().join("chart.toml");
    let text = r#"
since = "2026-04-01"
[[section]]
id = "s"
name = { ja = "広報課" }
[[position]]
id = "p"
section = "s"
name = { ja = "課長" }
rank = "課長級"
rank_order = 10
extension = "201"
[[person]]
id = "a"
login = "sato"
name = "佐藤"
position = "p"
rights = ["manage-regulation"]
"#;
    fs::write(&chart, text).unwrap();
    let import = tatefuda(&["admin", "import", "--data", place, "--body", "town", chart.to_str().unwrap()]);
    assert!(import.status.success() && text_of(&import).contains("sato"), "{}", text_of(&import));
    fs::write(&chart, text.replace("section = \"s\"", "section = \"x\"")).unwrap();
    let wrong = tatefuda(&["admin", "import", "--data", place, "--body", "town", chart.to_str().unwrap()]);
    assert_eq!(wrong.status.code(), Some(2), "{}", text_of(&wrong));

    let adopt = ["admin", "adopt", "--data", place, "--body", "town", "ninohe"];
    assert!(tatefuda(&adopt).status.success());
    let activate = tatefuda(&[&adopt[..], &["--activate"]].concat());
    assert_eq!(activate.status.code(), Some(1), "{}", text_of(&activate));
    assert!(text_of(&activate).contains("NNH-7"), "{}", text_of(&activate));
    let verify = tatefuda(&["audit", "verify", "--data", place]);
    assert!(verify.status.success(), "{}", text_of(&verify));
}

/// Offsets are counted in code points, whatever stands before.
#[test]
fn texts_are_screened_line_by_line() {
    use std::io::Write as _;
    let piped = std::process::Stdio::piped;
    let mut child = Command::new(env!("CARGO_BIN_EXE_tatefuda"))
        .args(["screen", "--mode", "comment", "--pack", "misato"])
        .stdin(piped())
        .stdout(piped())
        .spawn()
        .unwrap();
    let lines = "{\"id\":1,\"text\":\"𠮟る。お前は馬・鹿だ\"}\n{\"id\":\"b\",\"text\":\"市長は無能だ。\"}\n";
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let finding = &answers[0]["findings"][0];
    assert_eq!((finding["category"].as_str(), finding["tier"].as_str()), (Some("abuse"), Some("strong")));
    assert_eq!((finding["start"].as_u64(), finding["end"].as_u64()), (Some(6), Some(9)));
    assert_eq!((finding["surface"].as_str(), finding["clause"].as_str()), (Some("馬・鹿"), Some("MST-5(2)")));
    assert!(answers[1]["id"] == "b" && answers[1]["findings"].as_array().unwrap().is_empty());
}

/// Nobody knows all clauses of a refusal beforehand: the run shows them, and only what a person accepts is written.
#[test]
fn what_was_answered_is_shown_and_a_person_accepts_it() {
    use std::io::Write as _;
    let folder = folder();
    let pack = folder.path().join("base");
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/packs/base");
    for file in ["pack.toml", "settings/practice.toml", "scenarios/base.toml"] {
        let to = pack.join(file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(base.join(file), to).unwrap();
    }
    let file = pack.join("scenarios/base.toml");
    let known = fs::read_to_string(&file).unwrap();
    let asked = |refused: &str| {
        format!(
            "{known}\n[[scenario]]\nname = \"not registered\"\nfacts = \"post\"\naction = \"post.publish\"\nset = {{ \"account.registered\" = false }}\nat = \"2026-11-21T10:00:00+09:00\"\nexpect = {{ decision = \"refused\"{refused} }}\n"
        )
    };
    let written = asked(", refused = [\"HOUSE-9999\"]");
    fs::write(&file, &written).unwrap();
    let path = pack.display().to_string();
    let accept = |says: &str| {
        let piped = std::process::Stdio::piped;
        let mut child = Command::new(env!("CARGO_BIN_EXE_tatefuda"))
            .args(["regulation", "test", &path, "--accept"])
            .stdin(piped())
            .stdout(piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(says.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.success(), text_of(&output))
    };
    // Neither a no nor silence is a yes.
    for says in ["n\n", ""] {
        let (right, text) = accept(says);
        assert!(!right && text.contains("not registered") && text.contains("refused = ["), "{text}");
        assert_eq!(fs::read_to_string(&file).unwrap(), written);
    }
    let (right, text) = accept("y\n");
    let now = fs::read_to_string(&file).unwrap();
    assert!(right && now != written && !now.contains("HOUSE-9999") && now.starts_with(&known), "{text}\n{now}");
    assert!(tatefuda(&["regulation", "test", &path]).status.success());
}
