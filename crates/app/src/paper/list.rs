//! The list of archived papers.

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{AccountId, CaseId, PaperId};
use tatefuda_store::paper;

use super::{find::row, view::PaperRow};
use crate::{
    actor::Actor,
    core::App,
    failure::Failure,
    post::list::names,
    query::{Look, Query, query},
    reads::{self, Near, Reads},
};

/// Most lines of one page.
pub const PAGE_MAX: i64 = 200;
/// Lines of one page where nobody says how many.
const PAGE: i64 = 50;

/// What the list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct PaperFilter {
    /// The form, as the text names it.
    pub form: Option<String>,
    /// The kind of thing that they are about.
    pub subject_kind: Option<String>,
    /// The account concerned.
    pub account: Option<AccountId>,
    /// The case for which they were drawn up.
    pub case: Option<CaseId>,
    /// A part of title, number or the account's name.
    pub search: Option<String>,
    /// Only what comes after this one.
    pub after: Option<(Timestamp, PaperId)>,
    /// How many, at most [`PAGE_MAX`].
    pub limit: Option<i64>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct PaperPage {
    /// Its lines, the newest first.
    pub rows: Vec<PaperRow>,
    /// What the next page comes after; absent: this is the last.
    pub next: Option<(Timestamp, PaperId)>,
}

/// A page of the papers that somebody may read.
///
/// # Errors
/// Whatever the database says.
pub async fn list(app: &App, actor: &Actor, filter: PaperFilter) -> Result<PaperPage, Failure> {
    query(app, actor, &filter).await
}

impl Query for PaperFilter {
    const READS: Reads<Self> = Reads::EachRow;
    type Out = PaperPage;

    async fn answer(&self, look: &mut Look<'_>) -> Result<PaperPage, Failure> {
        let limit = self.limit.unwrap_or(PAGE).clamp(1, PAGE_MAX);
        let filter = paper::Filter {
            form: self.form.as_deref().filter(|text| !text.is_empty()),
            subject_kind: self.subject_kind.as_deref().filter(|text| !text.is_empty()),
            account: self.account,
            case: self.case,
            search: self.search.as_deref().map(str::trim).filter(|text| !text.is_empty()),
            after: self.after,
        };
        let found = paper::list(look.tx, look.actor.tenant, &filter, limit + 1).await?;
        let more = i64::try_from(found.len()).unwrap_or(i64::MAX) > limit;
        let names = names(look.app, look.tx, look.actor).await?;
        let mut page = PaperPage::default();
        for paper in found.into_iter().take(usize::try_from(limit).unwrap_or(usize::MAX)) {
            page.next = Some((paper.at, paper.id));
            if reads::near_subject(look.app, look.tx, look.actor, &paper.subject).await? == Near::Yes {
                page.rows.push(row(&names, paper));
            }
        }
        page.next = page.next.filter(|_| more);
        Ok(page)
    }
}
