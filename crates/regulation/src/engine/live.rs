//! What of a statement a text makes live (decision 0040). Statements that nothing in a text makes live are confirmed
//! together; those that something makes live are asked by themselves. What a text makes live is what the pack's own
//! findings say of its clauses.

use std::collections::BTreeSet;

use super::regulation::Regulation;
use crate::{
    pack::{Kept, RecordKind, RemedySpec, Rule},
    terms::{FieldKind, RecordScope},
};

/// What of one kind of statement has to be answered by itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Live {
    /// Fields of its lines.
    pub lines: BTreeSet<String>,
    /// The statement as a whole: something was found that asks for just this kind.
    pub whole: bool,
}

impl Regulation {
    /// Whether statements of a kind can be confirmed together with others: about exact content, as often as one likes,
    /// and nothing in them but lines and the one yes that counts.
    pub fn confirmed_together(&self, kind: &RecordKind) -> bool {
        let only_yes = |id: &str, kind_of: FieldKind| {
            kind_of == FieldKind::YesNo
                && kind.counts_if.as_ref().is_some_and(|(field, yes)| field == id && yes == "yes")
        };
        kind.scope == RecordScope::Digest
            && kind.uses.is_none()
            && kind.approval.is_none()
            && kind.fields.iter().all(|field| only_yes(&field.id, field.kind))
            && !(kind.fields.is_empty() && kind.lines.is_empty())
    }

    /// What of a kind is to be answered by itself where these kinds of findings stand in a text. A finding that asks for
    /// a record of its own, or whose clause asks for a choice, is asked there, and its line is none the heavier for it.
    pub fn live(&self, id: &str, found: &BTreeSet<String>) -> Live {
        let Some((layer, kind)) = self.kind(id) else { return Live::default() };
        let mut live = Live::default();
        for rule in self.found_rules(layer, found) {
            match &rule.kept {
                Kept::Record(asked) if *asked == kind.id => live.whole = true,
                Kept::Always => {
                    let lines = kind.lines.iter().filter(|line| {
                        rule.clauses.iter().any(|clause| clause == &line.clause)
                            && !self.layers[layer].rules.iter().any(|rule| {
                                rule.clauses.iter().any(|clause| clause == &line.clause)
                                    && rule.remedies.iter().any(|one| matches!(one, RemedySpec::Choose(_)))
                            })
                    });
                    live.lines.extend(lines.map(crate::pack::DeclarationLine::field));
                }
                _ => {}
            }
        }
        live
    }

    /// Kinds of findings of which the pack says something under a clause.
    pub fn findings_under(&self, id: &str, clause: &str) -> BTreeSet<&str> {
        let Some((layer, _)) = self.kind(id) else { return BTreeSet::new() };
        let about =
            self.layers[layer].rules.iter().filter(|rule| rule.clauses.iter().any(|one| one.as_str() == clause));
        about.flat_map(|rule| rule.guards.finding.iter().map(String::as_str)).collect()
    }

    /// Clauses that ask that a field of content be chosen; of each whether something that was found speaks of it.
    pub fn chosen_under(&self, field: &str, found: &BTreeSet<String>) -> Vec<(String, bool)> {
        let mut under: Vec<(String, bool)> = vec![];
        for (at, layer) in self.layers.iter().enumerate() {
            let asks = |rule: &&Rule| {
                rule.remedies.iter().any(|one| matches!(one, RemedySpec::Choose(chosen) if chosen == field))
            };
            for clause in layer.rules.iter().filter(asks).flat_map(|rule| rule.clauses.iter()) {
                let live = self.found_rules(at, found).any(|rule| rule.clauses.iter().any(|one| one == clause));
                if under.iter().all(|(known, _)| known != clause.as_str()) {
                    under.push((clause.to_string(), live));
                }
            }
        }
        under
    }

    /// Rules of a layer that speak of something that was found.
    fn found_rules<'r>(&'r self, layer: usize, found: &'r BTreeSet<String>) -> impl Iterator<Item = &'r Rule> {
        self.layers[layer].rules.iter().filter(|rule| rule.guards.finding.iter().any(|kind| found.contains(kind)))
    }
}
