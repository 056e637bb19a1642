//! Hours of which only some minutes are inside: on the hour, at 0 and 30.

use jiff::{SignedDuration, Timestamp, ToSpan as _};

use super::{Hours, HoursProblem, NEXT_INSIDE_DAYS};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// Minutes of an hour in order.
pub(super) fn read(minutes: &[i8]) -> Result<Vec<i8>, HoursProblem> {
    let mut read = minutes.to_vec();
    read.sort_unstable();
    read.dedup();
    if read.is_empty() || read.len() != minutes.len() || read.iter().any(|minute| !(0..60).contains(minute)) {
        let shown = minutes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        return Err(HoursProblem::BadMinutes(shown));
    }
    Ok(read)
}

/// The first moment at or after another whose minute is inside and at which it is open; whole minutes, unless it is the
/// moment itself.
pub(super) fn next(hours: &Hours, at: Timestamp) -> Option<Timestamp> {
    let last = at.checked_add(NEXT_INSIDE_DAYS.checked_mul(24)?.hours()).unwrap_or(Timestamp::MAX);
    let mut at = at;
    while at <= last {
        if hours.within(at) {
            return Some(at);
        }
        at = match hours.next_open(at)? {
            // Open, and no minute of those: the next minute, where all of it is looked at.
            open if open == at => {
                at.to_zoned(hours.zone.clone()).round(whole()).ok()?.timestamp().checked_add(MINUTE).ok()?
            }
            open => open,
        };
    }
    None
}

/// To the minute that has begun.
fn whole() -> jiff::ZonedRound {
    jiff::ZonedRound::new().smallest(jiff::Unit::Minute).mode(jiff::RoundMode::Trunc)
}
