//! The list of amendments.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use tatefuda_domain::{
    AmendmentId, Localized, PersonId,
    amendment::{Amendment, AmendmentState},
};
use tatefuda_store::{amendment::amendment_list, member::person_list};
use utoipa::ToSchema;

use crate::{
    actor::Actor,
    core::App,
    failure::{Failure, left_out},
    query::{Look, Query, query},
    reads::Reads,
};

/// Most lines of one page.
pub const PAGE_MAX: i64 = 200;
/// Lines of one page where nobody says how many.
const PAGE: i64 = 50;

/// What the list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct AmendmentFilter {
    /// Where they stand.
    pub state: Option<AmendmentState>,
    /// Only what comes after this one.
    pub after: Option<(Timestamp, AmendmentId)>,
    /// How many, at most [`PAGE_MAX`].
    pub limit: Option<i64>,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AmendmentLine)]
pub struct AmendmentRow {
    pub id: AmendmentId,
    /// Its version.
    pub version: i64,
    /// Id of the document.
    pub document: String,
    /// Its title.
    pub title: Localized,
    /// What decided it; empty: not said yet.
    pub source: String,
    /// The first day in force.
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// How many things it changes.
    pub changes: usize,
    /// Where it stands.
    pub state: AmendmentState,
    /// Who opened it.
    pub opened_by: String,
    pub opened_at: Timestamp,
}

/// A page of it.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
#[schema(as = AmendmentPage)]
pub struct AmendmentPage {
    /// Its lines, the newest first.
    pub items: Vec<AmendmentRow>,
    /// What the next page comes after; absent: this is the last.
    #[serde(skip)]
    pub next: Option<(Timestamp, AmendmentId)>,
}

/// A page of the body's amendments. What binds people, and is about to, may be read by all of them.
///
/// # Errors
/// Whatever the database says.
pub async fn list(app: &App, actor: &Actor, filter: AmendmentFilter) -> Result<AmendmentPage, Failure> {
    query(app, actor, &filter).await
}

impl Query for AmendmentFilter {
    const READS: Reads<Self> = Reads::Open;
    type Out = AmendmentPage;

    async fn answer(&self, look: &mut Look<'_>) -> Result<AmendmentPage, Failure> {
        let tenant = look.actor.tenant;
        let limit = self.limit.unwrap_or(PAGE).clamp(1, PAGE_MAX);
        let found = amendment_list(look.tx, tenant, self.state, self.after, limit + 1).await?;
        let more = i64::try_from(found.len()).unwrap_or(i64::MAX) > limit;
        let people = person_list(look.tx, tenant).await?;
        let names: BTreeMap<PersonId, String> = people.into_iter().map(|person| (person.id, person.name)).collect();
        let mut page = AmendmentPage::default();
        for amendment in found.into_iter().take(usize::try_from(limit).unwrap_or(usize::MAX)) {
            let base = left_out(look.app.regulations.pack(look.tx, tenant, amendment.base).await.map(Some))?;
            let title = base.map(|pack| pack.header.title.clone()).unwrap_or_default();
            page.next = Some((amendment.opened_at, amendment.id));
            page.items.push(row(&amendment, title, &names));
        }
        page.next = page.next.filter(|_| more);
        Ok(page)
    }
}

pub(super) fn row(amendment: &Amendment, title: Localized, names: &BTreeMap<PersonId, String>) -> AmendmentRow {
    AmendmentRow {
        id: amendment.id,
        version: amendment.version,
        document: amendment.document.clone(),
        title,
        source: amendment.source.clone(),
        from: amendment.from,
        changes: amendment.changes.len(),
        state: amendment.state.name(),
        opened_by: names.get(&amendment.opened_by).cloned().unwrap_or_default(),
        opened_at: amendment.opened_at,
    }
}
