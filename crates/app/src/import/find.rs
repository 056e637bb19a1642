//! Tables that came in, and a look at one that would.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{
    ImportId,
    import::{Import, ImportKind, Repair},
    record::Subject,
};
use tatefuda_store::{Tx, import};
use utoipa::ToSchema;

use super::{ImportAccounts, ImportPeople, ledger, right, staff};
use crate::{
    Actor, App, Failure, FieldError,
    facts::org,
    query::{Sees, open},
};

/// Rows of one page.
pub const PAGE: i64 = 200;
/// Tables of a list.
const LIST_MAX: i64 = 100;

/// A table that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Import)]
pub struct ImportView {
    pub id: ImportId,
    /// What it says.
    pub kind: ImportKind,
    /// What it was called where it comes from; empty: it was pasted.
    pub source: String,
    /// By which decision.
    pub basis: String,
    /// Accounts that ran before: how long they may go on (経過措置).
    pub until: Option<Timestamp>,
    /// How many rows.
    pub rows: i64,
    /// Who brought it in, with their office then; empty: whoever holds the server.
    pub by: String,
    pub at: Timestamp,
}

/// A row of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ImportRow)]
pub struct ImportRowView {
    /// Its number in the table.
    pub number: i64,
    /// `account` or `person`.
    pub kind: String,
    /// Of what it became.
    pub id: String,
    /// What that was called then.
    pub name: String,
    /// What it said beyond what is entered.
    pub said: BTreeMap<String, String>,
    /// What the text in force asks and was missing then (是正事項).
    pub repairs: Vec<Repair>,
}

/// A page of its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ImportRows)]
pub struct ImportedRows {
    #[serde(flatten)]
    pub import: ImportView,
    pub items: Vec<ImportRowView>,
    /// Whether more rows follow.
    pub more: bool,
}

/// A look at a table that would come in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// What would be entered: accounts, or people.
    pub entered: usize,
    /// Sections that would be added.
    pub sections: Vec<String>,
    /// How many positions would be.
    pub positions: usize,
    /// What is wrong with it; empty: it can come in.
    pub problems: Vec<FieldError>,
}

/// The tables that somebody may know of, the last first.
///
/// # Errors
/// Whatever the database says.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<ImportView>, Failure> {
    let mut tx = open(app, actor, Sees::EachRow).await?;
    let mut found = vec![];
    for import in import::list(&mut tx, actor.tenant, None, LIST_MAX).await? {
        if actor.may(right(import.kind)) {
            found.push(view(app, &mut tx, actor, import).await?);
        }
    }
    tx.rollback().await?;
    Ok(found)
}

/// One of them, with rows from a place on.
///
/// # Errors
/// [`Failure::NotFound`]; [`Failure::Forbidden`] without the right that it took.
pub async fn find(app: &App, actor: &Actor, id: ImportId, from: i64) -> Result<ImportedRows, Failure> {
    let mut tx = open(app, actor, Sees::EachRow).await?;
    let import = import::get(&mut tx, actor.tenant, id).await?.ok_or(Failure::NotFound)?;
    actor.require(right(import.kind))?;
    let mut rows: Vec<_> = import::rows(&mut tx, actor.tenant, id, PAGE + 1, from.max(0)).await?.into_iter().collect();
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > page;
    rows.truncate(page);
    let items = rows.into_iter().map(|row| {
        let Subject { kind, id } = row.subject;
        ImportRowView { number: row.number, kind, id, name: row.name, said: row.said, repairs: row.repairs }
    });
    let found = ImportedRows { items: items.collect(), more, import: view(app, &mut tx, actor, import).await? };
    tx.rollback().await?;
    Ok(found)
}

async fn view(app: &App, tx: &mut Tx, actor: &Actor, import: Import) -> Result<ImportView, Failure> {
    let org = org::load(app, tx, actor.tenant).await?;
    let person = import.person.and_then(|id| org.people.get(&id)).map(|person| person.name.clone());
    let office = import.capacity.and_then(|id| org.appointments.iter().find(|one| one.id == id));
    let office = office.map(|one| {
        let fact = org.fact(one, import.at);
        format!("{} {}", fact.section_name, fact.position_name)
    });
    Ok(ImportView {
        id: import.id,
        kind: import.kind,
        source: import.source,
        basis: import.basis,
        until: import.until,
        rows: import.rows,
        by: office.into_iter().chain(person).collect::<Vec<_>>().join(" "),
        at: import.at,
    })
}

/// What the headings of the last tables of a kind were taken for.
///
/// # Errors
/// [`Failure::Forbidden`] without the right.
pub async fn remembered(app: &App, actor: &Actor, kind: ImportKind) -> Result<BTreeMap<String, String>, Failure> {
    let mut tx = open(app, actor, Sees::With(right(kind))).await?;
    let mut all = BTreeMap::new();
    for import in import::list(&mut tx, actor.tenant, Some(kind), 5).await? {
        for (heading, field) in import.headings {
            all.entry(heading).or_insert(field);
        }
    }
    tx.rollback().await?;
    Ok(all)
}

/// What would come of a table of accounts.
///
/// # Errors
/// [`Failure::Forbidden`] without the right.
pub async fn look_accounts(app: &App, actor: &Actor, all: &ImportAccounts) -> Result<Look, Failure> {
    let mut tx = open(app, actor, Sees::With(right(ImportKind::Accounts))).await?;
    let (ready, problems) = ledger::check(app, &mut tx, actor, all, app.env.now()).await?;
    tx.rollback().await?;
    Ok(Look { entered: ready.len(), problems: problems.found(), ..Look::default() })
}

/// What would come of a list of staff.
///
/// # Errors
/// [`Failure::Forbidden`] without the right.
pub async fn look_people(app: &App, actor: &Actor, all: &ImportPeople) -> Result<Look, Failure> {
    let mut tx = open(app, actor, Sees::With(right(ImportKind::People))).await?;
    let (staff, problems) = staff::check(app, &mut tx, actor, all, app.env.now()).await?;
    tx.rollback().await?;
    let (sections, positions) = staff.units.added();
    Ok(Look { entered: staff.people(), sections, positions, problems: problems.found() })
}
