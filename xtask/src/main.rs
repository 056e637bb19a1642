#![doc = include_str!("../README.md")]
#![expect(clippy::print_stdout, reason = "a command-line tool talks on standard output")]

mod bench;
mod ci;
mod count;
mod full;
mod generate;
mod lint;
mod rebuilds;
mod shell;

use std::process::ExitCode;

const USAGE: &str = "cargo xtask ci | lint | generate [--check] | full | bench | rebuilds";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["ci"] => ci::run(),
        ["lint"] => lint::run(),
        ["generate"] => generate::run(generate::Mode::Write),
        ["generate", "--check"] => generate::run(generate::Mode::Check),
        ["full"] => full::run(),
        ["bench"] => bench::run(),
        ["rebuilds"] => rebuilds::run(),
        _ => Err(anyhow::anyhow!("usage: {USAGE}")),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}
