//! A clock that moves only when a test moves it.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use tatefuda_domain::Clock;

/// Clones share the same time.
#[derive(Debug, Clone)]
pub struct ManualClock {
    now: Arc<Mutex<Timestamp>>,
}

impl ManualClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        Self { now: Arc::new(Mutex::new(now)) }
    }

    /// A clock that stands at a time written as in RFC 3339, for example `2026-04-01T08:30:00+09:00`.
    #[must_use]
    pub fn at_text(now: &str) -> Self {
        Self::at(now.parse().expect("a time as in RFC 3339"))
    }

    /// Jumps, also backwards.
    pub fn set(&self, now: Timestamp) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }

    /// Moves by a span and gives the new time.
    pub fn advance(&self, by: SignedDuration) -> Timestamp {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        *now += by;
        *now
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stands_still_until_moved_and_clones_move_together() {
        let clock = ManualClock::at_text("2026-04-01T08:30:00+09:00");
        let other = clock.clone();
        assert_eq!(clock.now(), clock.now());
        clock.advance(SignedDuration::from_mins(5));
        assert_eq!(other.now().to_string(), "2026-03-31T23:35:00Z");
    }
}
