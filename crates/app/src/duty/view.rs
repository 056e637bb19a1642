//! Duties and what is watched, as they are shown.

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{
    AccountId, Action, FoundId, Localized,
    duty::{FoundKind, FoundState},
    record::Subject,
};
use tatefuda_regulation::ClauseRef;
use utoipa::ToSchema;

/// Something that waits, or that is told.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = DutyRow)]
pub struct DutyRow {
    /// New whenever it is looked at anew.
    pub id: FoundId,
    /// What it is.
    pub kind: FoundKind,
    /// Id of the document.
    pub document: String,
    /// The duty or monitor, as the text names it.
    pub item: String,
    /// Which time or period of it.
    pub instance: String,
    /// The text's word for it.
    pub label: Localized,
    /// What the text says of it.
    pub message: Localized,
    /// The clauses it rests on.
    pub clauses: Vec<ClauseRef>,
    /// What it is about.
    pub subject: Subject,
    /// The account concerned.
    pub account: Option<AccountId>,
    /// That account's name.
    pub account_name: String,
    /// How it stands.
    pub state: FoundState,
    /// Until when it must be done.
    pub due: Option<Timestamp>,
    /// That moment is over.
    pub late: bool,
    /// The words by which it is answered; empty: it is met otherwise.
    pub answers: Vec<String>,
    /// The kind of record that meets it.
    pub record: Option<String>,
    /// The act that meets it.
    #[schema(value_type = Option<String>)]
    pub act: Option<Action>,
}
