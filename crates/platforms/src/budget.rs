//! Until when a service wants to hear nothing, by account and kind of call, as its own headers say.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};

/// However long a service says: a day, so that a nonsensical number does not park an account for ever.
pub(crate) const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(24);

/// Kept in memory: a program that starts anew asks once too often, which the service answers.
#[derive(Debug, Default)]
pub(crate) struct Budgets(Mutex<BTreeMap<(String, &'static str), Timestamp>>);

impl Budgets {
    /// Until when calls of a kind must wait, if that is still to come.
    pub(crate) fn waits_until(&self, account: &str, kind: &'static str, now: Timestamp) -> Option<Timestamp> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&(account.to_owned(), kind)).copied().filter(|until| *until > now)
    }

    /// Notes until when to wait; gives it, bounded.
    pub(crate) fn note(&self, account: &str, kind: &'static str, until: Timestamp, now: Timestamp) -> Timestamp {
        let until = until.min(now.saturating_add(LONGEST_WAIT).unwrap_or(now));
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((account.to_owned(), kind), until);
        until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_waits_by_itself_for_one_kind_and_never_for_ever() {
        let (budgets, now) = (Budgets::default(), "2026-04-01T00:00:00Z".parse::<Timestamp>().expect("a time"));
        let later = now + SignedDuration::from_mins(15);
        assert_eq!(budgets.note("a", "post", later, now), later);
        assert_eq!(budgets.waits_until("a", "post", now), Some(later));
        assert_eq!((budgets.waits_until("b", "post", now), budgets.waits_until("a", "read", now)), (None, None));
        assert_eq!(budgets.waits_until("a", "post", later), None);
        assert_eq!(budgets.note("a", "post", Timestamp::MAX, now), now + LONGEST_WAIT);
    }
}
