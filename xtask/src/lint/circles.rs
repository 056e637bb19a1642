//! Inside a crate, too, dependencies point one way: the machinery stands below the nouns and knows none of them. Drawn from
//! the paths in the code, by the first module of each.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use super::{Finding, Source, Tree};

/// One crate with its layers. What is not named is a noun, or stands above all (`over`) and may know everything.
struct House {
    root: &'static str,
    machinery: &'static [&'static str],
    over: &'static [&'static str],
}

const HOUSES: &[House] = &[
    House {
        root: "crates/app/src",
        machinery: &[
            "actor",
            "answer",
            "command",
            "config",
            "core",
            "facts",
            "failure",
            "governing",
            "health",
            "in_hand",
            "noun",
            "query",
            "reads",
        ],
        over: &["lib", "registry"],
    },
    House {
        root: "crates/regulation/src",
        machinery: &[
            "answer", "coverage", "expr", "facts", "media", "original", "pack", "say", "schema", "settings", "terms",
        ],
        over: &["lib"],
    },
    House {
        root: "crates/web/src",
        machinery: &[
            "assets",
            "base",
            "config",
            "cookie",
            "error",
            "form",
            "html",
            "lang",
            "multipart",
            "network",
            "page",
            "shell",
            "signed_in",
            "state",
            "text",
            "view",
            "visit",
        ],
        // What surrounds every request words errors with the pages of nouns; nothing below knows it.
        over: &["lib", "middleware", "router", "server"],
    },
];

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let own = |house: &House| -> Vec<&Source> {
        tree.rust.iter().filter(|source| source.is_below(house.root) && !source.is_test_file()).collect()
    };
    Ok(HOUSES.iter().flat_map(|house| judge(house, &own(house))).collect())
}

/// An edge with the place where it is first drawn.
type Edges<'s> = BTreeMap<(String, String), (&'s Source, usize)>;

fn judge(house: &House, sources: &[&Source]) -> Vec<Finding> {
    let modules: BTreeSet<String> = sources.iter().map(|source| module(house, source)).collect();
    let names = names(house, sources);
    let mut edges: Edges<'_> = BTreeMap::new();
    for source in sources {
        let from = module(house, source);
        for (line, word) in named(house, source) {
            let to = names.get(&word).cloned().unwrap_or(word);
            if to != from && modules.contains(&to) {
                edges.entry((from.clone(), to)).or_insert((source, line));
            }
        }
    }
    let machinery = |name: &str| house.machinery.contains(&name);
    let over = |name: &str| house.over.contains(&name);
    let mut findings = vec![];
    for ((from, to), (source, line)) in &edges {
        if machinery(from) && !machinery(to) && !over(to) && reaches(&edges, to, from, over) {
            let message = format!("the machinery `{from}` knows the noun `{to}`, which stands on it: a circle");
            findings.push(Finding::error("circles", &source.path, *line, message));
        }
        if !over(from) && over(to) && to != "lib" {
            let message = format!("`{from}` knows `{to}`, which stands above everything: a circle");
            findings.push(Finding::error("circles", &source.path, *line, message));
        }
    }
    findings
}

/// Whether one module knows another, through whatever stands between.
fn reaches(edges: &Edges<'_>, from: &str, to: &str, over: impl Fn(&str) -> bool) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(one) = open.pop() {
        if one == to {
            return true;
        }
        if seen.insert(one) && !over(one) {
            open.extend(edges.keys().filter(|(start, _)| start == one).map(|(_, end)| end.as_str()));
        }
    }
    false
}

/// The first module of a file: `post` for `post.rs` and for all that lies in `post/`.
fn module(house: &House, source: &Source) -> String {
    let path = source.path.strip_prefix(house.root).unwrap_or(&source.path);
    let first = path.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
    first.unwrap_or_default().trim_end_matches(".rs").to_owned()
}

