//! Duties and what is watched, as they are shown.

use std::{fmt, str::FromStr};

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{
    AccountId, Action, FoundId, Localized, Moment,
    duty::{FoundKind, FoundState},
    record::Subject,
};
use tatefuda_regulation::ClauseRef;
use tatefuda_store::duty::Place;
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
    /// Whole days that it has waited, where the text gives it no deadline.
    pub days: Option<i64>,
    /// The words by which it is answered; empty: it is met otherwise.
    pub answers: Vec<String>,
    /// The kind of record that meets it.
    pub record: Option<String>,
    /// The act that meets it.
    #[schema(value_type = Option<String>)]
    pub act: Option<Action>,
}

/// Where a page of the list ends; as text, what an address or a program hands back for the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyPlace(pub(crate) Place);

impl fmt::Display for DutyPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { due, subject, document, item, instance } = &self.0;
        let due = due.map(|due| due.to_string()).unwrap_or_default();
        write!(f, "{due}~{subject}~{document}~{item}~{instance}")
    }
}

/// The text is none that a page gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPlace;

impl FromStr for DutyPlace {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let mut parts = text.splitn(5, '~').map(str::to_owned);
        let mut part = || parts.next().ok_or(NoPlace);
        let due = part()?;
        let due = match due.as_str() {
            "" => None,
            due => Some(due.parse::<Moment>().map_err(|_| NoPlace)?.get()),
        };
        Ok(Self(Place { due, subject: part()?, document: part()?, item: part()?, instance: part()? }))
    }
}
