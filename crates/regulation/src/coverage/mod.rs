//! Coverage: how each clause of a text acts, through which controls, and whether the running program asks them.

pub mod controls;
pub mod reads;
mod wiring;

use std::collections::BTreeSet;

use serde::Serialize;
use tatefuda_domain::Action;

use crate::{
    pack::{Clause, ClauseClass, Pack},
    terms::{Id, Strength},
};
use controls::Control;
pub use wiring::{Part, Wiring};

/// How one clause acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Covered {
    pub id: Id,
    pub strength: Strength,
    /// How it acts: as the pack declares, where a control carries that; else as its controls allow; none: nothing
    /// acts on it.
    pub status: Option<ClauseClass>,
    /// How the pack says that it acts, the primary way first.
    pub class: Vec<ClauseClass>,
    /// What acts on it.
    pub controls: Vec<CoveredBy>,
    /// Scenarios in which it acted, by name.
    pub scenarios: Vec<String>,
}

/// A control of a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoveredBy {
    pub id: String,
    pub kind: &'static str,
    /// The acts that it speaks of.
    pub acts: BTreeSet<Action>,
    /// The running program asks it.
    pub wired: bool,
    /// Why it does not, in words.
    pub missing: Vec<String>,
}

/// Clauses of a loaded pack under a program, without its scenarios: what screens show.
pub fn covered(pack: &Pack, wiring: &Wiring) -> Vec<Covered> {
    let controls = controls::controls(pack);
    let missing = controls::unconnected(&controls, wiring);
    pack.clauses
        .iter()
        .map(|clause| {
            let own = controls.iter().zip(&missing).filter(|(control, _)| control.clauses.contains(&clause.id));
            Covered {
                id: clause.id.clone(),
                strength: clause.strength,
                status: status(clause, &controls),
                class: clause.class.clone(),
                controls: own
                    .map(|(control, missing)| CoveredBy {
                        id: control.id.clone(),
                        kind: control.kind,
                        acts: control.acts.clone(),
                        wired: missing.is_empty(),
                        missing: missing.clone(),
                    })
                    .collect(),
                scenarios: vec![],
            }
        })
        .collect()
}

/// How a clause acts.
pub fn status(clause: &Clause, controls: &[Control]) -> Option<ClauseClass> {
    let carried = carried(clause, controls);
    let declared = clause.class.first().copied();
    // A clause that only informs is carried by being shown.
    let declared = declared.filter(|class| carried.contains(class) || *class == ClauseClass::Informational);
    declared.or_else(|| natural(clause, controls))
}

/// The ways in which controls carry a clause.
pub fn carried(clause: &Clause, controls: &[Control]) -> BTreeSet<ClauseClass> {
    let own = controls.iter().filter(|control| control.clauses.contains(&clause.id));
    own.flat_map(|control| &control.carries).copied().collect()
}

/// The strongest of the ways that are most natural to its controls.
fn natural(clause: &Clause, controls: &[Control]) -> Option<ClauseClass> {
    let own = controls.iter().filter(|control| control.clauses.contains(&clause.id));
    own.filter_map(|control| control.carries.first()).copied().min()
}
