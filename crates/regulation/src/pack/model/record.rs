//! Kinds of record.

use crate::terms::{Choice, Clauses, FieldKind, Id, RecordScope};
use tatefuda_calendar::Period;
use tatefuda_domain::Localized;

use super::{Or, Place, RoleRef};

/// A kind of record. Forms are generated from it; nothing else knows a kind by name.
#[derive(Debug, Clone)]
pub struct RecordKind {
    /// Its id; kinds of the house are addressed as `house:<id>`.
    pub id: String,
    pub label: Localized,
    /// Explanation above the form.
    pub help: Localized,
    pub clauses: Clauses,
    /// Who may give it; several roles are alternatives.
    pub by: Vec<RoleRef>,
    /// To what it is bound.
    pub scope: RecordScope,
    /// How often it may be used; absent: no limit.
    pub uses: Option<u32>,
    /// The role to which a record of this kind appoints its subject (scope `person`).
    pub appoints: Option<String>,
    /// It counts only if this field has this value (a decision that said yes).
    pub counts_if: Option<(String, String)>,
    /// It counts only once it was approved.
    pub approval: Option<Approval>,
    /// Its fields in order.
    pub fields: Vec<RecordField>,
    /// Lines that the giver declares, each with its clause.
    pub lines: Vec<DeclarationLine>,
    /// Fields (type date) that say from when and until when a record counts.
    pub validity: (Option<String>, Option<String>),
    /// After this it no longer counts.
    pub term: Option<Or<Period>>,
    /// It counts only if it was given under this version of the document.
    pub renewed: bool,
    /// Only the newest on the same thing counts.
    pub supersedes: bool,
    /// How long it is kept.
    pub retain: Option<Or<Period>>,
    pub place: Place,
}

/// A record that counts only once another one approves it.
#[derive(Debug, Clone)]
pub struct Approval {
    /// The kind that approves the newest record given before it on the same thing.
    pub record: String,
    /// The parameter (type bool) that says whether a record after an approved one needs approval too. While it is unset,
    /// the approved one stands.
    pub later: Option<String>,
    /// The fields to which the approval is bound: a later record in which none of them differs from what was approved
    /// needs none. Empty: every later one needs it.
    pub fields: Vec<String>,
}

/// A field of a record kind.
#[derive(Debug, Clone)]
pub struct RecordField {
    pub id: String,
    pub label: Localized,
    /// Explanation beside it.
    pub help: Localized,
    pub kind: FieldKind,
    /// Choices (type `choice`).
    pub choices: Vec<Choice>,
    /// It must be filled.
    pub required: bool,
}

#[derive(Debug, Clone)]
pub struct DeclarationLine {
    /// The clause it rests on.
    pub clause: Id,
    /// What is declared.
    pub text: Localized,
}

impl DeclarationLine {
    /// The field of a record that holds the answer to the line.
    pub fn field(&self) -> String {
        format!("line:{}", self.clause)
    }
}
