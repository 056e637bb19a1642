//! The controls of a pack: every item that rests on clauses, with what it can do for them and what it needs of the
//! running program.

mod asks;
mod control;
mod people;
mod rules;
mod shown;
mod time;

use super::wiring::Wiring;
use crate::pack::Pack;
pub use control::{Control, Needs};

/// Every control of a pack, in the order of its sections.
pub fn controls(pack: &Pack) -> Vec<Control> {
    let mut all = items(pack);
    all.retain(|control| !control.clauses.is_empty());
    all
}

/// The same, with those that rest on no clause.
pub fn items(pack: &Pack) -> Vec<Control> {
    let mut all = rules::controls(pack);
    all.extend(time::controls(pack));
    all.extend(people::controls(pack));
    all.extend(shown::controls(pack));
    through_clocks(pack, &mut all);
    through_procedures(pack, &mut all);
    all
}

/// What asks about a procedure, or speaks of its steps alone, does so for nothing where it cannot be opened.
fn through_procedures(pack: &Pack, all: &mut [Control]) {
    for control in all {
        for procedure in &pack.procedures {
            if control.needs.names.contains(&format!("procedure:{}", procedure.id)) {
                control.needs.runs(procedure);
            }
        }
    }
}

/// What reads a clock or a baseline needs its events.
fn through_clocks(pack: &Pack, all: &mut [Control]) {
    for control in all {
        for clock in &pack.clocks {
            if control.needs.names.contains(&format!("clock:{}", clock.id)) {
                for event in std::iter::once(&clock.since).chain(&clock.otherwise) {
                    control.needs.happens(&event.0);
                }
            }
        }
        for baseline in &pack.baselines {
            if control.needs.names.contains(&format!("baseline:{}", baseline.id)) {
                control.needs.happens(&baseline.at_event.0);
            }
        }
    }
}

/// What keeps each control from being asked, in words; empty: it is connected. In the order of the controls.
pub fn unconnected(controls: &[Control], wiring: &Wiring) -> Vec<Vec<String>> {
    asks::unconnected(controls, wiring)
}
