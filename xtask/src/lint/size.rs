//! Files stay small enough to be read whole.

use anyhow::Result;

use super::{Finding, Source, Tree};

const SOFT: usize = 300;
const HARD: usize = 600;
/// How many files may be longer than what is soft: what is one thing stays one file, and no more than these are.
const LONG: usize = 50;
/// The interface: one row of an act makes its route, so that only what is really different has code here.
const INTERFACE: (&str, usize) = ("crates/web/src/api/v1", 1_500);

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let mut found: Vec<Finding> = tree.rust.iter().filter_map(judge).collect();
    let lines = |source: &&Source| source.text.lines().count();
    let long = tree.rust.iter().filter(|source| !source.is_test_file() && lines(source) > SOFT).count();
    found.extend(over("crates", long, LONG, "files longer than 300 lines"));
    let interface = tree.rust.iter().filter(|source| source.is_below(INTERFACE.0)).map(|source| lines(&source)).sum();
    found.extend(over(INTERFACE.0, interface, INTERFACE.1, "lines"));
    Ok(found)
}

fn over(path: &str, count: usize, most: usize, what: &str) -> Option<Finding> {
    (count > most).then(|| Finding::error("size", path, 0, format!("{count} {what}, at most {most}")))
}

/// Programs are read whole, so what is only for tests does not count there; files of tests have the hard limit alone.
fn judge(source: &Source) -> Option<Finding> {
    let tests = source.is_test_file();
    let counts = |line: &usize| tests || !source.is_test_line(*line);
    let lines = (1..=source.text.lines().count()).filter(counts).count();
    let (of, by) = if tests { ("of tests", "subject") } else { ("without tests", "noun") };
    let finding = Finding::error(
        "size",
        &source.path,
        0,
        format!("{lines} lines {of} (soft {SOFT}, hard {HARD}): split by {by}"),
    );
    match lines {
        0..=SOFT => None,
        lines if lines <= HARD => (!tests).then_some(Finding { warning: true, ..finding }),
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
    fn files_of_tests_have_the_hard_limit() {
        let of = |lines: usize| judge(&Source::new("crates/x/tests/it/a.rs", "fn f() {}\n".repeat(lines))).is_some();
        assert!(!of(600) && of(601));
    }

    #[test]
    fn counts_have_a_bound() {
        assert!(over("crates", 50, 50, "files").is_none() && over("crates", 51, 50, "files").is_some());
    }

    #[test]
    fn soft_warns_and_hard_fails() {
        assert_eq!(of(301, 0), Some(true));
        assert_eq!(of(600, 0), Some(true));
        assert_eq!(of(601, 0), Some(false));
    }
}
