//! From when until when a record counts.

use jiff::Timestamp;

use super::{question::Question, regulation::Regulation};
use crate::{facts::RecordFact, pack::RecordKind};

/// What a record says of the beginning or the end of its validity.
#[derive(Clone, Copy)]
enum Bound {
    None,
    Day(jiff::civil::Date),
    Moment(Timestamp),
}

/// The same as a field holds it; `None`: what it holds cannot be read.
fn bound(regulation: &Regulation, record: &RecordFact, field: &Option<String>) -> Option<Bound> {
    let text = field.as_ref().and_then(|field| record.fields.get(field)).map(|text| text.trim());
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Some(Bound::None) };
    match text.parse() {
        // A day alone is ten characters; what is longer has a time.
        Ok(day) if text.len() == DAY => Some(Bound::Day(day)),
        _ => tatefuda_calendar::moment(text, &regulation.zone).map(Bound::Moment),
    }
}

/// Characters of a day as it is written.
const DAY: usize = 10;

/// From when a record counts, apart from days: a moment that it names itself goes before when it was given, since what
/// was decided at night is entered in the morning.
fn begins(record: &RecordFact, first: Bound) -> Timestamp {
    match first {
        Bound::Moment(first) => first,
        Bound::None | Bound::Day(_) => record.valid_from.unwrap_or(record.at),
    }
}

/// Whether a record has begun and is not over at a time.
pub fn lives(
    regulation: &Regulation,
    question: &Question<'_>,
    record: &RecordFact,
    layer: usize,
    kind: &RecordKind,
    at: Timestamp,
) -> bool {
    // What cannot be read makes a record that does not count, never one that counts for ever.
    let (Some(first), Some(last)) =
        (bound(regulation, record, &kind.validity.0), bound(regulation, record, &kind.validity.1))
    else {
        return false;
    };
    let today = regulation.day(at);
    let begun = begins(record, first) <= at && !matches!(first, Bound::Day(first) if today < first);
    let over = record.valid_until.is_some_and(|until| until < at)
        || match last {
            Bound::None => false,
            Bound::Day(last) => last < today,
            Bound::Moment(last) => last < at,
        };
    let expired = kind.term.as_ref().is_some_and(|term| {
        super::time::end_after(regulation, layer, question, record.at, term).map_or(true, |end| end < at)
    });
    let outdated = kind.renewed
        && match regulation.layers[layer].pack.header.from {
            Some(from) => regulation.day(record.at) < from,
            // A text without date is in force from the day on which it was last activated.
            None => {
                super::time::last(regulation, layer, question, &crate::pack::Event("document.activated".to_owned()))
                    .is_ok_and(|activated| activated.is_some_and(|activated| record.at < activated))
            }
        };
    begun && !over && !expired && !outdated
}

/// When a record began; `None`: what it says of that cannot be read.
pub fn began(regulation: &Regulation, record: &RecordFact, kind: &RecordKind) -> Option<Timestamp> {
    bound(regulation, record, &kind.validity.0).map(|first| begins(record, first))
}

/// Whether a record has begun at a time.
pub fn has_begun(regulation: &Regulation, record: &RecordFact, kind: &RecordKind, at: Timestamp) -> bool {
    let first = bound(regulation, record, &kind.validity.0).unwrap_or(Bound::None);
    begins(record, first) <= at && !matches!(first, Bound::Day(first) if regulation.day(at) < first)
}
