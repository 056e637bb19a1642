//! A test runs always and waits for events, never for the wall clock.

use anyhow::{Context, Result};

use super::{Finding, Source, Tree, files};

const RULE: &str = "tests";

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let mut found: Vec<_> = tree.rust.iter().flat_map(judge_rust).collect();
    for path in files(&tree.root.join("e2e"), "mjs")? {
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        // The scanner reads enough of JavaScript for its comments and texts; excuses are the same.
        found.extend(judge_script(&Source::new(path.strip_prefix(&tree.root)?, text)));
    }
    Ok(found)
}

fn judge_rust(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, line) in source.code.lines().enumerate() {
        let number = index + 1;
        let message = if line.contains("#[ignore") {
            "an ignored test is no test: delete it, or move a long run to `cargo xtask full`"
        } else if source.is_test_line(number) && line.contains("sleep(") && !line.contains("fn sleep(") {
            "a test that sleeps depends on the machine: wait for the event, or move the clock"
        } else {
            continue;
        };
        if !source.excused(RULE, number) {
            found.push(Finding::error(RULE, &source.path, number, message));
        }
    }
    found
}

fn judge_script(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, line) in source.text.lines().enumerate() {
        let number = index + 1;
        let code = line.split("//").next().unwrap_or_default();
        let sleeps = code.contains("waitForTimeout(") || code.contains("setTimeout(");
        let skips = ["test.skip(", "it.skip(", "test.todo(", "test.only("].iter().any(|word| code.contains(word));
        let message = match (sleeps, skips) {
            (true, _) => "a test that sleeps depends on the machine: wait for the event",
            (_, true) => "a test that is skipped is no test",
            _ => continue,
        };
        if !source.excused(RULE, number) {
            found.push(Finding::error(RULE, &source.path, number, message));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignored_and_sleeping_tests_are_found() {
        let text = "#[test]\n#[ignore = \"slow\"]\nfn a() { std::thread::sleep(x); }\n";
        let lines: Vec<_> = judge_rust(&Source::new("crates/x/tests/a.rs", text)).into_iter().map(|f| f.line).collect();
        assert_eq!(lines, [2, 3]);
    }

    #[test]
    fn sleeping_outside_tests_is_left_to_clippy_and_reasons_count() {
        assert!(judge_rust(&Source::new("crates/x/src/a.rs", "fn a() { sleep(x); }")).is_empty());
        let excused = "// lint: tests: a real process has to be late\nsleep(x);\n";
        assert!(judge_rust(&Source::new("crates/x/tests/a.rs", excused)).is_empty());
    }

    #[test]
    fn browser_tests_alike() {
        let text = "await page.waitForTimeout(5);\n// setTimeout(\ntest.skip('x', () => {});\n";
        let lines: Vec<_> = judge_script(&Source::new("e2e/a.mjs", text)).into_iter().map(|f| f.line).collect();
        assert_eq!(lines, [1, 3]);
    }
}
