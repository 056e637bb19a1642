//! Which modes are in force: from the recorded start to the recorded end.

use super::{question::Question, records, regulation::Regulation, time};
use jiff::Timestamp;

/// Whether a mode is in force at the time of the question.
pub fn in_force(regulation: &Regulation, layer: usize, question: &Question<'_>, id: &str) -> bool {
    question.mode.as_deref() == Some(id) || began(regulation, layer, question, id).is_some()
}

/// Since when it is, by what is recorded.
pub fn began(regulation: &Regulation, layer: usize, question: &Question<'_>, id: &str) -> Option<Timestamp> {
    let mode = regulation.layers[layer].pack.modes.iter().find(|mode| mode.id == id)?;
    let last = |kind: &Option<String>, lasting: bool| -> Option<Timestamp> {
        let kind = regulation.layers[layer].kind_id(kind.as_deref()?);
        records::last_begun(regulation, question, &kind, lasting)
    };
    let started = last(&mode.start, true)?;
    // That a mode ended does not lapse.
    if last(&mode.end, false).is_some_and(|ended| started <= ended) {
        return None;
    }
    let lives = match &mode.longest {
        None => true,
        // A mode whose longest life cannot be told is over when in doubt: what it permits stays closed.
        Some(longest) => {
            time::end_after(regulation, layer, question, started, longest).is_ok_and(|end| question.at <= end)
        }
    };
    lives.then_some(started)
}
