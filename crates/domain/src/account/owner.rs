//! The sections whose an account is: one operates it, others may run it together with that one (共同運用).

use jiff::Timestamp;

use super::Account;
use crate::{
    SectionId,
    id::{AccountId, AccountOwnerId, AppointmentId, PersonId},
};

/// Most further sections that an account has ever had.
pub const OWNERS_MAX: usize = 50;

/// A further section of an account, as it is kept. What was once so is never rewritten: an end is all that is added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    pub id: AccountOwnerId,
    pub account: AccountId,
    pub section: SectionId,
    /// From this moment.
    pub from: Timestamp,
    /// Up to, not including, this moment; absent: open.
    pub until: Option<Timestamp>,
    /// Who let it run the account too.
    pub person: Option<PersonId>,
    pub capacity: Option<AppointmentId>,
    /// When that was entered.
    pub at: Timestamp,
}

/// A further section of an account, as the account knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub id: AccountOwnerId,
    pub section: SectionId,
    /// From this moment.
    pub from: Timestamp,
    /// Up to, not including, this moment; absent: open.
    pub until: Option<Timestamp>,
}

impl Share {
    /// Whether it runs the account at a moment.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }

    /// Whether there is a moment at which both run.
    pub fn meets(&self, from: Timestamp, until: Option<Timestamp>) -> bool {
        until.is_none_or(|until| self.from < until) && self.until.is_none_or(|own| from < own)
    }
}

impl Account {
    /// The sections whose it is at a moment: the one that operates it first, then the others as they came. None twice.
    pub fn owners(&self, at: Timestamp) -> Vec<SectionId> {
        let mut found = vec![self.section];
        for share in self.shares.iter().filter(|share| share.contains(at)) {
            if !found.contains(&share.section) {
                found.push(share.section);
            }
        }
        found
    }

    /// Whether it is a section's at a moment, alone or together with others.
    pub fn owned_by(&self, section: SectionId, at: Timestamp) -> bool {
        self.section == section || self.shares.iter().any(|share| share.section == section && share.contains(at))
    }

    /// The next moment after another at which it becomes somebody else's too, or is so no longer.
    pub fn owners_change(&self, after: Timestamp) -> Option<Timestamp> {
        let moments = self.shares.iter().flat_map(|share| std::iter::once(share.from).chain(share.until));
        moments.filter(|moment| after < *moment).min()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{Id, account::State};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a moment")
    }

    fn id<T: Id>(number: u128) -> T {
        T::from_uuid(Uuid::from_u128(number))
    }

    fn account(shares: &[(u128, i64, Option<i64>)]) -> Account {
        let service = "facebook".parse().expect("a service");
        let share = |(section, from, until): &(u128, i64, Option<i64>)| Share {
            id: id(9),
            section: id(*section),
            from: at(*from),
            until: until.map(at),
        };
        let shares = shares.iter().map(share).collect();
        Account { shares, ..Account::entered(id(1), service, id(1), at(0), State::Preparing) }
    }

    proptest! {
        /// Between two changes nothing changes, and whoever is named owns it.
        #[test]
        fn owners_change_when_they_are_said_to(
            shares in prop::collection::vec((1_u128..5, 0_i64..20, prop::option::of(0_i64..20)), 0..6),
            now in 0_i64..20,
        ) {
            let account = account(&shares);
            let owners = account.owners(at(now));
            prop_assert_eq!(owners[0], id(1));
            for section in 1..5 {
                prop_assert_eq!(owners.contains(&id(section)), account.owned_by(id(section), at(now)));
            }
            let next = account.owners_change(at(now)).map_or(30, Timestamp::as_second);
            for later in now..next {
                prop_assert_eq!(account.owners(at(later)), owners.clone());
            }
        }

        /// Two spans meet where some moment lies in both.
        #[test]
        fn spans_meet_where_both_run(
            own in (0_i64..9, prop::option::of(0_i64..9)), other in (0_i64..9, prop::option::of(0_i64..9)),
        ) {
            prop_assume!(own.1.is_none_or(|until| own.0 < until) && other.1.is_none_or(|until| other.0 < until));
            let (one, two) = (account(&[(2, own.0, own.1)]), account(&[(2, other.0, other.1)]));
            let both = (0..20).any(|now| one.owned_by(id(2), at(now)) && two.owned_by(id(2), at(now)));
            prop_assert_eq!(one.shares[0].meets(at(other.0), other.1.map(at)), both);
        }
    }
}
