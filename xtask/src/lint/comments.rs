//! A comment says what the name does not: "Its id." above `id` costs a line and tells nobody anything.

use std::collections::BTreeSet;

use anyhow::Result;

use super::{Finding, Source, Tree};

/// Words that say nothing by themselves.
const SMALL: &[&str] =
    &["the", "a", "an", "of", "its", "it", "is", "this", "that", "which", "to", "for", "in", "one", "as", "by", "on"];

/// Where a comment becomes text for people, the description of the interface or the help of the command line, an entry
/// without words would stand between entries with some.
const SHOWN: &[&str] = &["ToSchema", "clap::"];

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    Ok(tree.rust.iter().filter(|source| !source.is_test_file()).flat_map(judge).collect())
}

fn judge(source: &Source) -> Vec<Finding> {
    if SHOWN.iter().any(|shown| source.code.contains(shown)) {
        return vec![];
    }
    let lines: Vec<&str> = source.text.lines().collect();
    let place = words(&source.path.to_string_lossy());
    let comment = |at: usize| lines.get(at).and_then(|line| line.trim_start().strip_prefix("/// "));
    let mut found = vec![];
    for (at, _) in lines.iter().enumerate() {
        let Some(told) = comment(at) else { continue };
        let alone = (at == 0 || comment(at - 1).is_none()) && comment(at + 1).is_none();
        if !alone || source.is_test_line(at + 1) {
            continue;
        }
        let item = lines[at + 1..].iter().find(|line| !line.trim_start().starts_with("#["));
        if item.is_some_and(|item| repeats(told, item, &place)) {
            let message = format!("\"{told}\" says what the name says: give the reason, or nothing");
            found.push(Finding::error("comments", &source.path, at + 1, message));
        }
    }
    found
}

/// Whether every word of a comment stands in what it is about, or in the name of its file.
fn repeats(told: &str, item: &str, place: &BTreeSet<String>) -> bool {
    // A sentence with more than words (code, numbers, Japanese) says something.
    let plain = told.chars().all(|c| c.is_ascii_alphabetic() || [' ', '.', '\'', '-'].contains(&c));
    let named = words(item);
    let said: BTreeSet<String> =
        words(told).difference(&SMALL.iter().map(|one| stem(one)).collect()).cloned().collect();
    plain && !said.is_empty() && said.iter().all(|word| named.contains(word) || place.contains(word))
}

/// The words of a text, also of `snake_case` and `CamelCase`, without their endings.
fn words(text: &str) -> BTreeSet<String> {
    let mut parted = String::new();
    for c in text.chars() {
        if c.is_ascii_uppercase() || !c.is_ascii_alphabetic() {
            parted.push(' ');
        }
        parted.push(if c.is_ascii_alphabetic() { c.to_ascii_lowercase() } else { ' ' });
    }
    parted.split_whitespace().map(stem).collect()
}

fn stem(word: &str) -> String {
    let ending =
        ["ing", "ed", "es", "s", "d", "e"].into_iter().find(|end| word.len() >= end.len() + 2 && word.ends_with(end));
    word.strip_suffix(ending.unwrap_or_default()).unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> usize {
        judge(&Source::new("crates/app/src/post/view.rs", text)).len()
    }

    #[test]
    fn what_only_repeats_the_name_is_found() {
        assert_eq!(found("pub struct Post {\n    /// Its id.\n    pub id: PostId,\n}\n"), 1);
        assert_eq!(found("/// The view of a post.\n#[derive(Debug)]\npub struct PostView;\n"), 1);
    }

    #[test]
    fn what_says_more_stays() {
        assert_eq!(found("/// For which day it is planned, in the zone of the body.\npub planned: Day,\n"), 0);
        assert_eq!(found("/// The post.\n/// It may be gone.\npub post: PostId,\n"), 0);
        assert_eq!(found("/// 投稿\npub post: PostId,\n"), 0);
        assert_eq!(found("/// Of it.\npub post: PostId,\n"), 0);
        assert_eq!(found("#[derive(ToSchema)]\nstruct Post {\n    /// Its id.\n    id: Id,\n}\n"), 0);
    }
}
