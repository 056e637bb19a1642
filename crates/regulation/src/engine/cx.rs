//! What every part of the engine is handed, and how it says something with its clauses.

use tatefuda_domain::Localized;

use super::{
    layer::LayerState,
    question::Question,
    regulation::{BODY, Regulation},
};
use crate::{
    answer::{Line, Outcome, People},
    expr::Halt,
    pack::{Board, Procedure, Rule},
    terms::{ClauseRef, Clauses, Id, Strength},
};

/// What every part of the engine is handed.
#[derive(Clone, Copy)]
pub struct Cx<'r, 'q> {
    pub regulation: &'r Regulation,
    pub question: &'q Question<'q>,
    pub layer: usize,
    /// The item whose condition is being judged; empty: none.
    pub item: &'q str,
}

/// Something that speaks with clauses: a rule, a chain, a power.
#[derive(Clone, Copy)]
pub struct Source<'s> {
    pub id: &'s Id,
    pub clauses: &'s Clauses,
    pub strength: Strength,
    pub message: &'s Localized,
}

impl<'s> From<&'s Rule> for Source<'s> {
    fn from(rule: &'s Rule) -> Self {
        Self { id: &rule.id, clauses: &rule.clauses, strength: rule.strength, message: &rule.message }
    }
}

/// What a record of a kind that names a rule must be for.
#[derive(Clone, Copy)]
pub enum For<'i> {
    /// Whatever it names.
    All,
    /// `<document>/<id>`.
    Item { document: &'i str, id: &'i str },
}

impl For<'_> {
    pub fn is_named(self, by: &str) -> bool {
        match self {
            Self::All => true,
            Self::Item { document, id } => {
                by.strip_prefix(document).and_then(|rest| rest.strip_prefix('/')).is_some_and(|rest| rest == id)
            }
        }
    }
}

impl Cx<'_, '_> {
    /// The layers below the house: the body's and further ones.
    pub fn below(&self) -> impl Iterator<Item = &LayerState> {
        self.regulation.layers.iter().skip(BODY)
    }

    /// Id of the layer's pack.
    pub fn document(&self) -> &Id {
        &self.regulation.layers[self.layer].document
    }

    /// An item of the layer, as records name it.
    pub fn own<'i>(&'i self, id: &'i str) -> For<'i> {
        For::Item { document: self.document(), id }
    }

    pub fn cite(&self, clauses: &[Id]) -> Vec<ClauseRef> {
        clauses.iter().map(|id| ClauseRef { id: id.clone(), document: self.document().clone() }).collect()
    }

    /// What a source says; without words of its own, its first clause.
    pub fn says(&self, source: Source<'_>) -> Localized {
        if !source.message.ja.is_empty() {
            return source.message.clone();
        }
        let pack = &self.regulation.layers[self.layer].pack;
        source
            .clauses
            .first()
            .and_then(|clause| pack.clause(clause))
            .map_or_else(Localized::default, |c| c.text.clone())
    }

    /// A line without people and remedies.
    pub fn line(&self, source: Source<'_>, outcome: Outcome, message: Localized) -> Line {
        Line {
            layer: self.document().clone(),
            rule: source.id.clone(),
            clauses: self.cite(source.clauses),
            strength: source.strength,
            outcome,
            message,
            who: People::default(),
            remedies: vec![],
        }
    }

    /// The label of a settings key of any layer.
    pub fn key_label(&self, key: &str) -> Localized {
        self.regulation
            .layers
            .iter()
            .filter_map(|layer| layer.key_label(key))
            .find(|label| !label.ja.is_empty())
            .map_or_else(|| Localized::new(key, key), Clone::clone)
    }

    /// The settings key that a condition found unset.
    pub fn unset_key(&self, halt: &Halt) -> String {
        match halt {
            Halt::Unset(param) if param.starts_with("house:") => format!("param:{param}"),
            Halt::Unset(param) => self.regulation.layers[self.layer].key("param", param),
            Halt::Key(key) => key.clone(),
            Halt::Fault { .. } => String::new(),
        }
    }

    /// A board of this layer.
    pub fn board(&self, id: &str) -> Option<&Board> {
        self.regulation.layers[self.layer].pack.boards.iter().find(|board| board.id == id)
    }

    /// A procedure of this layer.
    pub fn procedure(&self, id: &str) -> Option<&Procedure> {
        self.regulation.layers[self.layer].pack.procedures.iter().find(|procedure| procedure.id == id)
    }
}
