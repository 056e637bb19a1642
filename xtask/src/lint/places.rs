//! Rules live in packs, mechanisms in code: nothing that belongs to one body stands in the program.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};

use super::{Finding, Source, Tree, files};

const RULE: &str = "places";

/// Folders of packs; `house` holds the product's own promises and may be named.
const PACKS: &[&str] = &["packs", "examples"];
const OWN: &str = "house";

/// What belongs to single bodies, read from their packs.
#[derive(Debug, Default, PartialEq, Eq)]
struct Words {
    /// Names of bodies and ids of packs: forbidden wherever they occur.
    names: BTreeSet<String>,
    /// Beginnings of clause ids, as `NNH`: forbidden before `-` and a digit.
    clauses: BTreeSet<String>,
    /// Ids and labels of roles: forbidden as a whole text.
    roles: BTreeSet<String>,
}

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let (mut words, mut own) = (Words::default(), Words::default());
    for folder in PACKS {
        for path in files(&tree.root.join(folder), "toml")? {
            let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let below = path.strip_prefix(tree.root.join(folder))?;
            let pack = below.components().next().and_then(|part| part.as_os_str().to_str()).unwrap_or_default();
            if pack == OWN { own.read(pack, &text) } else { words.read(pack, &text) }
        }
    }
    words.clauses.retain(|word| !own.clauses.contains(word));
    words.roles.retain(|word| !own.roles.contains(word));

    let mut found = Vec::new();
    for source in tree.rust.iter().filter(|source| source.is_below("crates") && !is_sample(&source.path)) {
        found.extend(judge(source, &words));
    }
    for (folder, ending) in [("crates/ui/src", "html"), ("crates/i18n/locales", "ftl"), ("crates/web/assets", "js")] {
        for path in files(&tree.root.join(folder), ending)? {
            let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            for (index, line) in text.lines().enumerate() {
                if let Some(word) = words.named_in(line) {
                    found.push(finding(path.strip_prefix(&tree.root)?, index + 1, &word));
                }
            }
        }
    }
    Ok(found)
}

/// Demo data and samples of views show one body as an example.
fn is_sample(path: &Path) -> bool {
    path.components()
        .filter_map(|part| part.as_os_str().to_str())
        .any(|part| part.starts_with("demo") || part.starts_with("sample"))
}

fn finding(path: &Path, line: usize, word: &str) -> Finding {
    Finding::error(RULE, path, line, format!("{word:?} belongs to one body: it comes from the pack, never from code"))
}

impl Words {
    /// Takes what the TOML of a pack declares. Line by line is enough: heads and ids stand on lines of their own.
    fn read(&mut self, pack: &str, text: &str) {
        self.names.insert(pack.to_owned());
        let mut section = "";
        for line in text.lines().map(str::trim) {
            if line.starts_with('[') {
                section = line.trim_matches(['[', ']']).split('#').next().unwrap_or_default().trim_matches([' ', ']']);
                if let Some(id) = section.strip_prefix("role.") {
                    self.roles.insert(id.to_owned());
                }
                continue;
            }
            let Some((key, value)) = line.split_once('=') else { continue };
            let values: Vec<&str> = value.split('"').skip(1).step_by(2).collect();
            match (section, key.trim()) {
                (_, "body" | "body.ja" | "body.en") => values.iter().for_each(|value| self.name(value)),
                (section, "ja" | "en") if section.ends_with("body") => values.iter().for_each(|value| self.name(value)),
                ("clause", "id") => values.iter().for_each(|value| self.clause(value)),
                ("role", "id" | "label" | "label.ja" | "label.en") => {
                    self.roles.extend(values.iter().map(|value| (*value).to_owned()));
                }
                _ => {}
            }
        }
    }

    /// A name as written, and without what all bodies share (市, Town …).
    fn name(&mut self, name: &str) {
        self.names.insert(name.to_owned());
        for ending in
            ["都", "道", "府", "県", "市", "区", "町", "村", " Prefecture", " City", " Ward", " Town", " Village"]
        {
            if let Some(stem) = name.strip_suffix(ending).filter(|stem| stem.chars().count() > 1) {
                self.names.insert(stem.to_owned());
            }
        }
    }

