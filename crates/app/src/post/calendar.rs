//! The calendar: what goes out, and what went out, between two moments.

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{
    AccountId, PostId, SystemRight, post::PostState, publication::PublicationState, removal::RemovalState,
};
use tatefuda_store::{publication, removal::removal_states};
use utoipa::ToSchema;

use super::{list::names, rights};
use crate::{
    actor::Actor,
    core::App,
    failure::Failure,
    query::{self, Look},
    reads::Reads,
};

/// Most sends that one look at the calendar shows.
pub const CALENDAR_MAX: i64 = 500;

/// What of the calendar is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// From this moment.
    pub from: Timestamp,
    /// Up to this moment, which is no longer part of it.
    pub until: Timestamp,
    /// Only to this account.
    pub account: Option<AccountId>,
}

/// Sends of a time, the earliest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CalendarView {
    /// The sends.
    pub items: Vec<CalendarEntry>,
    /// There are more than are shown.
    pub more: bool,
}

/// One intended send, at the time chosen for it; what is out stands at the time at which it went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CalendarEntry {
    /// The post.
    pub post: PostId,
    /// Its title.
    pub title: String,
    /// Where the paper lies.
    pub post_state: PostState,
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub account_name: String,
    /// Its service.
    pub service: Option<tatefuda_domain::Service>,
    /// How the send stands.
    pub state: PublicationState,
    /// How far taking it down has come, where that was decided.
    pub removal: Option<RemovalState>,
    /// When.
    pub at: Timestamp,
}

/// The calendar of the posts that this person may read: those of their section, their own, and all for whoever has the
/// right to read drafts.
///
/// # Errors
/// Whatever the database says.
pub async fn calendar(app: &App, actor: &Actor, which: &Calendar) -> Result<CalendarView, Failure> {
    query::query(app, actor, which).await
}

impl query::Query for Calendar {
    // The statement leaves out what the reader may not read.
    const READS: Reads<Self> = Reads::EachRow;
    type Out = CalendarView;

    async fn answer(&self, look: &mut Look<'_>) -> Result<CalendarView, Failure> {
        let (app, actor) = (look.app, look.actor);
        let tx = &mut *look.tx;
        let names = names(app, tx, actor).await?;
        let nowhere = tatefuda_domain::Id::from_uuid(uuid::Uuid::nil());
        let section = rights::section(app, tx, actor).await?.unwrap_or(nowhere);
        let filter = publication::Between {
            from: self.from,
            until: self.until,
            account: self.account,
            only_section: (!actor.may(SystemRight::ReadDrafts)).then_some(section),
            person: actor.person,
        };
        let found = publication::between(tx, actor.tenant, &filter, CALENDAR_MAX + 1).await?;
        let most = usize::try_from(CALENDAR_MAX).unwrap_or(usize::MAX);
        let more = found.len() > most;
        let removals = removal_states(tx, actor.tenant).await?;
        let items = found.into_iter().take(most).map(|one| {
            let send = names.publication(&one.publication);
            CalendarEntry {
                post: send.post,
                title: one.title,
                post_state: one.post_state,
                account: send.account,
                account_name: send.account_name,
                service: send.service,
                state: send.state,
                removal: removals.get(&send.id).copied(),
                at: send.published_at.unwrap_or(send.planned_at),
            }
        });
        Ok(CalendarView { items: items.collect(), more })
    }
}
