//! What a page says of the code is there: a test that it cites exists, under the crate that it names, and so does a file.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};

use super::{Finding, Source, Tree, files};

const RULE: &str = "cites";
/// Where pages about the code lie, each with those below it.
const PAGES: &[&str] = &["docs", "crates", "e2e", "xtask"];
/// Its table of promises names the tests of each, crate by crate.
const PROMISES: &str = "docs/architecture.md";
/// The browser tests, which are a crate to that table.
const BROWSER: &str = "e2e";
/// A word of so many parts is the name of a test, wherever it stands.
const PARTS: usize = 4;
/// How a path of the repository begins.
const FOLDERS: &[&str] = &["crates/", "docs/", "e2e/", "examples/", "packs/", "xtask/"];

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let mut code = Code::default();
    for source in &tree.rust {
        code.add(source);
    }
    for path in files(&tree.root.join(BROWSER), "mjs")? {
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        code.crates.entry(BROWSER.to_owned()).or_default().words.push_str(&text);
    }
    let mut found = Vec::new();
    let mut pages = vec![tree.root.join("README.md"), tree.root.join("CONTRIBUTING.md")];
    for folder in PAGES {
        pages.extend(files(&tree.root.join(folder), "md")?);
    }
    for path in pages {
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let page = path.strip_prefix(&tree.root)?;
        let exists = |cited: &str| tree.root.join(cited).exists();
        found
            .extend(judge(&text, &code, exists).into_iter().map(|(line, said)| Finding::error(RULE, page, line, said)));
        if page == Path::new(PROMISES) {
            let promises = judge_promises(&text, &code);
            found.extend(promises.into_iter().map(|(line, said)| Finding::error(RULE, page, line, said)));
        }
    }
    Ok(found)
}

/// The names of one crate.
#[derive(Debug, Default)]
struct Names {
    functions: Vec<String>,
    /// File stems and folders below it.
    modules: Vec<String>,
    /// Everything that is written in it.
    words: String,
}

impl Names {
    fn has_function(&self, name: &Cited<'_>) -> bool {
        self.functions
            .iter()
            .any(|function| if name.begins { function.starts_with(name.word) } else { function == name.word })
    }

    /// A test, or the file in which tests stand; a single word can also be a type or a command.
    fn know(&self, name: &Cited<'_>) -> bool {
        let module = |word: &str| self.modules.iter().any(|module| module == word);
        let says = |word: &str| word.split('_').count() < PARTS - 1 && self.words.contains(word);
        let there = name.word.is_empty() || self.has_function(name) || module(name.word) || says(name.word);
        there && name.path.iter().all(|part| module(part) || says(part))
    }
}

#[derive(Debug, Default)]
struct Code {
    crates: BTreeMap<String, Names>,
}

impl Code {
    fn add(&mut self, source: &Source) {
        let parts: Vec<String> =
            source.path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        let of = if parts[0] == "crates" { parts.get(1).cloned().unwrap_or_default() } else { parts[0].clone() };
        let names = self.crates.entry(of).or_default();
        names.modules.extend(parts.iter().map(|part| part.trim_end_matches(".rs").to_owned()));
        names.functions.extend(source.code.split("fn ").skip(1).map(|rest| word(rest).to_owned()));
        names.words.push_str(&source.text);
    }
}

/// A name with what follows it: `life::*`, `t12_…`.
struct Cited<'t> {
    path: Vec<&'t str>,
    word: &'t str,
    /// Only its beginning is given.
    begins: bool,
}

fn cited(token: &str) -> Option<Cited<'_>> {
    let whole = token.trim_end_matches(['*', '…']);
    let mut path: Vec<&str> = whole.split("::").collect();
    let word = path.pop()?;
    let plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (plain(word) && path.iter().all(|part| plain(part))).then_some(Cited { path, word, begins: whole != token })
}

fn word(rest: &str) -> &str {
    rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

/// What stands in backquotes in a line.
fn tokens(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

fn judge(text: &str, code: &Code, exists: impl Fn(&str) -> bool) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (line, told) in (1..).zip(text.lines()) {
        for token in tokens(told) {
            let is_path = FOLDERS.iter().any(|folder| token.starts_with(folder));
            let open = token.contains(['<', '{', '*', ' ', '…', ':']) || token.contains("NN");
            if is_path && !open && !exists(token) {
                found.push((line, format!("there is no `{token}`")));
            }
            let Some(name) = cited(token) else { continue };
            let is_test = name.word.split('_').count() >= PARTS && name.word == name.word.to_lowercase();
            if is_test && !code.crates.values().any(|names| names.has_function(&name)) {
                found.push((line, format!("no function is called `{token}`")));
            }
        }
    }
    found
}

/// The last column of the table of promises: a crate, then what is in it.
fn judge_promises(text: &str, code: &Code) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let table = text.split_once("\n## Promises").map(|(before, rest)| (before.lines().count() + 1, rest));
    let Some((from, rest)) = table else { return vec![(0, "the table of promises is gone".to_owned())] };
    let rows = (from..).zip(rest.lines()).take_while(|(_, row)| !row.starts_with("## "));
    for (line, row) in rows.filter(|(_, row)| row.starts_with('|')) {
        let last = row.trim_end_matches([' ', '|']).rsplit('|').next().unwrap_or_default();
        let mut names: Option<&Names> = None;
        for token in tokens(last) {
            if let Some(of) = code.crates.get(token) {
                names = Some(of);
                continue;
            }
            let Some(name) = cited(token) else { continue };
            if !names.is_some_and(|names| names.know(&name)) {
                found.push((line, format!("`{token}` is not where it is said to be")));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> Code {
        let mut code = Code::default();
        code.add(&Source::new("crates/worker/tests/it/place.rs", "async fn another_place_voids_the_check() {}"));
        code.add(&Source::new("crates/store/src/sql.rs", "fn read() {}"));
        code
    }

    #[test]
    fn a_test_that_is_gone_is_found() {
        let judged = |text: &str| judge(text, &code(), |path| path == "crates/store/src/sql.rs").len();
        assert_eq!(judged("`another_place_voids_the_check`, `another_place_…`, `place::another_place_voids_*`"), 0);
        assert_eq!(judged("`another_place_voids_the_send`"), 1);
        assert_eq!(judged("`crates/store/src/sql.rs`, `crates/store/src/<noun>.rs`, `store`"), 0);
        assert_eq!(judged("`crates/store/src/rows.rs`"), 1);
    }

    #[test]
    fn a_promise_names_the_crate_of_its_test() {
        let judged =
            |row: &str| judge_promises(&format!("# A\n## Promises\n\n| a | `x` | {row} |\n## B\n"), &code()).len();
        assert_eq!(judged("`worker` tests `place`: `another_place_voids_the_check`; `place::*`"), 0);
        assert_eq!(judged("`store` tests `place`"), 1);
        assert_eq!(judged("`store` `another_place_voids_the_check`"), 1);
    }
}
