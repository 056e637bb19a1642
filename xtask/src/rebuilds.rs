//! What an edit costs whoever waits for the next build: which crates are compiled anew, and for how long.

use std::{fs::File, path::PathBuf, process::Stdio, time::SystemTime};

use anyhow::{Context, Result, bail};

use crate::shell;

/// One file for each place where people edit.
const EDITS: [(&str, &str); 7] = [
    ("an entity", "crates/domain/src/account.rs"),
    ("rows", "crates/store/src/account.rs"),
    ("an act", "crates/app/src/account/register.rs"),
    ("a page", "crates/web/src/account/page.rs"),
    ("a template", "crates/ui/src/home/show.html"),
    ("a text", "crates/i18n/locales/ja/account.ftl"),
    ("a message of the packs' tools", "crates/regulation-tools/src/lint/texts.rs"),
];

/// What is built after an edit. What only tests or these tools need is left out.
const WAYS: [&[&str]; 2] =
    [&["check", "--package", "tatefuda-cli", "--bins"], &["build", "--package", "tatefuda-cli", "--bins"]];

/// Prints a table for `docs/architecture.md`. Files keep their content; only their time is new.
pub fn run() -> Result<bool> {
    for way in WAYS {
        anew(way)?;
    }
    println!("| edit | file | crates compiled anew | `check` | `build` |\n|---|---|---|---|---|");
    for (what, file) in EDITS {
        // Once for both ways: a second time would leave an edit for the next one's first way.
        touch(file)?;
        let mut said = vec![];
        for way in WAYS {
            said.push(anew(way)?);
        }
        let [checked, built] = said.as_slice() else { bail!("two ways") };
        if checked.crates.iter().any(|one| !built.crates.contains(one)) {
            bail!("{file}: {:?} checked, {:?} built", checked.crates, built.crates);
        }
        println!("| {what} | `{file}` | {} | {} | {} |", built.crates.join(", "), checked.took, built.took);
    }
    Ok(true)
}

#[expect(clippy::disallowed_methods, reason = "a file is new to cargo by its time")]
fn touch(file: &str) -> Result<()> {
    let path: PathBuf = shell::root().join(file);
    let file = File::options().append(true).open(&path).with_context(|| path.display().to_string())?;
    Ok(file.set_modified(SystemTime::now())?)
}

/// What a build said.
struct Built {
    /// Own crates that were compiled, without the prefix that all have.
    crates: Vec<String>,
    /// In cargo's words: without what it waited for.
    took: String,
}

fn anew(way: &[&str]) -> Result<Built> {
    let done = shell::command("cargo", way).env("CARGO_TERM_COLOR", "never").stdout(Stdio::null()).output()?;
    let said = String::from_utf8_lossy(&done.stderr);
    if !done.status.success() {
        bail!("cargo {}: {said}", way.join(" "));
    }
    Ok(read(&said))
}

fn read(said: &str) -> Built {
    let mut built = Built { crates: vec![], took: String::new() };
    for line in said.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("Compiling ").or_else(|| line.strip_prefix("Checking "))
            && let Some(name) = rest.split(' ').next().and_then(|name| name.strip_prefix("tatefuda-"))
        {
            built.crates.push(name.to_owned());
        }
        if line.starts_with("Finished ")
            && let Some((_, took)) = line.rsplit_once(" in ")
        {
            built.took = took.to_owned();
        }
    }
    built
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_and_time_are_read_from_what_cargo_says() {
        let built = read(
            "   Compiling tatefuda-store v0.1.0 (/x/crates/store)\n    Checking tatefuda-app v0.1.0 (/x/crates/app)\n   \
             Compiling serde v1.0.0\n    Finished `dev` profile [unoptimized + debuginfo] target(s) in 1m 02s\n",
        );
        assert_eq!(
            (built.crates.as_slice(), built.took.as_str()),
            (&["store".to_owned(), "app".to_owned()][..], "1m 02s")
        );
    }

    /// What is edited is there.
    #[test]
    fn every_file_of_the_table_is_there() {
        for (_, file) in EDITS {
            assert!(shell::root().join(file).is_file(), "{file}");
        }
    }
}
