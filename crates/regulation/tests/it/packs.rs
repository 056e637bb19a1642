//! The packs of the repository: they load, their lint is clean but for what bodies decide, their
//! scenarios pass.

#![expect(clippy::unwrap_used, reason = "tests")]

use tatefuda_regulation::{
    Settings,
    tools::{Level, lint, run_scenarios, settings_from_toml},
};

use crate::support::{house, source};

const BODIES: [&str; 7] = [
    "packs/takanezawa",
    "packs/ninohe",
    "packs/misato",
    "packs/minato",
    "packs/kisarazu",
    "examples/hinoki",
    "examples/minekaze",
];

#[test]
fn scenarios_pass() {
    for folder in BODIES {
        let report = run_scenarios(&source(folder), &house()).unwrap_or_else(|errors| panic!("{folder}:\n{errors}"));
        let failed: Vec<String> = report
            .results
            .iter()
            .filter(|result| !result.failures.is_empty())
            .map(|r| format!("{}:{} {}\n    {}", r.file, r.line, r.name, r.failures.join("\n    ")))
            .collect();
        assert!(failed.is_empty(), "{folder}:\n{}", failed.join("\n"));
        assert!(report.results.len() >= 9, "{folder} has too few scenarios");
    }
}

#[test]
fn lint_finds_nothing_but_what_the_body_decides() {
    let report = lint(&source("packs/house"), None, &Settings::default(), false);
    assert!(report.findings.is_empty(), "{}", report.errors());
    for folder in BODIES {
        let source = source(folder);
        let report = lint(&source, Some(&house()), &Settings::default(), false);
        let worse: Vec<_> = report.findings.iter().filter(|finding| finding.level != Level::Open).collect();
        assert!(worse.is_empty(), "{folder}: {worse:#?}");
        assert!(!report.findings.is_empty());
        // Nothing set: activation is refused. Everything set: nothing stands in its way.
        assert!(lint(&source, Some(&house()), &Settings::default(), true).has_errors());
        let (path, text) = source.settings_file("practice").unwrap();
        let settings = settings_from_toml(&path, text).unwrap();
        let report = lint(&source, Some(&house()), &settings, true);
        assert!(!report.has_errors(), "{folder}: {}", report.errors());
        // Only what is missing from the papers may stay open.
        let left = report.findings.iter().filter(|finding| finding.code == "unset");
        assert!(left.count() <= 1, "{folder}: {}", report.errors());
    }
}
