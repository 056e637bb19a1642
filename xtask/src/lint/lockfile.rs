//! The npm lockfile works behind any registry: it names no host.

use anyhow::{Context, Result};

use super::{Finding, Tree};

const PATH: &str = "e2e/package-lock.json";

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let text = std::fs::read_to_string(tree.root.join(PATH)).context(PATH)?;
    Ok(judge(&text))
}

fn judge(text: &str) -> Vec<Finding> {
    let hosts = text.lines().enumerate().filter(|(_, line)| line.contains("\"resolved\""));
    hosts
        .map(|(index, _)| {
            let message = "names a registry: write it with `npm install --omit-lockfile-registry-resolved`";
            Finding::error("lockfile", PATH, index + 1, message)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hosts_are_found() {
        assert!(judge("{\n\"version\": \"1\",\n\"integrity\": \"sha512-x\"\n}").is_empty());
        assert_eq!(judge("{\n\"resolved\": \"https://registry.example/a.tgz\"\n}")[0].line, 2);
    }
}