    fn clause(&mut self, id: &str) {
        if let Some((prefix, _)) = id.split_once('-')
            && prefix.len() > 1
            && prefix.chars().all(|c| c.is_ascii_uppercase())
        {
            self.clauses.insert(prefix.to_owned());
        }
    }

    fn named_in(&self, text: &str) -> Option<String> {
        let lower = text.to_lowercase();
        if let Some(name) = self.names.iter().find(|name| stands_in(&lower, &name.to_lowercase())) {
            return Some(name.clone());
        }
        let clause = self.clauses.iter().find(|prefix| {
            text.match_indices(prefix.as_str()).any(|(at, _)| {
                let rest = text[at + prefix.len()..].strip_prefix('-').unwrap_or_default();
                rest.starts_with(|c: char| c.is_ascii_digit())
                    && !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
            })
        });
        clause.map(|prefix| format!("{prefix}-"))
    }
}

/// Whether a word stands in a text; words in Latin letters only as words of their own.
fn stands_in(text: &str, word: &str) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric();
    text.match_indices(word).any(|(at, _)| {
        let apart = !text[..at].ends_with(latin) && !text[at + word.len()..].starts_with(latin);
        apart || !word.is_ascii()
    })
}

fn judge(source: &Source, words: &Words) -> Vec<Finding> {
    let mut found = Vec::new();
    for literal in &source.literals {
        let word = words.named_in(&literal.text).or_else(|| words.roles.get(&literal.text).cloned());
        if let Some(word) = word
            && !source.is_test_line(literal.line)
            && !source.excused(RULE, literal.line)
        {
            found.push(finding(&source.path, literal.line, &word));
        }
    }
    for (index, line) in source.code.lines().enumerate() {
        let parts = line.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        if let Some(word) = parts.filter_map(|part| words.named_in(part)).next()
            && !source.is_test_line(index + 1)
            && !source.excused(RULE, index + 1)
        {
            found.push(finding(&source.path, index + 1, &word));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACK: &str = "[pack]\nid = \"tanuki\"\nbody = { ja = \"狸山町\", en = \"Tanukiyama Town\" }\n\
         [[clause]]\nid = \"TNK-3(1)\"\ntext = \"x\"\n[[role]]\nid = \"warden\"\nlabel = { ja = \"番人\", en = \"Warden\" }\n";

    fn words() -> Words {
        let mut words = Words::default();
        words.read("tanuki", PACK);
        words
    }

    fn lines(code: &str) -> Vec<usize> {
        judge(&Source::new("crates/app/src/a.rs", code), &words()).into_iter().map(|found| found.line).collect()
    }

    #[test]
    fn words_come_from_the_pack() {
        let words = words();
        assert!(["tanuki", "狸山町", "狸山", "Tanukiyama"].iter().all(|name| words.names.contains(*name)));
        assert_eq!(words.clauses, BTreeSet::from(["TNK".to_owned()]));
        assert_eq!(words.roles, ["warden", "番人", "Warden"].map(String::from).into());
    }

    #[test]
    fn names_clauses_and_roles_in_code_are_found() {
        assert_eq!(lines("let a = \"狸山の広報\";"), [1]);
        assert_eq!(lines("let a = \"see TNK-3(1)\";"), [1]);
        assert_eq!(lines("if role == \"warden\" {}"), [1]);
        assert_eq!(lines("\nfn tanuki() {}"), [2]);
        assert_eq!(lines("fn is_tanuki_town() {}"), [1]);
    }

    #[test]
    fn other_words_comments_and_tests_pass() {
        assert_eq!(
            lines("// as TNK-3(1) says\nlet a = \"the wardens\"; let b = \"XTNK-3\"; let c = \"TNK-x\";"),
            [0; 0]
        );
        assert_eq!(lines("let a = \"tanukis\"; fn tanukis() {}"), [0; 0]);
        assert_eq!(lines("#[cfg(test)]\nmod tests { const A: &str = \"狸山町\"; }"), [0; 0]);
        assert_eq!(lines("// lint: places: the format of the id, not the body\nlet a = \"TNK-3\";"), [0; 0]);
    }

    #[test]
    fn samples_may_show_an_example() {
        assert!(
            is_sample(Path::new("crates/cli/src/demo/seed.rs"))
                && is_sample(Path::new("crates/ui/src/post/samples/show.rs"))
        );
        assert!(!is_sample(Path::new("crates/app/src/post.rs")));
    }
}
