//! The gate. Every step runs, also after a failed one, so that one run tells everything.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::count::Count;
use crate::{generate, lint, shell};

/// Switches that would leave tests out; the gate never hands them on.
const SKIPS: &[&str] = &["TATEFUDA_SKIP_PG"];

/// Runs every step; the last line sums all of them.
pub fn run() -> Result<bool> {
    let mut gate = Gate::default();
    gate.step("format", || plain(shell::command("cargo", &["fmt", "--all", "--check"])));
    gate.step("lint", || lint::run().map(Count::of_step));
    gate.step("clippy", || {
        plain(shell::command("cargo", &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]))
    });
    gate.step("tests", tests);
    gate.step("doc tests", || runner(shell::command("cargo", &["test", "--workspace", "--doc", "--quiet"])));
    gate.step("generated files", || generate::run(generate::Mode::Check).map(Count::of_step));
    gate.step("browser walks", browser);
    Ok(gate.end())
}

/// The tests of all crates. The same targets and features each time, so that nothing is built twice.
pub fn tests() -> Result<Count> {
    // The browser walks need the program itself, which tests alone do not build.
    let built = plain(shell::command("cargo", &["build", "--workspace", "--lib", "--bins", "--tests"]))?;
    if built.failed > 0 {
        return Ok(built);
    }
    if shell::exists("cargo", &["nextest", "--version"]) {
        let arguments = ["nextest", "run", "--workspace", "--lib", "--bins", "--tests", "--color", "never"];
        return runner(shell::command("cargo", &arguments));
    }
    let arguments = ["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast", "--color", "never"];
    runner(shell::command("cargo", &arguments))
}

fn browser() -> Result<Count> {
    let program = shell::binary("debug", "tatefuda")?;
    let mut node = shell::command("node", &["run.mjs"]);
    node.current_dir(shell::root().join("e2e")).env("TATEFUDA_BIN", program);
    runner(node)
}

/// A program that only succeeds or fails.
fn plain(mut command: Command) -> Result<Count> {
    let status = command.status().with_context(|| format!("starting {:?}", command.get_program()))?;
    Ok(Count::of_step(status.success()))
}

/// A test runner: its output is shown and its sums are read. Failing without a failed test counts as one.
pub fn runner(mut command: Command) -> Result<Count> {
    for switch in SKIPS {
        command.env_remove(switch);
    }
    // Both streams into one pipe, so that lines keep their order.
    let (reader, writer) = std::io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().with_context(|| format!("starting {:?}", command.get_program()))?;
    drop(command);
    let mut count = Count::default();
    for line in BufReader::new(reader).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        println!("{line}");
        count.read(&line);
    }
    if !child.wait()?.success() && count.failed == 0 {
        count.failed = 1;
    }
    Ok(count)
}

#[derive(Default)]
struct Gate {
    total: Count,
    failed: Vec<&'static str>,
    times: Vec<(&'static str, Duration)>,
}

impl Gate {
    #[expect(clippy::disallowed_methods, reason = "how long a step takes is shown to the person who waits for it")]
    fn step(&mut self, name: &'static str, run: impl FnOnce() -> Result<Count>) {
        println!("\n=== {name}");
        let start = Instant::now();
        let count = run().unwrap_or_else(|error| {
            println!("error: {error:#}");
            Count::of_step(false)
        });
        self.times.push((name, start.elapsed()));
        if count.failed > 0 || count.skipped > 0 {
            self.failed.push(name);
        }
        self.total += count;
    }

    fn end(self) -> bool {
        println!("\n=== sum");
        for (name, time) in self.times {
            let word = if self.failed.contains(&name) { "FAILED" } else { "passed" };
            println!("{word}  {name} ({} s)", time.as_secs());
        }
        // A test that was left out has not passed.
        println!("{} passed, {} failed", self.total.passed, self.total.failed + self.total.skipped);
        self.failed.is_empty()
    }
}
