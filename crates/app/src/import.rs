//! Existing ledgers and staff lists, brought in as a whole (一括取込): every row of a table, or none.

mod accounts;
mod fields;
mod find;
mod ledger;
mod marks;
mod people;
mod problems;
mod staff;
mod table;
mod units;

pub use accounts::{AccountLine, ImportAccounts};
pub use fields::{Field, fields};
pub use find::{
    ImportRowView, ImportView, ImportedRows, Look, PAGE, find, list, look_accounts, look_people, remembered,
};
pub use people::{ImportPeople, PersonLine};
pub use problems::{Place, place};
pub use table::{HEADING_ROWS, Mapping};
pub use tatefuda_domain::import::ImportKind;

use serde::{Deserialize, Serialize};
use tatefuda_domain::{ImportId, SystemRight};
use utoipa::ToSchema;

use crate::noun::{Entry, Noun};

/// Most rows of one table.
pub const ROWS_MAX: usize = tatefuda_sheet::ROWS_MAX;

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun::new("import", &[Entry::of::<ImportAccounts>(), Entry::of::<ImportPeople>()]);

/// A table that came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Imported {
    /// Under which id it is kept.
    pub import: ImportId,
    /// How many rows.
    pub rows: i64,
}

/// The system right that a table takes: the same as entering one row of it.
pub const fn right(kind: ImportKind) -> SystemRight {
    match kind {
        ImportKind::Accounts => SystemRight::ManageAccounts,
        ImportKind::People => SystemRight::ManageUsers,
    }
}
