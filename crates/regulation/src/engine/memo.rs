//! What one question makes known while it is answered. All of it follows from the regulation and the question alone,
//! so that it changes nothing but the time an answer takes.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::Timestamp;

use crate::{
    answer::{People, Remedy, Who},
    expr::Views,
    terms::Id,
};

/// A role cannot be resolved because this settings key is unset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsetKey(pub String);

/// An appointment that carries a role, by its place among the facts, and whether it does so in place of an absent holder.
pub type Bearer = (usize, bool);

/// A role: its layer and place in the pack.
pub type RoleAt = (usize, usize);

type Bearers = Result<Arc<[Bearer]>, UnsetKey>;

type Known<K, V> = Mutex<Vec<(K, V)>>;

/// Found out so far.
#[derive(Debug, Default)]
pub struct Memo {
    /// Records as the conditions of each layer see them.
    pub views: OnceLock<Vec<Views>>,
    /// Who carries a role at a time; seen from inside another role it may be fewer.
    bearers: Known<(RoleAt, Timestamp, bool), Bearers>,
    /// What cures a fault, by the field at fault.
    cures: Known<Id, Remedy>,
    /// Whom to turn to where nothing else names anybody.
    pub contacts: OnceLock<People>,
    /// The holders of a role at the time of the question.
    who: Known<(RoleAt, bool), Who>,
}

impl Memo {
    pub fn bearers(&self, role: RoleAt, at: Timestamp, nested: bool, find: impl FnOnce() -> Bearers) -> Bearers {
        known(&self.bearers, (role, at, nested), find)
    }

    pub fn cure(&self, field: &Id, find: impl FnOnce() -> Remedy) -> Remedy {
        known(&self.cures, field.clone(), find)
    }

    pub fn who(&self, role: RoleAt, nested: bool, find: impl FnOnce() -> Who) -> Who {
        known(&self.who, (role, nested), find)
    }
}

/// Looked up, else found and kept. Nothing is locked while finding: roles are found through other roles.
fn known<K: PartialEq, V: Clone>(list: &Known<K, V>, key: K, find: impl FnOnce() -> V) -> V {
    let lock = || list.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, value)) = lock().iter().find(|(known, _)| *known == key) {
        return value.clone();
    }
    let value = find();
    lock().push((key, value.clone()));
    value
}
