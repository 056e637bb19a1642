//! The compiled form of a pack. Read-only; made by [`super::Pack::load`].

mod record;
mod rule;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tatefuda_domain::Localized;

pub use record::*;
pub use rule::*;

use crate::answer::{Choice, Strength};

/// Where something stands in the source, for findings that point at the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    pub(crate) file: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The head of a document.
#[derive(Debug, Clone)]
pub struct Header {
    /// Id of the pack.
    pub id: String,
    /// The body whose text it is.
    pub body: Localized,
    /// Title of the document.
    pub title: Localized,
    /// Which layer it is.
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
    pub scope_clause: Option<String>,
    /// Roles to turn to when nothing else names anybody.
    pub contact: Vec<RoleRef>,
    /// House only: said with every refusal, so that it never ends in a wall.
    pub human_road: Localized,
    /// House only: said where life and limb are concerned.
    pub outside_road: Localized,
}

/// The layers that are answered alone and joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// Promises of the product.
    House,
    /// The hosting prefecture.
    Prefecture,
    /// The body.
    Body,
    /// A section's own rules, which may only tighten.
    Section,
}

/// A clause, restated in own words.
#[derive(Debug, Clone)]
pub struct Clause {
    /// As the text counts it, `6(2)a`.
    pub id: String,
    /// What it says.
    pub text: Localized,
    /// Its strength, where the text shows one.
    pub strength: Strength,
    /// Where it stands.
    pub place: Place,
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

/// A role (not a person).
#[derive(Debug, Clone)]
pub struct Role {
    /// Its id.
    pub id: String,
    /// Its name in the text.
    pub label: Localized,
    /// The clauses that name it.
    pub clauses: Vec<String>,
    /// How its holders are found.
    pub bound: Binding,
    /// Whether deputies act in place of an absent holder.
    pub deputies: bool,
    /// Which position the text names, in words, for the settings screen.
    pub hint: Localized,
    /// Where it stands.
    pub place: Place,
}

/// How the holders of a role are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Binding {
    /// Holders of the positions that the setting `role:<id>` names.
    Position,
    /// Persons appointed by valid records of a kind.
    Record(String),
    /// Everybody with a running appointment.
    Staff,
    /// Those who wrote the content.
    Author,
    /// Those who may give a step of the applicable chain.
    StepHolder,
    /// Those who may grant the exception that the record is about.
    ExceptionGranter,
    /// Actors of a kind (`machine`).
    ActorKind(String),
}

/// A category of content.
#[derive(Debug, Clone)]
pub struct Category {
    /// Its id; may be that of the clause.
    pub id: String,
    /// Its name.
    pub label: Localized,
    /// Its clauses.
    pub clauses: Vec<String>,
    /// Life and limb: every refusal also names the way outside the system.
    pub disaster: bool,
    /// Where it stands.
    pub place: Place,
}

/// A classification scheme of information in the body's own order.
#[derive(Debug, Clone)]
pub struct Classification {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: Localized,
    /// Its clauses.
    pub clauses: Vec<String>,
    /// Levels from the least to the most sensitive, where the text itself says so.
    pub levels: Vec<Choice>,
    /// The parameter that declares the levels in that order, where the text does not.
    pub order: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// A value that the text states or leaves open.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: Localized,
    /// Its clauses.
    pub clauses: Vec<String>,
    /// Its type.
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
    /// Where it stands.
    pub place: Place,
}

/// Types of parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParameterKind {
    /// Free text.
    Text,
    /// A whole number.
    Int,
    /// `yes` or `no`.
    Bool,
    /// One of `values`.
    Choice,
    /// Several texts, one per line.
    List,
    /// Levels from the least to the most sensitive, one per line; all of `values` must occur.
    Order,
    /// Properties of passwords, one `name=number` per line: `min_length`, `min_kinds`, `max_age_days`.
    PasswordPolicy,
}

/// A reading note: a typo, an undefined role, an open wording, and who decides how it is read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Its id.
    pub id: String,
    /// The clause.
    pub clause: String,
    /// What is written.
    pub written: String,
    /// How it is read; `role:<id>` for a role.
    pub read: String,
    /// Why.
    pub note: Localized,
    /// True: only a setting puts it into force; false: the pack's author decided.
    pub by_settings: bool,
    /// Where it stands.
    pub place: Place,
}

/// A document outside the pack on which it rests.
#[derive(Debug, Clone)]
pub struct ExternalNorm {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Localized,
    /// Its version as the text names it.
    pub version: String,
    /// Its text was not supplied.
    pub missing: bool,
    /// The clauses that refer to it.
    pub clauses: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

/// Index of the clauses by id, in the order of the text.
pub(crate) fn clause_order(clauses: &[Clause]) -> BTreeMap<&str, usize> {
    clauses.iter().enumerate().map(|(index, clause)| (clause.id.as_str(), index)).collect()
}
