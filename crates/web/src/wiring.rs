//! What this program asks and supplies: from its commands, its fact providers, its detectors, its worker, its routes.

use tatefuda_app::{facts, registry};
use tatefuda_regulation::coverage::{Part, Wiring};

use crate::routes::ROUTES;

/// As the program stands, with some commands, and what its worker runs.
#[must_use]
pub fn wiring(commands: &[registry::Entry], runs: &[Part]) -> Wiring {
    let shown = ROUTES.iter().flat_map(|route| route.shows);
    Wiring {
        actions: registry::asked(commands),
        fields: registry::supplied().into_iter().map(str::to_owned).collect(),
        events: registry::events().into_iter().map(str::to_owned).collect(),
        happens: registry::happens(commands).into_iter().map(str::to_owned).collect(),
        things: registry::things().into_iter().map(str::to_owned).collect(),
        findings: registry::findings().into_iter().map(str::to_owned).collect(),
        parts: facts::PARTS.iter().copied().chain(runs.iter().copied()).chain(shown.copied()).collect(),
    }
}
