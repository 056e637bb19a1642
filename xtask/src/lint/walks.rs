//! The pages that say what a noun and a field cost were walked, and what they were walked with still costs the same.

use std::collections::BTreeSet;

use anyhow::{Context, Result};

use super::{Finding, Source, Tree};

const RULE: &str = "walks";

/// A page with what may be counted on it.
struct Walk {
    page: &'static str,
    /// How many files of its table there may be.
    most: usize,
    /// Whether a file costs something: by its path, and by its code with the word.
    counts: fn(&Source, &str) -> bool,
}

const WALKS: &[Walk] = &[
    Walk { page: "docs/how-to/add-a-field.md", most: 5, counts: names_field },
    Walk { page: "docs/how-to/add-a-noun.md", most: 3, counts: names_noun },
];

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let mut found = vec![];
    for walk in WALKS {
        let text = std::fs::read_to_string(tree.root.join(walk.page)).context(walk.page)?;
        found.extend(judge(walk, &text, &tree.rust));
    }
    Ok(found)
}

fn judge(walk: &Walk, text: &str, sources: &[Source]) -> Vec<Finding> {
    let error = |message: String| Finding::error(RULE, walk.page, 0, message);
    let Some(word) = text.split_once("Walked with `").and_then(|(_, rest)| rest.split('`').next()) else {
        return vec![error("it does not say what it was walked with".to_owned())];
    };
    let rows = text.lines().filter(|line| line.starts_with('|'));
    let told: BTreeSet<&str> =
        rows.filter_map(|row| row.split('`').nth(1)).filter(|file| file.starts_with("crates/")).collect();
    let really: BTreeSet<String> = sources
        .iter()
        .filter(|source| !source.is_test_file() && (walk.counts)(source, word))
        .map(|source| source.path.to_string_lossy().replace('\\', "/"))
        .collect();
    let mut found = vec![];
    found.extend(
        really
            .iter()
            .filter(|file| !told.contains(file.as_str()))
            .map(|file| error(format!("`{word}` stands in {file} too"))),
    );
    found.extend(
        told.iter()
            .filter(|file| !really.contains(**file))
            .map(|file| error(format!("`{word}` does not stand in {file}"))),
    );
    if told.len() > walk.most {
        found.push(error(format!("{} files, at most {}", told.len(), walk.most)));
    }
    found
}

/// A field costs each file that names it. Samples are data.
fn names_field(source: &Source, word: &str) -> bool {
    let sample = source.path.components().any(|part| part.as_os_str().to_string_lossy().starts_with("sample"));
    !sample && program(source).any(|line| has_word(line, word))
}

/// A noun costs what stands between the rooms: the files directly in the crates that have rooms, and what all share there.
fn names_noun(source: &Source, word: &str) -> bool {
    let shared = ["crates/app/src", "crates/domain/src", "crates/store/src", "crates/store/src/sql"];
    let here = source.path.parent().is_some_and(|folder| shared.iter().any(|one| folder == std::path::Path::new(one)));
    let room = source.path.file_stem().is_some_and(|stem| stem == word);
    here && !room
        && program(source).any(|line| {
            line.match_indices(word).any(|(at, _)| {
                is_word(line, at, word) && !line[..at].ends_with("tokio::") && line[at + word.len()..].starts_with("::")
            })
        })
}

fn program(source: &Source) -> impl Iterator<Item = &str> {
    (1..).zip(source.code.lines()).filter(|(line, _)| !source.is_test_line(*line)).map(|(_, line)| line)
}

fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| is_word(line, at, word))
}

fn is_word(line: &str, at: usize, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    !line[..at].ends_with(part) && !line[at + word.len()..].starts_with(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(walk: &Walk, text: &str, files: &[(&str, &str)]) -> Vec<String> {
        let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(*path, *text)).collect();
        judge(walk, text, &sources).into_iter().map(|one| one.message).collect()
    }

    #[test]
    fn a_field_stands_where_its_page_says() {
        let page = "Walked with `mail`.\n\n| 1 | `crates/domain/src/account.rs` |\n";
        let entity = ("crates/domain/src/account.rs", "pub mail: String,");
        assert!(messages(&WALKS[0], page, &[entity, ("crates/ui/src/a/samples.rs", "mail")]).is_empty());
        let more = ("crates/web/src/account.rs", "// mail\nlet mailbox = one.mail;");
        assert_eq!(messages(&WALKS[0], page, &[entity, more]), ["`mail` stands in crates/web/src/account.rs too"]);
        assert_eq!(messages(&WALKS[0], page, &[]), ["`mail` does not stand in crates/domain/src/account.rs"]);
        let long =
            format!("{page}{}", "| `crates/a` |\n| `crates/b` |\n| `crates/c` |\n| `crates/d` |\n| `crates/e` |\n");
        assert!(messages(&WALKS[0], &long, &[entity]).contains(&"6 files, at most 5".to_owned()));
    }

    #[test]
    fn a_noun_stands_between_the_rooms_where_its_page_says() {
        let page = "Walked with `task`.\n\n| `crates/app/src/registry.rs` | x |\n";
        let list = ("crates/app/src/registry.rs", "task::NOUN");
        let room = ("crates/app/src/task.rs", "crate::task::Today");
        let user = ("crates/app/src/post/list.rs", "task::waiting()");
        let other = ("crates/app/src/health.rs", "tokio::task::spawn(it)");
        assert!(messages(&WALKS[1], page, &[list, room, user, other]).is_empty());
        let more = ("crates/app/src/core.rs", "task::stale()");
        assert_eq!(messages(&WALKS[1], page, &[list, more]), ["`task` stands in crates/app/src/core.rs too"]);
    }
}
