//! Clauses of a pack at their places in a text.

use super::{Address, Outline};
use crate::{pack::Pack, terms::Id};

/// A clause and its wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchored {
    pub clause: Id,
    /// The heading under which it stands, if the text has one there.
    pub heading: String,
    /// Its sentences as the text has them; none if the text has no such place, and then only a summary can be shown.
    pub wording: Option<String>,
}

/// Every clause of a pack with its wording, in the pack's order.
#[must_use]
pub fn anchored(outline: &Outline, pack: &Pack) -> Vec<Anchored> {
    pack.clauses
        .iter()
        .map(|clause| {
            let found = clause
                .at
                .iter()
                .enumerate()
                .find_map(|(choice, places)| Some((choice, places.first()?, together(outline, places)?)));
            Anchored {
                clause: clause.id.clone(),
                // What was found at another place than its own stands under a heading that is not its own.
                heading: match &found {
                    Some((0, at, _)) => heading(outline, at),
                    _ => String::new(),
                },
                wording: found.map(|(.., wording)| wording),
            }
        })
        .collect()
}

fn together(outline: &Outline, places: &[Address]) -> Option<String> {
    let all: Option<Vec<String>> = places.iter().map(|at| outline.find(at).map(|found| found.join("\n"))).collect();
    all.map(|all| all.join("\n")).filter(|text| !text.trim().is_empty())
}

/// The heading of the article or section around a place.
fn heading(outline: &Outline, at: &Address) -> String {
    let top = at.steps().first().map(|(key, _)| key);
    let unit = outline.units().iter().find(|unit| unit.parent.is_none() && Some(&unit.key) == top);
    unit.map(|unit| unit.heading.clone()).unwrap_or_default()
}
