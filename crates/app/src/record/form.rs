//! The form of a kind of record, generated from the kind.

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::Localized;
use tatefuda_regulation::{Choice, FieldKind, RecordKind, RecordScope};

use crate::{
    Actor, App, Failure,
    query::{Sees, open},
    regulation::governing,
};

/// What a screen or the API needs to ask for a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordForm {
    /// The kind, `house:` in front for those of the house.
    pub kind: String,
    /// Its name.
    pub label: Localized,
    /// Explanation above the form.
    pub help: Localized,
    /// The clauses it rests on.
    pub clauses: Vec<String>,
    /// To what it is bound.
    pub scope: RecordScope,
    /// It is used up by one act.
    pub once: bool,
    /// Fields in order.
    pub fields: Vec<FieldForm>,
    /// Lines that the giver declares, each with its clause.
    pub lines: Vec<(String, Localized)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldForm {
    /// Its id; in the form `fields.<id>`.
    pub id: String,
    /// Its name.
    pub label: Localized,
    /// Explanation beside it.
    pub help: Localized,
    /// Its type.
    pub kind: FieldKind,
    /// What may be chosen.
    pub choices: Vec<Choice>,
    /// It must be filled.
    pub required: bool,
}

/// The form of a kind under a document of the body.
///
/// # Errors
/// [`Failure::NotFound`]: no such document in force, no such kind.
pub async fn form(app: &App, actor: &Actor, document: &str, kind: &str, at: Timestamp) -> Result<RecordForm, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let governing = governing::document(app, &mut tx, actor.tenant, document, at).await?;
    governing.regulation.record_kind(kind).map(|found| form_of(kind, found)).ok_or(Failure::NotFound)
}

pub fn form_of(id: &str, kind: &RecordKind) -> RecordForm {
    RecordForm {
        kind: id.to_owned(),
        label: kind.label.clone(),
        help: kind.help.clone(),
        clauses: kind.clauses.iter().map(ToString::to_string).collect(),
        scope: kind.scope,
        once: kind.uses == Some(1),
        fields: kind
            .fields
            .iter()
            .map(|field| FieldForm {
                id: field.id.clone(),
                label: field.label.clone(),
                help: field.help.clone(),
                kind: field.kind,
                choices: field.choices.clone(),
                required: field.required,
            })
            .collect(),
        lines: kind.lines.iter().map(|line| (line.clause.to_string(), line.text.clone())).collect(),
    }
}
