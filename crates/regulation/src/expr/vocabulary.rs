//! What a pack adds to the fact schema: the names that conditions may use.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    schema::FieldType,
    terms::{FieldKind, ParameterKind},
};

/// Names declared by a pack.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Ids of categories.
    pub categories: BTreeSet<String>,
    /// Parameters and their types.
    pub params: BTreeMap<String, ParameterKind>,
    /// Classification schemes.
    pub schemes: BTreeSet<String>,
    pub calendars: BTreeSet<String>,
    pub clocks: BTreeSet<String>,
    pub counts: BTreeSet<String>,
    pub baselines: BTreeSet<String>,
    /// Record kinds with their fields.
    pub kinds: BTreeMap<String, Vec<KindField>>,
    pub procedures: BTreeSet<String>,
    /// Steps, as `procedure/step`.
    pub procedure_steps: BTreeSet<String>,
    pub documents: BTreeSet<String>,
    /// Roles, also as `reading:<id>`.
    pub roles: BTreeSet<String>,
    pub modes: BTreeSet<String>,
    /// Events that the pack itself makes, beside those of the program.
    pub events: BTreeSet<String>,
}

/// A field of a record kind as conditions see it.
#[derive(Debug, Clone)]
pub struct KindField {
    pub name: String,
    pub kind: FieldKind,
    /// The closed set of its values; empty: open.
    pub choices: Vec<String>,
    /// It may be missing.
    pub optional: bool,
}

impl KindField {
    /// Its type in conditions.
    pub const fn ty(&self) -> FieldType {
        field_type(self.kind)
    }
}

/// The type that values of a record field have in conditions.
pub const fn field_type(kind: FieldKind) -> FieldType {
    match kind {
        FieldKind::YesNo => FieldType::Bool,
        FieldKind::Number => FieldType::Int,
        FieldKind::Date => FieldType::Date,
        FieldKind::Moment => FieldType::Moment,
        _ => FieldType::Text,
    }
}
