//! Which modes are in force: from the recorded start to the recorded end.

use jiff::Timestamp;

use super::{Regulation, time};
use crate::facts::Question;

/// Whether a mode is in force at the time of the question.
pub fn in_force(regulation: &Regulation, layer: usize, question: &Question<'_>, id: &str) -> bool {
    if question.mode.as_deref() == Some(id) {
        return true;
    }
    let Some(mode) = regulation.layers[layer].pack.modes.iter().find(|mode| mode.id == id) else { return false };
    let last = |kind: &Option<String>| -> Option<Timestamp> {
        let kind = regulation.layers[layer].kind_id(kind.as_deref()?);
        let records = question.facts.records.iter().filter(|record| record.kind == kind && record.at <= question.at);
        records.map(|record| record.valid_from.unwrap_or(record.at)).filter(|at| *at <= question.at).max()
    };
    let Some(started) = last(&mode.start) else { return false };
    if last(&mode.end).is_some_and(|ended| started <= ended) {
        return false;
    }
    match &mode.longest {
        None => true,
        // A mode whose longest life cannot be told is over when in doubt: what it permits stays closed.
        Some(longest) => {
            time::end_after(regulation, layer, question, started, longest).is_ok_and(|end| question.at <= end)
        }
    }
}
