//! Files stay small enough to be read whole.

use anyhow::Result;

use super::{Finding, Source, Tree};

const SOFT: usize = 300;
const HARD: usize = 600;

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    Ok(tree.rust.iter().filter(|source| !source.is_test_file()).filter_map(judge).collect())
}

fn judge(source: &Source) -> Option<Finding> {
    let lines = (1..=source.text.lines().count()).filter(|line| !source.is_test_line(*line)).count();
    let message = format!("{lines} lines without tests (soft {SOFT}, hard {HARD}): split by noun");
    let finding = Finding::error("size", &source.path, 0, message);
    match lines {
        0..=SOFT => None,
        lines if lines <= HARD => Some(Finding { warning: true, ..finding }),
        _ => Some(finding),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: usize, tests: usize) -> Option<bool> {
        let body = "fn f() {}\n".repeat(lines);
        let tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", "    fn t() {}\n".repeat(tests));
        judge(&Source::new("crates/x/src/a.rs", body + &tests)).map(|finding| finding.warning)
    }

    #[test]
    fn tests_do_not_count() {
        assert_eq!(of(300, 2_000), None);
    }

    #[test]
    fn soft_warns_and_hard_fails() {
        assert_eq!(of(301, 0), Some(true));
        assert_eq!(of(600, 0), Some(true));
        assert_eq!(of(601, 0), Some(false));
    }
}
