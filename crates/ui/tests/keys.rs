//! Texts and their use: every key that is used exists, every key that exists is used.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tatefuda_i18n::I18n;

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("crates/").to_owned()
}

fn files(dir: &Path, out: &mut Vec<(PathBuf, String)>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for entry in entries {
        let path = entry.expect("a directory entry").path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs" || e == "html") {
            let text = fs::read_to_string(&path).expect("UTF-8");
            out.push((path, text));
        }
    }
}

fn sources() -> Vec<(PathBuf, String)> {
    let mut out = Vec::new();
    for place in ["ui/src", "web/src", "app/src", "cli/src", "doubles/src"] {
        files(&crates().join(place), &mut out);
    }
    out
}

/// String literals that follow one of the calls which take a key.
fn used(text: &str) -> Vec<String> {
    const CALLS: [&str; 8] =
        ["shell.t(", "self.t(", "shell.t1(", "self.t1(", "shell.t2(", "self.t2(", "tr.with(", "tr.text("];
    let mut out = Vec::new();
    for call in CALLS {
        for (at, _) in text.match_indices(call) {
            let rest = text[at + call.len()..].trim_start();
            let Some(literal) = rest.strip_prefix('"') else { continue };
            let key = &literal[..literal.find('"').unwrap_or_default()];
            if !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
                out.push(key.to_owned());
            }
        }
    }
    out
}

/// Every key, from the English side.
fn keys() -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for entry in fs::read_dir(crates().join("i18n/locales/en")).expect("the locales") {
        let path = entry.expect("a directory entry").path();
        for line in fs::read_to_string(&path).expect("UTF-8").lines() {
            let Some((key, _)) = line.split_once(" =") else { continue };
            if !key.starts_with([' ', '#']) {
                out.insert(key.to_owned());
            }
        }
    }
    out
}

/// Beginnings of keys that are put together from words of other crates: `"flash-{`, but no id of a template (`{{`).
fn beginnings(text: &str) -> BTreeSet<&str> {
    let open = text.match_indices("-{").filter(|(at, _)| !text[at + 2..].starts_with('{'));
    let starts = open.map(|(at, _)| &text[..=at]);
    let literal = starts.filter_map(|before| before.rsplit_once('"')).map(|(_, begin)| begin);
    literal.filter(|begin| begin.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')).collect()
}

#[test]
fn every_used_key_exists() {
    let i18n = I18n::new();
    let mut count = 0;
    let mut missing = BTreeSet::new();
    for (path, text) in sources() {
        for key in used(&text) {
            count += 1;
            if !i18n.has(&key) {
                missing.insert(format!("{key} in {}", path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "no text for: {missing:#?}");
    assert!(count > 300, "the search finds calls: {count}");
}

#[test]
fn every_key_is_used() {
    let all: String = sources().into_iter().map(|(_, text)| text).collect();
    let begin = beginnings(&all);
    let used = |key: &String| all.contains(&format!("\"{key}\"")) || begin.iter().any(|begin| key.starts_with(begin));
    let unused: Vec<_> = keys().into_iter().filter(|key| !used(key)).collect();
    assert!(unused.is_empty(), "texts that nothing shows: {unused:?}");
}
