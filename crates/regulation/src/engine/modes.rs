//! Which modes are in force: from the recorded start to the recorded end.

use super::{question::Question, records, regulation::Regulation, time};
use jiff::Timestamp;

/// Whether a mode is in force at the time of the question.
pub fn in_force(regulation: &Regulation, layer: usize, question: &Question<'_>, id: &str) -> bool {
    if question.mode.as_deref() == Some(id) {
        return true;
    }
    let Some(mode) = regulation.layers[layer].pack.modes.iter().find(|mode| mode.id == id) else { return false };
    let last = |kind: &Option<String>, lasting: bool| -> Option<Timestamp> {
        let kind = regulation.layers[layer].kind_id(kind.as_deref()?);
        records::last_begun(regulation, question, &kind, lasting)
    };
    let Some(started) = last(&mode.start, true) else { return false };
    // That a mode ended does not lapse.
    if last(&mode.end, false).is_some_and(|ended| started <= ended) {
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
