//! Long runs, for evenings: more kills, more random cases, more packs that nobody would write.

use anyhow::Result;

use crate::{count::Count, shell};

/// What the tests read to run longer.
const LONGER: &[(&str, &str)] = &[
    ("TATEFUDA_KILLS_SQLITE", "200"),
    ("TATEFUDA_KILLS_POSTGRES", "20"),
    ("TATEFUDA_FUZZ_CASES", "6000"),
    ("PROPTEST_CASES", "20000"),
    // The limits that the product has, and nearly as many clients as a process may commonly have open files.
    ("TATEFUDA_SLOW_MILLIS", "15000"),
    ("TATEFUDA_SLOW_CLIENTS", "900"),
];

/// Runs every test with more cases.
pub fn run() -> Result<bool> {
    let mut words = vec!["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast", "--color", "never"];
    words.extend(["--profile", "long"]);
    let mut command = shell::command("cargo", &words);
    command.envs(LONGER.iter().copied());
    let count: Count = crate::ci::runner(command)?;
    println!("{} passed, {} failed", count.passed, count.failed + count.skipped);
    Ok(count.failed == 0 && count.skipped == 0)
}
