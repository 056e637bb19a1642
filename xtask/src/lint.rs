//! The rules that the compiler cannot hold.

mod circles;
mod cites;
mod commands;
mod comments;
mod dead;
mod deps;
mod docs;
mod lockfile;
mod places;
mod portable;
mod reading;
mod routes;
mod size;
mod source;
mod sql;
mod tests_rule;
mod walks;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
pub use source::Source;

use crate::shell;

/// One thing that a rule found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub path: PathBuf,
    /// From 1; 0 for the whole file.
    pub line: usize,
    pub rule: &'static str,
    pub message: String,
    /// Printed, but does not fail.
    pub warning: bool,
}

impl Finding {
    pub fn error(rule: &'static str, path: impl Into<PathBuf>, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.into(), line, rule, message: message.into(), warning: false }
    }
}

/// What the rules look at.
pub struct Tree {
    pub root: PathBuf,
    pub rust: Vec<Source>,
}

impl Tree {
    fn read(root: &Path) -> Result<Self> {
        let mut rust = Vec::new();
        for folder in ["crates", "xtask"] {
            for path in files(&root.join(folder), "rs")? {
                let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
                rust.push(Source::new(path.strip_prefix(root)?, text));
            }
        }
        Ok(Self { root: root.to_owned(), rust })
    }
}

type Rule = fn(&Tree) -> Result<Vec<Finding>>;

const RULES: &[(&str, Rule)] = &[
    ("circles", circles::check),
    ("cites", cites::check),
    ("commands", commands::check),
    ("comments", comments::check),
    ("dead", dead::check),
    ("deps", deps::check),
    ("size", size::check),
    ("sql", sql::check),
    ("places", places::check),
    ("portable", portable::check),
    ("reading", reading::check),
    ("routes", routes::check),
    ("tests", tests_rule::check),
    ("docs", docs::check),
    ("lockfile", lockfile::check),
    ("walks", walks::check),
];

/// Runs every rule and prints what they found; `false` if a finding is more than a warning.
pub fn run() -> Result<bool> {
    let tree = Tree::read(&shell::root())?;
    let mut findings = Vec::new();
    for (name, rule) in RULES {
        // What a rule cannot read is a finding too, so that it does not hide the other rules.
        findings.extend(rule(&tree).unwrap_or_else(|error| vec![Finding::error(name, "", 0, format!("{error:#}"))]));
    }
    findings.sort();
    findings.dedup();
    for finding in &findings {
        let level = if finding.warning { "warning" } else { "error" };
        println!("{level}[{}] {}:{}: {}", finding.rule, finding.path.display(), finding.line, finding.message);
    }
    let errors = findings.iter().filter(|finding| !finding.warning).count();
    println!("lint: {} rules, {errors} errors, {} warnings", RULES.len(), findings.len() - errors);
    Ok(errors == 0)
}

/// Files with an ending below a folder, in order of their paths; nothing when the folder does not exist.
pub fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !["target", "node_modules", ".git"].contains(&name) {
                found.extend(files(&path, ending)?);
            }
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn every_rule_is_told() {
        let told = include_str!("../README.md");
        let untold: Vec<_> = RULES.iter().filter(|(name, _)| !told.contains(&format!("\n| `{name}` |"))).collect();
        assert!(
            untold.is_empty(),
            "xtask/README.md lacks {:?}",
            untold.iter().map(|(name, _)| name).collect::<Vec<_>>()
        );
    }
}
