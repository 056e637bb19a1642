//! Facts that are stored, as this process has read them: they never change under their id.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use tatefuda_regulation::Facts;

/// How many are held.
const MANY: usize = 5_000;

/// Facts by the id under which they are stored.
#[derive(Default)]
pub(crate) struct Kept(Mutex<BTreeMap<String, Arc<Facts>>>);

impl Kept {
    pub fn get(&self, id: &str) -> Option<Arc<Facts>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    pub fn put(&self, id: &str, facts: Arc<Facts>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MANY {
            kept.pop_first();
        }
        kept.insert(id.to_owned(), facts);
    }
}
