//! The thirty-two probes of the five texts, each a question with a known result, stand among the packs' scenarios
//! under their numbers. That they hold is shown where all scenarios are run; here, that none was lost.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use tatefuda_regulation_tools::run_scenarios;

use crate::support::{house, source};

/// Number of the probe, the pack that it speaks of, how many cases it names at least.
///
/// Probe 31 (one draft, different answers, each naming clauses of its own text) is shown for all packs at once by
/// `contradictions.rs` and, on screen, by `e2e/tests/towns.test.mjs`. Probe 32 (a sixth body without a change of the
/// program) is shown by `manual.rs`, whose pack is written from the manual alone, and by `examples/`.
const PROBES: [(usize, &str, usize); 30] = [
    (1, "takanezawa", 4),
    (2, "kisarazu", 3),
    // Also on the command line: `what_is_open_stops_an_activation`, with the list of what is missing.
    (3, "ninohe", 2),
    (4, "misato", 3),
    (5, "misato", 1),
    (6, "misato", 1),
    (7, "misato", 2),
    (8, "takanezawa", 4),
    (9, "kisarazu", 4),
    (10, "takanezawa", 4),
    (11, "ninohe", 2),
    (12, "takanezawa", 2),
    (13, "misato", 2),
    (14, "ninohe", 2),
    (15, "misato", 2),
    (16, "minato", 2),
    (17, "minato", 2),
    (18, "minato", 3),
    (19, "minato", 2),
    (20, "kisarazu", 4),
    (21, "kisarazu", 3),
    (22, "kisarazu", 3),
    (23, "kisarazu", 2),
    (24, "kisarazu", 2),
    (25, "kisarazu", 2),
    (26, "kisarazu", 4),
    (27, "kisarazu", 1),
    (28, "misato", 4),
    (29, "takanezawa", 2),
    (30, "kisarazu", 4),
];

#[test]
fn every_probe_is_among_the_scenarios_of_its_pack_and_holds() {
    let mut found: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for pack in ["takanezawa", "ninohe", "misato", "minato", "kisarazu"] {
        let report = run_scenarios(&source(&format!("packs/{pack}")), &house()).unwrap();
        for result in report.results {
            let Some(rest) = result.name.strip_prefix("probe ") else { continue };
            let (number, _) = rest.split_once(':').unwrap_or_else(|| panic!("{pack}: {}", result.name));
            assert!(result.failures.is_empty(), "{pack}: {}: {:?}", result.name, result.failures);
            *found.entry((number.parse().unwrap(), pack.to_owned())).or_default() += 1;
        }
    }
    for (number, pack, least) in PROBES {
        let there = found.remove(&(number, pack.to_owned())).unwrap_or_default();
        assert!(there >= least, "probe {number}: {there} scenarios in {pack}, expected at least {least}");
    }
    assert!(found.is_empty(), "probes under a pack that they do not speak of: {found:?}");
}