/// What the crate's root names anew (`pub use actor::{Actor, Via};`), and where that comes from.
fn names(house: &House, sources: &[&Source]) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for source in sources.iter().filter(|source| module(house, source) == "lib") {
        for part in source.code.split("use ").skip(1) {
            let Some(path) = part.split(';').next() else { continue };
            let Some((first, rest)) = path.split_once("::") else { continue };
            let words = rest.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
            names.extend(words.map(|word| (word.to_owned(), first.trim().to_owned())));
        }
    }
    names
}

/// The words that a file names at the root of its crate, with their lines.
fn named(house: &House, source: &Source) -> Vec<(usize, String)> {
    let path = source.path.strip_prefix(house.root).unwrap_or(&source.path);
    let is_root = path.file_stem().is_some_and(|stem| stem == "lib" || stem == "mod");
    let depth = path.components().count() - usize::from(is_root);
    let up = "super::".repeat(depth);
    let mut found = vec![];
    for start in ["crate::", up.as_str()] {
        if start.is_empty() {
            continue;
        }
        for (at, _) in source.code.match_indices(start) {
            let before = source.code[..at].chars().next_back();
            // `$crate::` of a macro, another name that ends so, and a path that climbs further.
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$' || c == ':') {
                continue;
            }
            let line = source.code[..at].matches('\n').count() + 1;
            if source.is_test_line(line) || source.excused("circles", line) {
                continue;
            }
            let rest = &source.code[at + start.len()..];
            found.extend(firsts(rest).into_iter().map(|word| (line, word)));
        }
    }
    found
}

/// The first words of a path or of each path in a list: `a` and `c` of `{a::{b, x}, c as d}`.
fn firsts(rest: &str) -> Vec<String> {
    let word =
        |text: &str| -> String { text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let Some(list) = rest.strip_prefix('{') else { return vec![word(rest)] };
    let (mut depth, mut item, mut found) = (0_usize, String::new(), vec![]);
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => found.push(word(&std::mem::take(&mut item))),
            _ => {}
        }
        if !(c == ',' && depth == 0) {
            item.push(c);
        }
    }
    found.push(word(&item));
    found.retain(|one| !one.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUSE: House = House { root: "src", machinery: &["act"], over: &["lib", "list"] };

    fn messages(files: &[(&str, &str)]) -> Vec<String> {
        let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(*path, *text)).collect();
        judge(&HOUSE, &sources.iter().collect::<Vec<_>>()).into_iter().map(|one| one.message).collect()
    }

    #[test]
    fn nouns_stand_on_machinery() {
        let post = ("src/post/edit.rs", "use crate::{act::Act, media};");
        assert!(messages(&[("src/act.rs", "pub trait Act {}"), post, ("src/media.rs", "use crate::act;")]).is_empty());
    }

    #[test]
    fn a_circle_is_found_however_it_is_drawn() {
        let post = ("src/post.rs", "use crate::media::Medium;");
        let media = ("src/media.rs", "use super::act;");
        for act in [
            ("src/act.rs", "use crate::{post::{self, Post}, x};"),
            ("src/act/run.rs", "fn run() { crate::post::edit() }"),
            ("src/act/run.rs", "use super::super::post;"),
            ("src/act.rs", "use super::post;"),
        ] {
            assert_eq!(messages(&[act, post, media]).len(), 1, "{act:?}");
        }
    }

    #[test]
    fn names_of_the_root_lead_to_their_modules() {
        let root = ("src/lib.rs", "mod act; mod post; pub use act::{Act, run}; pub use post::Post;");
        let files = [root, ("src/act.rs", "use crate::Post;"), ("src/post.rs", "use crate::run;")];
        assert_eq!(messages(&files).len(), 1);
    }

    #[test]
    fn what_is_only_for_tests_and_words_in_comments_pass() {
        let post = ("src/post.rs", "use crate::act;");
        let act = ("src/act.rs", "// crate::post\n#[cfg(test)]\nmod tests { use crate::post; }");
        assert!(messages(&[act, post]).is_empty());
    }

    #[test]
    fn nobody_stands_on_the_list_of_nouns() {
        assert_eq!(
            messages(&[("src/list.rs", "use crate::post;"), ("src/post.rs", "use crate::list::Entry;")]).len(),
            1
        );
    }
}
