//! Sends that this process has let through and that are not at their end: what a stop waits for before it is
//! acknowledged (decision 0024).

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError},
};

use tatefuda_domain::{StopId, TenantId};

/// For each open stop, the sends that were in hand when this process saw it.
#[derive(Debug, Default)]
pub struct Awaited(pub(crate) Mutex<BTreeMap<StopId, BTreeSet<u64>>>);

/// The sends in hand.
#[derive(Debug, Default)]
pub struct InHand(Mutex<Register>);

#[derive(Debug, Default)]
struct Register {
    last: u64,
    open: BTreeMap<u64, TenantId>,
}

/// A send in hand, until it is dropped.
#[derive(Debug)]
pub struct Ticket<'a> {
    number: u64,
    register: &'a InHand,
}

impl InHand {
    /// Takes a send in hand. Do so before the last look at stops: who looks earlier could be missed by one.
    pub fn take(&self, tenant: TenantId) -> Ticket<'_> {
        let mut register = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        register.last += 1;
        let number = register.last;
        register.open.insert(number, tenant);
        Ticket { number, register: self }
    }

    /// The sends of a body that are in hand now.
    pub fn of(&self, tenant: TenantId) -> BTreeSet<u64> {
        let register = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        register.open.iter().filter(|(_, of)| **of == tenant).map(|(number, _)| *number).collect()
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        self.register.0.lock().unwrap_or_else(PoisonError::into_inner).open.remove(&self.number);
    }
}
