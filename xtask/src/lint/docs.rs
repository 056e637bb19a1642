//! What is written beside the code stays true and complete.

use anyhow::{Context, Result};

use super::{Finding, Tree};

const RULE: &str = "docs";

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let read = |path: &str| std::fs::read_to_string(tree.root.join(path)).with_context(|| path.to_owned());
    let mut found = Vec::new();
    let mut crates: Vec<String> = std::fs::read_dir(tree.root.join("crates"))?
        .filter_map(|entry| Some(format!("crates/{}", entry.ok()?.file_name().to_str()?)))
        .collect();
    crates.push("xtask".into());
    crates.sort();
    for name in crates {
        let path = format!("{name}/README.md");
        let text = std::fs::read_to_string(tree.root.join(&path)).unwrap_or_default();
        if let Some(message) = judge_readme(&text) {
            found.push(Finding::error(RULE, path, 0, message));
        }
    }
    for message in judge_pair(&read("README.md")?, &read("README.ja.md")?) {
        found.push(Finding::error(RULE, "README.ja.md", 0, message));
    }
    for (line, message) in judge_manifest(&read("Cargo.toml")?) {
        found.push(Finding::error(RULE, "Cargo.toml", line, message));
    }
    for message in judge_decisions(&read("docs/decisions/README.md")?, &tree.root.join("docs/decisions"))? {
        found.push(Finding::error(RULE, "docs/decisions/README.md", 0, message));
    }
    Ok(found)
}

/// A README says more than the crate's name.
fn judge_readme(text: &str) -> Option<&'static str> {
    let said = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).count();
    (said < 3).then_some("says nothing yet: purpose, invariants, how to add one")
}

/// Headings (by level), commands and pictures of both languages.
fn judge_pair(english: &str, japanese: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (what, english, japanese) in [
        ("headings", headings(english), headings(japanese)),
        ("commands", commands(english), commands(japanese)),
        ("pictures and links", links(english), links(japanese)),
    ] {
        if english != japanese {
            found.push(format!("{what} differ from README.md: {english:?} and {japanese:?}"));
        }
    }
    found
}

fn headings(text: &str) -> Vec<String> {
    outside_code(text)
        .filter(|line| line.starts_with('#'))
        .map(|line| line.chars().take_while(|c| *c == '#').collect())
        .collect()
}

fn outside_code(text: &str) -> impl Iterator<Item = &str> {
    let mut code = false;
    text.lines().filter(move |line| {
        let fence = line.starts_with("```");
        code ^= fence;
        !code && !fence
    })
}

fn commands(text: &str) -> Vec<String> {
    let mut code = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            code = !code;
        } else if code {
            // Remarks behind a command are in the language of the page.
            found.push(line.split(" # ").next().unwrap_or_default().trim_end().to_owned());
        }
    }
    found
}

/// Targets of links, except those to the other language.
fn links(text: &str) -> Vec<String> {
    let targets = text.match_indices("](").filter_map(|(at, start)| text[at + start.len()..].split(')').next());
    let mut targets: Vec<String> =
        targets.filter(|target| !target.starts_with("README")).map(|target| target.replace("-ja.", "-en.")).collect();
    targets.sort();
    targets
}

/// Every third-party dependency says what it is for.
fn judge_manifest(text: &str) -> Vec<(usize, String)> {
    let mut section = "";
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.starts_with('[') {
            section = line;
        } else if section == "[workspace.dependencies]" && line.contains('=') {
            let name = line.split_whitespace().next().unwrap_or_default();
            let says = line.split_once(" # ").is_some_and(|(_, reason)| !reason.trim().is_empty());
            if !says && !line.contains("path = ") {
                found.push((index + 1, format!("{name} does not say what it is for")));
            }
        }
    }
    found
}

/// Every decision record stands in the list.
fn judge_decisions(list: &str, folder: &std::path::Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for path in super::files(folder, "md")? {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name != "README.md" && !list.contains(&format!("({name})")) {
            found.push(format!("{name} is not listed"));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_readmes_are_found() {
        assert!(judge_readme("# a\n").is_some());
        assert!(judge_readme("# a\n\nOne.\nTwo.\n\n## B\nThree.\n").is_none());
    }

    #[test]
    fn languages_keep_step() {
        let english =
            "# A\n\n```sh\n./test # tests\n```\n\n## B\n![x](docs/pictures/home-en.png)\n[日本語](README.ja.md)\n";
        let japanese =
            "# あ\n\n```sh\n./test # 試験\n```\n\n## い\n![x](docs/pictures/home-ja.png)\n[English](README.md)\n";
        assert!(judge_pair(english, japanese).is_empty());
        assert_eq!(judge_pair(english, &japanese.replace("## い", "### い")).len(), 1);
        assert_eq!(judge_pair(english, &japanese.replace("./test", "./tests")).len(), 1);
        assert_eq!(judge_pair(english, &japanese.replace("home", "posts")).len(), 1);
    }

    #[test]
    fn dependencies_give_their_reason() {
        let manifest =
            "[workspace.dependencies]\na = \"1\" # texts\nb = \"1\"\nc = { path = \"x\" }\n[profile.dev]\nd = 1\n";
        assert_eq!(judge_manifest(manifest), [(3, "b does not say what it is for".to_owned())]);
    }
}
