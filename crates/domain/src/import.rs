//! Existing ledgers and staff lists that were brought in as a whole (一括取込).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{AppointmentId, ImportId, ImportRowId, Localized, PersonId, record::Subject, words::words};

words! {
    /// What a table says.
    pub enum ImportKind {
        /// The ledger of accounts as it was kept before.
        Accounts = "accounts",
        /// A list of staff.
        People = "people",
    }
}

/// A table that was brought in: all of its rows, or it would not be here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    pub id: ImportId,
    pub kind: ImportKind,
    /// What it was called where it comes from; empty: it was pasted.
    pub source: String,
    /// By which decision, in the words of whoever brought it in.
    pub basis: String,
    /// Accounts that ran before: how long they may go on (経過措置).
    pub until: Option<Timestamp>,
    /// Its headings, with what each was taken for: what the next table of this kind is guessed by.
    pub headings: BTreeMap<String, String>,
    /// How many rows.
    pub rows: i64,
    /// Who; absent: the program, for whoever holds the server.
    pub person: Option<PersonId>,
    pub capacity: Option<AppointmentId>,
    pub at: Timestamp,
}

/// A row of it, and what it became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    pub id: ImportRowId,
    pub import: ImportId,
    /// Its number in the table.
    pub number: i64,
    /// What was entered by it.
    pub subject: Subject,
    /// What it was called.
    pub name: String,
    /// What it said beyond what is entered, as it said it.
    pub said: BTreeMap<String, String>,
    /// What the text in force asks and was missing then (是正事項).
    pub repairs: Vec<Repair>,
}

/// Something that a text asks of an account and that is missing (是正事項).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = ImportRepair)]
pub struct Repair {
    /// The clauses that ask it, by their ids.
    pub clauses: Vec<String>,
    /// In words.
    pub text: Localized,
}
