//! Files that the program writes about itself. They are committed, so that a change shows in review.

use anyhow::{Context, Result, bail};

use crate::shell;

/// Whether to write the files or to compare them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Write,
    Check,
}

/// File and the words after `tatefuda` that print it.
const FILES: &[(&str, &[&str])] = &[
    ("docs/api/openapi.json", &["print", "openapi"]),
    ("docs/api/routes.json", &["print", "routes"]),
    ("docs/api/regulation.schema.json", &["regulation", "schema"]),
    ("docs/api/pack.schema.json", &["regulation", "schema", "pack"]),
    ("docs/packs/reference.md", &["regulation", "reference", "--language", "en"]),
    ("docs/packs/ja/reference.md", &["regulation", "reference", "--language", "ja"]),
];

/// Writes or compares every file; `false` if one differs.
pub fn run(mode: Mode) -> Result<bool> {
    let built = shell::command("cargo", &["build", "--workspace", "--lib", "--bins", "--tests", "--quiet"]).status()?;
    if !built.success() {
        bail!("the program does not build");
    }
    let program = shell::binary("debug", "tatefuda")?;
    let program = program.to_str().context("path of the program")?;
    let mut same = true;
    for (file, words) in files()? {
        let path = shell::root().join(&file);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let fresh = normal(&shell::read(program, &words)?);
        let stored = std::fs::read_to_string(&path).map(|text| normal(&text)).unwrap_or_default();
        if fresh == stored {
            continue;
        }
        match mode {
            Mode::Write => {
                std::fs::create_dir_all(path.parent().context("a file has a folder")?)?;
                std::fs::write(&path, fresh).with_context(|| file.clone())?;
                println!("wrote {file}");
            }
            Mode::Check => {
                let line = fresh.lines().zip(stored.lines()).take_while(|(fresh, stored)| fresh == stored).count() + 1;
                println!("{file}:{line}: differs from what the program says; run `cargo xtask generate`");
                same = false;
            }
        }
    }
    Ok(same)
}

/// Every file: those above, and for each pack what of its text is kept how, in both languages.
fn files() -> Result<Vec<(String, Vec<String>)>> {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let mut all: Vec<(String, Vec<String>)> =
        FILES.iter().map(|(file, words)| ((*file).to_owned(), owned(words))).collect();
    let mut packs = vec![];
    for entry in std::fs::read_dir(shell::root().join("packs")).context("packs")? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // The promises of the product are no text of a body; a file beside the packs is none either.
        packs.extend((name != "house" && entry.path().is_dir()).then_some(name));
    }
    packs.sort();
    for pack in &packs {
        for language in ["en", "ja"] {
            let words = owned(&["regulation", "coverage", pack, "--page", language]);
            all.push((format!("docs/clauses/{language}/{pack}.md"), words));
        }
    }
    Ok(all)
}

/// Line ends as git may have made them do not matter; exactly one at the end.
fn normal(text: &str) -> String {
    format!("{}\n", text.replace("\r\n", "\n").trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_do_not_matter() {
        assert_eq!(normal("a\r\nb\r\n\r\n"), normal("a\nb"));
        assert_ne!(normal("a"), normal("b"));
    }
}
