//! Coverage of a pack with what its scenarios show.

use std::sync::Arc;

use serde::Serialize;
use tatefuda_regulation::{
    Pack, PackErrors, PackSource,
    coverage::{Covered, Wiring, covered},
};

use crate::scenario::Scenarios;

/// How the clauses of a text act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoverageReport {
    /// In the order of the text.
    pub clauses: Vec<Covered>,
}

/// Coverage of a pack under a program.
///
/// # Errors
/// The pack does not load, or a scenario file cannot be read; pointing at the line.
pub fn coverage(source: &PackSource, house: &Arc<Pack>, wiring: &Wiring) -> Result<CoverageReport, PackErrors> {
    let pack = Arc::new(Pack::load(source)?);
    let results = Scenarios::read(source, house)?.run(house, &pack).results;
    let mut clauses = covered(&pack, wiring);
    for clause in &mut clauses {
        let acted = results.iter().filter(|result| result.acted.contains(clause.id.as_str()));
        clause.scenarios = acted.map(|result| result.name.clone()).collect();
    }
    Ok(CoverageReport { clauses })
}
