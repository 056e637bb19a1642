//! The compiled form of a pack. Read-only; made by [`Pack::load`].

mod chain;
mod conditions;
mod document;
mod house;
mod pack;
mod procedure;
mod record;
mod rule;
mod text;
mod time;
mod who;

use crate::{
    original::{Address, Counting},
    terms::{Choice, Clauses, Id, ParameterKind, Strength},
};
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tatefuda_domain::Localized;

pub use chain::*;
pub use document::*;
pub(crate) use house::{HouseNoun, HouseRef};
pub use pack::Pack;
pub use procedure::*;
pub use record::*;
pub use rule::*;
pub use text::*;
pub use time::*;
pub use who::*;

/// Where something stands in the source, for findings that point at the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    pub file: usize,
    pub start: usize,
    pub end: usize,
}

/// The head of a document.
#[derive(Debug, Clone)]
pub struct Header {
    pub id: String,
    /// The body whose text it is.
    pub body: Localized,
    /// Title of the document.
    pub title: Localized,
    pub layer: Layer,
    /// Version of the text.
    pub version: String,
    /// First day in force; absent: always.
    pub from: Option<Date>,
    /// Last day in force; absent: no end.
    pub until: Option<Date>,
    /// The services it covers by its own text.
    pub services: Vec<String>,
    /// Time zone of its dates.
    pub zone: String,
    /// The clause cited where no rule applies.
    pub scope_clause: Option<Id>,
    /// The clauses that say which services it covers and on which days it is in force.
    pub clauses: Clauses,
    /// Roles to turn to when nothing else names anybody.
    pub contact: Vec<RoleRef>,
    /// House only: said with every refusal, so that it never ends in a wall.
    pub human_road: Localized,
    /// House only: said where life and limb are concerned.
    pub outside_road: Localized,
    /// Document number.
    pub number: String,
    /// How the text calls what its categories divide; empty: it has no word.
    pub category_word: Localized,
    /// How the text tells its classes of accounts apart; empty: it has no word.
    pub class_word: Localized,
    /// The pack from which it inherits.
    pub base: Option<String>,
    /// False: only the title is known, the text is not held; no question can be answered by it.
    pub held: bool,
    /// The month in which fiscal years begin.
    pub fiscal_start: i8,
    /// Whether sections may add rules that tighten, and the record that each version needs.
    pub sub_rules: Option<SubRules>,
    /// How its text is counted in citations.
    pub counting: Counting,
    /// Headings of its articles or sections, by number.
    pub headings: BTreeMap<String, Localized>,
}

/// What a document says of rules that sections add.
#[derive(Debug, Clone)]
pub struct SubRules {
    pub clauses: Clauses,
    /// The kind of record that each version of such rules needs.
    pub record: String,
}

/// The layers that are answered alone and joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// Promises of the product.
    House,
    /// The hosting prefecture.
    Prefecture,
    Body,
    /// A section's own rules, which may only tighten.
    Section,
}

/// A clause, restated in own words.
#[derive(Debug, Clone)]
pub struct Clause {
    /// As the text counts it, `6(2)a`.
    pub id: Id,
    /// What it says.
    pub text: Localized,
    /// Its strength, where the text shows one.
    pub strength: Strength,
    /// How it acts here, the primary way first; coverage checks it against the controls.
    pub class: Vec<ClauseClass>,
    /// Where it stands in the original text: the places that are its wording together, or where the text lacks one of them
    /// those of the next list. Empty if the text has no number to find it by.
    pub at: Vec<Vec<Address>>,
    /// Its number as the text prints it; its id where nothing says.
    pub printed: Localized,
    pub place: Place,
}

/// How a clause acts in the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClauseClass {
    /// The system refuses or asks by itself.
    Enforced,
    /// A step of somebody, with its record.
    Routed,
    /// Somebody states it, item by item.
    Attested,
    /// A document or page shows it.
    Published,
    /// It is watched over time.
    Monitored,
    /// It is shown.
    Informational,
}

impl ClauseClass {
    /// The word in packs and reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enforced => "enforced",
            Self::Routed => "routed",
            Self::Attested => "attested",
            Self::Published => "published",
            Self::Monitored => "monitored",
            Self::Informational => "informational",
        }
    }
}

/// Names a role: one of this pack, `house:<id>`, or `reading:<id>` (a role decided by a reading).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleRef {
    /// A role of the same pack.
    Own(String),
    /// A role of the house pack.
    House(String),
    /// A role that a reading note decides.
    Reading(String),
}

/// A category of content.
#[derive(Debug, Clone)]
pub struct Category {
    /// Its id; may be that of the clause.
    pub id: String,
    pub label: Localized,
    pub clauses: Clauses,
    /// Life and limb: every refusal also names the way outside the system.
    pub disaster: bool,
    pub place: Place,
}

/// A classification scheme of information in the body's own order.
#[derive(Debug, Clone)]
pub struct Classification {
    pub id: String,
    pub label: Localized,
    pub clauses: Clauses,
    /// Levels from the least to the most sensitive, where the text itself says so.
    pub levels: Vec<Choice>,
    /// The parameter that declares the levels in that order, where the text does not.
    pub order: Option<String>,
    /// What it orders.
    pub usage: SchemeUse,
    pub place: Place,
}

/// What an ordered scheme orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SchemeUse {
    /// Information: content carries one of its levels.
    #[default]
    Information,
    /// Ranks of positions.
    Rank,
    /// Anything else, for `at_least` in conditions.
    Other,
}

/// For whom a parameter has one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParameterScope {
    #[default]
    Body,
    /// One for each account; the body's value, if any, holds where an account has none.
    Account,
}

/// A value that the text states or leaves open.
#[derive(Debug, Clone)]
pub struct Parameter {
    pub id: String,
    pub label: Localized,
    pub clauses: Clauses,
    pub kind: ParameterKind,
    /// Value that the text states; settings may not change it unless `open`.
    pub value: Option<String>,
    /// The body may set it.
    pub open: bool,
    /// The external norm it comes from.
    pub source: Option<String>,
    /// What stays refused while it is unset (`activation`).
    pub required_for: Vec<String>,
    /// Where to look, for the settings screen.
    pub hint: Localized,
    /// Choices (type `choice`), elements that must occur (type `order`).
    pub values: Vec<String>,
    /// For whom it has a value.
    pub scope: ParameterScope,
    /// The document in which it is set.
    pub set_in: Option<String>,
    pub unit: Localized,
    pub place: Place,
}

/// A reading note: a typo, an undefined role, an open wording, and who decides how it is read.
#[derive(Debug, Clone)]
pub struct Reading {
    pub id: String,
    pub clause: Id,
    /// What is written.
    pub written: String,
    /// How it is read; `role:<id>` for a role.
    pub read: String,
    /// The parameter by which the body chooses how it is read.
    pub param: Option<String>,
    /// Why.
    pub note: Localized,
    /// True: only a setting puts it into force; false: the pack's author decided.
    pub by_settings: bool,
    pub place: Place,
}

/// A document outside the pack on which it rests.
#[derive(Debug, Clone)]
pub struct ExternalNorm {
    pub id: String,
    pub title: Localized,
    /// Its version as the text names it.
    pub version: String,
    /// Its text was not supplied.
    pub missing: bool,
    /// The clauses that refer to it.
    pub clauses: Clauses,
    pub place: Place,
}

/// Index of the clauses by id, in the order of the text.
pub fn clause_order(clauses: &[Clause]) -> BTreeMap<&str, usize> {
    clauses.iter().enumerate().map(|(index, clause)| (clause.id.as_str(), index)).collect()
}
