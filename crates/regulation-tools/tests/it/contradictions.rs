//! Where the five texts contradict one another they stay apart: one file asks the same under all five packs.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::{collections::BTreeSet, fs, path::Path};

use tatefuda_regulation_tools::{Comparison, compare};

use crate::support::{house, source};

const PATH: &str = "packs/contradictions.toml";

fn text() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(PATH)).unwrap()
}

fn compared(text: &str) -> Comparison {
    let find = |name: &str| Some(source(&format!("packs/{name}")));
    compare(PATH, text, &house(), find).unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn the_same_facts_get_five_answers_each_from_its_own_text() {
    let comparison = compared(&text());
    for topic in &comparison.topics {
        assert_eq!(topic.answers.len(), 5, "{}", topic.name.en);
        for one in &topic.answers {
            assert!(one.failures.is_empty(), "{}, {}: {:#?}", topic.name.en, one.body, one.failures);
        }
        assert!(topic.differ, "{}: all five answer the same", topic.name.en);
        assert!(!topic.name.ja.is_empty() && !topic.name.en.is_empty());
    }
    assert!(comparison.holds());
    let rows: BTreeSet<u32> = comparison.topics.iter().map(|topic| topic.row).collect();
    assert_eq!(rows, (1..=21).collect(), "every difference between the texts is asked about");
}

#[test]
fn a_wrong_expectation_and_a_foreign_clause_are_found() {
    let text = text();
    let right = r#"minato = { decision = "refused", refused = ["HOUSE-18", "MNT-7-1"]"#;
    assert!(text.contains(right));
    let wrong = compared(&text.replacen(right, &right.replace("MNT-7-1", "MNT-5"), 1));
    let failures: Vec<&String> =
        wrong.topics.iter().flat_map(|topic| &topic.answers).flat_map(|one| &one.failures).collect();
    assert_eq!(failures.len(), 1, "{failures:?}");
    assert!(failures[0].contains("MNT-7-1") && !wrong.holds());
    let missing = compare(PATH, &text, &house(), |_| None).unwrap_err();
    assert!(missing.to_string().contains("takanezawa"), "{missing}");
}

#[test]
fn an_error_in_the_file_points_at_its_line() {
    let text = text().replacen("[[body]]", "[[body]]\ncolour = \"red\"", 1);
    let line = text.lines().position(|line| line.starts_with("colour")).unwrap() + 1;
    let errors = compare(PATH, &text, &house(), |_| None).unwrap_err();
    assert_eq!((errors.errors[0].file.as_str(), errors.errors[0].line), (PATH, line), "{errors}");
}
