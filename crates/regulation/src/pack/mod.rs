//! Packs: the text of a regulation made executable.

mod compile;
mod error;
mod model;
mod names;
mod raw;
mod read;
mod rules;
mod source;

pub(crate) use error::nearest;
pub use error::{PackError, PackErrors};
pub use model::*;
pub(crate) use names::HouseNoun;
pub(crate) use raw::Scalar;
pub use source::PackSource;
use tatefuda_domain::Digest;

/// A loaded pack: parsed, checked, compiled.
#[derive(Debug, Clone)]
pub struct Pack {
    /// The head.
    pub header: Header,
    /// Clauses in the order of the text.
    pub clauses: Vec<Clause>,
    /// Roles.
    pub roles: Vec<Role>,
    /// Categories in the order of the text.
    pub categories: Vec<Category>,
    /// Classification schemes.
    pub classifications: Vec<Classification>,
    /// Parameters.
    pub parameters: Vec<Parameter>,
    /// Reading notes.
    pub readings: Vec<Reading>,
    /// External norms.
    pub norms: Vec<ExternalNorm>,
    /// Kinds of record.
    pub record_kinds: Vec<RecordKind>,
    /// Chains.
    pub chains: Vec<Chain>,
    /// Rules in the order of the regulation.
    pub rules: Vec<Rule>,
    /// Provisos.
    pub exceptions: Vec<Exception>,
    /// Powers.
    pub powers: Vec<Power>,
    /// Silence entries.
    pub silences: Vec<Silence>,
    /// Who may do what.
    pub standings: Vec<Standing>,
    /// House rules that the pack lifts.
    pub lifts: Vec<Lift>,
    /// Modes.
    pub modes: Vec<Mode>,
    /// Acts that need a power (house).
    pub needs_power: Vec<tatefuda_domain::Action>,
    pub(crate) house_refs: Vec<names::HouseRef>,
    pub(crate) digest: Digest,
    pub(crate) source: std::sync::Arc<PackSource>,
}

impl Pack {
    /// Content hash of the source.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The source it was loaded from.
    pub fn source(&self) -> &PackSource {
        &self.source
    }

    /// An error at a place of this pack.
    pub(crate) fn error_at(&self, place: Place, code: &'static str, message: impl Into<String>) -> PackError {
        let (file, text) = self.source.regulation_files().nth(place.file).unwrap_or(("pack.toml", ""));
        PackError::new(code, file, text, (place.start, place.end), message)
    }

    /// A clause by id.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.id == id)
    }
}
