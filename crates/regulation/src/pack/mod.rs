//! Packs: the text of a regulation made executable.

mod bounds;
mod compile;
mod conditions;
mod error;
mod inherit;
mod keys;
mod model;
mod names;
mod people;
mod raw;
mod raw_time;
mod read;
mod records;
mod rules;
pub(crate) mod slips;
mod source;
mod steps;
mod text;
mod time;

pub(crate) use bounds::MAX_ERRORS;
pub use error::nearest;
pub use error::{PackError, PackErrors};
pub(crate) use keys::is_option;
pub use keys::{Key, SECTIONS};
pub use model::*;
pub(crate) use names::HouseNoun;
pub use raw::Scalar;
pub use source::PackSource;
pub use source::generation;
use tatefuda_domain::{Digest, Localized};

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
    /// Documents that came before.
    pub formers: Vec<Former>,
    /// Glossary.
    pub terms: Vec<Term>,
    /// Accounts that the text lists.
    pub accounts: Vec<ListedAccount>,
    /// Classes of accounts.
    pub account_classes: Vec<AccountClass>,
    /// Opening hours.
    pub calendars: Vec<Calendar>,
    /// Grounds for acting on what others wrote, in the order of the files.
    pub grounds: Vec<Ground>,
    /// Documents and forms.
    pub documents: Vec<Document>,
    /// Kinds of actor beside staff.
    pub actor_kinds: Vec<ActorKind>,
    /// Bodies that decide at meetings.
    pub boards: Vec<Board>,
    /// 読替え.
    pub read_as: Vec<ReadAs>,
    /// Procedures.
    pub procedures: Vec<Procedure>,
    /// Duties.
    pub duties: Vec<Duty>,
    /// Clocks.
    pub clocks: Vec<Clock>,
    /// Counts.
    pub counts: Vec<Count>,
    /// Baselines.
    pub baselines: Vec<Baseline>,
    /// Monitors.
    pub monitors: Vec<Monitor>,
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
    pub fn error_at(&self, place: Place, code: &'static str, message: Localized) -> PackError {
        let (file, text) = self.source.regulation_files().nth(place.file).unwrap_or(("pack.toml", ""));
        PackError::new(code, file, text, (place.start, place.end), message)
    }

    /// A clause by id.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.id == id)
    }
}
