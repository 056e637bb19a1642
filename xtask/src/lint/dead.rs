//! A public item that nothing but tests names is no part of the program: it goes, or says why it stays
//! (`// lint: dead: <reason>`).

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::{Finding, Source, Tree, files};

const RULE: &str = "dead";
/// What is made for tests alone.
const FOR_TESTS: &[&str] = &["crates/testkit", "crates/doubles"];
const KINDS: &[&str] = &["fn", "const", "static", "struct", "enum", "trait", "type"];

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let mut templates = String::new();
    for path in files(&tree.root.join("crates"), "html")? {
        templates.push_str(&std::fs::read_to_string(&path).with_context(|| path.display().to_string())?);
    }
    Ok(judge(&tree.rust.iter().collect::<Vec<_>>(), &templates))
}

fn judge(sources: &[&Source], templates: &str) -> Vec<Finding> {
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    for source in sources {
        let program = program(source);
        // What is only called otherwise (`as`) is used under its other name.
        for part in uses_apart(&program) {
            for word in words(part) {
                *named.entry(word.to_owned()).or_default() += 1;
            }
        }
        for literal in source.literals.iter().filter(|literal| !is_for_tests(source, literal.line)) {
            // Names of functions stand in attributes and in texts that are filled.
            for word in words(&literal.text) {
                *named.entry(word.to_owned()).or_default() += 1;
            }
        }
    }
    for word in words(templates) {
        *named.entry(word.to_owned()).or_default() += 1;
    }
    let mut found = vec![];
    for source in sources.iter().filter(|source| !FOR_TESTS.iter().any(|folder| source.is_below(folder))) {
        for (line, code) in (1..).zip(source.code.lines()) {
            let Some(name) = declared(code).filter(|_| !is_for_tests(source, line)) else { continue };
            if named.get(name).is_none_or(|count| *count <= 1) && !source.excused(RULE, line) {
                let message = format!("only tests name `{name}`, if anything does: take it away");
                found.push(Finding::error(RULE, &source.path, line, message));
            }
        }
    }
    found
}

/// Examples are programs that somebody runs.
fn is_for_tests(source: &Source, line: usize) -> bool {
    let example = source.path.components().any(|part| part.as_os_str() == "examples");
    !example && source.is_test_line(line)
}

/// The code of a file that is not only for tests.
fn program(source: &Source) -> String {
    let lines = (1..).zip(source.code.lines()).filter(|(line, _)| !is_for_tests(source, *line));
    lines.map(|(_, line)| line).collect::<Vec<_>>().join("\n")
}

/// The text without the lists of what is used from elsewhere.
fn uses_apart(program: &str) -> Vec<&str> {
    let (mut parts, mut rest) = (vec![], program);
    while let Some(at) = rest.find("use ") {
        let before = rest[..at].lines().last().unwrap_or_default().trim();
        let begins = before.is_empty() || before.starts_with("pub") && !before.contains([' ', ';', '{']);
        let end = rest[at..].find(';').map_or(rest.len(), |end| at + end);
        let list = &rest[at..end];
        parts.push(&rest[..at]);
        if !begins || list.contains(" as ") {
            parts.push(list);
        }
        rest = &rest[end..];
    }
    parts.push(rest);
    parts
}

/// The name of the public item that a line declares.
fn declared(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix("pub ")?;
    let mut before = "";
    for word in words(rest) {
        if KINDS.contains(&before) && !["fn", "async", "unsafe"].contains(&word) {
            return Some(word);
        }
        if !KINDS.contains(&word) && !["async", "unsafe"].contains(&word) {
            return None;
        }
        before = word;
    }
    None
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> usize {
        let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(*path, *text)).collect();
        judge(&sources.iter().collect::<Vec<_>>(), "{{ shown() }}").len()
    }

    #[test]
    fn what_only_tests_name_is_found() {
        let item =
            ("crates/a/src/lib.rs", "pub const fn idle() {}\n#[cfg(test)]\nmod tests {\n    use super::idle;\n}\n");
        assert_eq!(found(&[item]), 1);
        assert_eq!(found(&[item, ("crates/a/tests/it/idle.rs", "fn t() { idle() }")]), 1);
        assert_eq!(found(&[item, ("crates/b/src/lib.rs", "pub use a::{x, idle};")]), 1);
        assert_eq!(found(&[item, ("crates/b/src/lib.rs", "fn f() { a::idle() }")]), 0);
        assert_eq!(found(&[item, ("crates/b/src/lib.rs", "use a::idle as rest;\nfn f() { rest() }")]), 0);
    }

    #[test]
    fn what_is_named_in_templates_and_attributes_or_has_a_reason_stays() {
        assert_eq!(found(&[("crates/a/src/lib.rs", "pub fn shown() {}")]), 0);
        assert_eq!(found(&[("crates/a/src/lib.rs", "#[serde(default = \"one\")]\nstruct A;\npub fn one() {}")]), 0);
        assert_eq!(found(&[("crates/a/src/lib.rs", "// lint: dead: stories wait for it\npub fn idle() {}")]), 0);
    }
}
