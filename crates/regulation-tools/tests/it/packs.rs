//! The packs of the repository: they load, their lint is clean but for what bodies decide, their
//! scenarios pass.

#![expect(clippy::unwrap_used, reason = "tests")]

use tatefuda_regulation::Settings;
use tatefuda_regulation_tools::{Level, lint, run_scenarios, settings_from_toml};

use crate::support::{house, pack, source};

const BODIES: [&str; 8] = [
    "packs/takanezawa",
    "packs/ninohe",
    "packs/misato",
    "packs/minato",
    "packs/kisarazu",
    "examples/hinoki",
    "examples/minekaze",
    "examples/shiomi",
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
        let doubts: Vec<_> = report.findings.iter().filter(|finding| finding.level == Level::Warning).collect();
        assert!(doubts.is_empty(), "{folder}: {doubts:#?}");
        // Only what is missing from the papers may stay open.
        let left = report.findings.iter().filter(|finding| finding.code == "unset");
        assert!(left.count() <= 1, "{folder}: {}", report.errors());
    }
}

/// Slips, damage and undefined words of the five texts, by the clause in which they stand. Each is read openly, by a
/// note that says what is written and what it is taken for, never mended in silence.
const READ: [(&str, &[&str]); 5] = [
    ("takanezawa", &["TKN-2", "TKN-4(7)①", "TKN-4(8)", "TKN-4(10)", "TKN-5-0", "TKN-5(1)b", "TKN-5(2)③a", "TKN-8"]),
    (
        "ninohe",
        &[
            "NNH-3(1)",
            "NNH-3(2)",
            "NNH-3(5)",
            "NNH-4(3)",
            "NNH-5-0",
            "NNH-5(2)",
            "NNH-7",
            "NNH-9-0b",
            "NNH-9(11)",
            "NNH-12",
        ],
    ),
    (
        "misato",
        &["MST-1", "MST-6(2)a", "MST-6(3)a", "MST-8(1)b", "MST-8(2)b", "MST-9(2)a-iii", "MST-G1..7", "MST-X1-0"],
    ),
    ("minato", &["MNT-3", "MNT-7-2(4)", "MNT-7-2(8)ア"]),
    (
        "kisarazu",
        &[
            "KSZ-3(1)",
            "KSZ-6c",
            "KSZ-7-0",
            "KSZ-7(2)b",
            "KSZ-8",
            "KSZ-10(8)",
            "KSZ-10(10)",
            "KSZ-11-0",
            "KSZ-11(5-1)",
            "KSZ-11(5-2)",
            "KSZ-11(7)①",
            "KSZ-11(7)②",
        ],
    ),
];

/// What a text refers to and does not hold, and what it leaves open: documents that were not supplied, and settings.
const OPEN: [(&str, &[&str], &[&str]); 5] = [
    ("takanezawa", &["service-rules", "security-policy"], &["account-url", "rotation-interval"]),
    (
        "ninohe",
        &["security-policy", "annex"],
        &["password", "auth-codes", "asset-class-order", "review-interval", "reply-review"],
    ),
    (
        "misato",
        &["security-policy", "annex-2", "annex-3"],
        &["prompt-notice", "correct-within", "holding-within", "rank-order"],
    ),
    ("minato", &["committee-rules"], &["rotation-interval", "status-check-interval", "report-reminder"]),
    (
        "kisarazu",
        &["application-form", "website-management"],
        &["promptly-share", "promptly-end", "promptly-report", "review-interval", "check-days", "transfer-rotates"],
    ),
];

#[test]
fn slips_are_read_openly_and_gaps_are_left_open() {
    for (name, clauses) in READ {
        let pack = pack(&format!("packs/{name}"));
        for clause in clauses {
            assert!(pack.readings.iter().any(|reading| reading.clause == *clause), "{clause} is read without a note");
        }
    }
    for (name, norms, parameters) in OPEN {
        let pack = pack(&format!("packs/{name}"));
        for norm in norms {
            assert!(pack.norms.iter().any(|known| known.id == *norm && known.missing), "{name}: {norm}");
        }
        for parameter in parameters {
            assert!(pack.parameters.iter().any(|known| known.id == *parameter), "{name}: {parameter}");
        }
    }
}
