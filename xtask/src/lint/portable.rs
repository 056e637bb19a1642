//! Most town halls run Windows, and no Windows target is compiled here: Unix-only code is kept in marked modules.

use anyhow::Result;

use super::{Finding, Source, Tree};

const UNIX: &[&str] = &[
    "std::os::unix",
    "std::os::linux",
    "std::os::fd",
    "libc::",
    "nix::",
    "rustix::",
    "tokio::net::Unix",
    "signal::unix",
];
const MARK: &str = "//! Unix only: ";

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    Ok(tree.rust.iter().filter(|source| !source.is_below("xtask")).flat_map(judge).collect())
}

fn judge(source: &Source) -> Vec<Finding> {
    if source.text.starts_with(MARK) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (index, line) in source.code.lines().enumerate() {
        let number = index + 1;
        if let Some(word) = UNIX.iter().find(|word| names(line, word))
            && !source.excused("portable", number)
        {
            let message = format!("{word} exists only on Unix: move it into a module that starts with `{MARK}…`");
            found.push(Finding::error("portable", &source.path, number, message));
        }
    }
    found
}

/// Whether the word stands on its own, so that `unix::` does not match `nix::`.
fn names(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unmarked_unix_code_is_found() {
        let source = Source::new("crates/x/src/a.rs", "//! A.\nuse std::os::unix::fs::PermissionsExt;\n");
        assert_eq!(judge(&source)[0].line, 2);
        assert_eq!(judge(&Source::new("a.rs", "use tokio::signal::unix::signal;")).len(), 1);
    }

    #[test]
    fn marked_modules_and_words_in_text_pass() {
        let marked = "//! Unix only: file modes.\nuse std::os::unix::fs::PermissionsExt;\n";
        assert!(judge(&Source::new("a.rs", marked)).is_empty());
        assert!(judge(&Source::new("a.rs", "// std::os::unix\nmod unix; use unix::x; let a = \"libc::\";")).is_empty());
    }
}
