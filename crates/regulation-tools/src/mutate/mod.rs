//! Mutation tests: does a scenario notice when one thing of the pack is changed?
//!
//! Each mutant is a compiled pack with one change: a thing deleted, a strength flipped, a number moved by one, a role
//! swapped, the order of steps changed. One that no scenario notices survives. What cannot change any answer is not
//! tried: absolute and duty, numbers that nothing reads, how long records are kept, who is told of a late step.

mod delete;
mod number;
mod order;
mod role;
mod run;
mod sites;
mod strength;

use std::collections::BTreeSet;

pub use run::{MutationReport, Survivor, mutate};
pub use sites::periods;

use tatefuda_regulation::{pack::Pack, settings::Settings};

pub type Change = Box<dyn Fn(&mut Pack) + Send + Sync>;

/// One changed variant.
pub struct Mutant {
    /// Stable: `rule:category:delete`, `duty:daily-check:within+1`.
    pub id: String,
    pub change: Change,
}

impl Mutant {
    /// The id of the item that is changed, without kind and step: scenarios that speak of it are run first.
    pub fn item(&self) -> &str {
        let rest = self.id.split_once(':').map_or(self.id.as_str(), |(_, rest)| rest);
        rest.split([':', '/']).next().unwrap_or(rest)
    }
}

/// Collects mutants.
#[derive(Default)]
struct List {
    mutants: Vec<Mutant>,
    known: BTreeSet<String>,
}

impl List {
    /// Adds one; an id that is taken gets a number.
    fn add(&mut self, id: impl Into<String>, change: impl Fn(&mut Pack) + Send + Sync + 'static) {
        let id = id.into();
        let numbered = (2..).map(|number| format!("{id}#{number}"));
        let id = std::iter::once(id.clone()).chain(numbered).find(|id| !self.known.contains(id)).unwrap_or(id);
        self.known.insert(id.clone());
        self.mutants.push(Mutant { id, change: Box::new(change) });
    }
}

/// All mutants of a pack. `settings` say which positions roles stand for, so that a role is not swapped with one that
/// means the same persons.
pub fn mutants(pack: &Pack, settings: &Settings) -> Vec<Mutant> {
    let mut list = List::default();
    delete::mutants(pack, &mut list);
    strength::mutants(pack, &mut list);
    number::mutants(pack, &mut list);
    role::mutants(pack, settings, &mut list);
    order::mutants(pack, &mut list);
    list.mutants
}
