//! Documents and forms.

use serde::{Deserialize, Serialize};
use tatefuda_domain::Localized;

use super::Place;
use crate::terms::Clauses;

/// A document that the regulation calls for.
#[derive(Debug, Clone)]
pub struct Document {
    pub id: String,
    /// Its title.
    pub label: Localized,
    pub clauses: Clauses,
    /// What it is.
    pub kind: DocumentKind,
    /// Of what there is one.
    pub scope: DocumentScope,
    /// Its form was not supplied with the text; the body may replace it.
    pub derived: bool,
    /// The kind of record that holds what is written into it.
    pub record: Option<String>,
    /// The duty by which its publication is verified.
    pub verify: Option<String>,
    /// Its parts in order.
    pub parts: Vec<Part>,
    pub place: Place,
}

/// Kinds of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// 運用ポリシー
    Policy,
    /// 周知
    Notice,
    /// 様式
    Form,
    /// 運用要領
    Rules,
    /// A page of the website or a profile.
    Page,
    /// 報告
    Report,
}

/// Of what there is one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentScope {
    /// Each account.
    #[default]
    Account,
    Body,
    /// Each incident.
    Incident,
}

#[derive(Debug, Clone)]
pub struct Part {
    pub id: String,
    /// Its heading.
    pub label: Localized,
    /// Its clauses; empty: those of the document.
    pub clauses: Clauses,
    /// The document is incomplete without it.
    pub required: bool,
    /// What it holds.
    pub content: PartContent,
}

/// What a part holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartContent {
    /// Fixed text; `{account.name}` and `{param.x}` are filled in.
    Text(Localized),
    /// A field of the document's record.
    Field(String),
    Fact(String),
    /// A parameter.
    Param(String),
    /// Clauses as restated.
    Clauses(Clauses),
    /// All grounds.
    Grounds,
}
