//! Places and what went there, as they are shown.

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{
    NoticePlaceId, SystemRight, TenantId,
    notice::{Message, MessageKind, MessageState, NoticePlace, PlaceKind},
};
use tatefuda_store::{Rows, Tx, member::person_list, notice};
use utoipa::ToSchema;

use super::Hours;
use crate::{
    actor::Actor,
    core::App,
    failure::{Failure, left_out},
    query::{Sees, open},
};

/// Messages that are shown of a place.
const SHOWN: i64 = 5;
/// Most places that are shown at which nothing arrives.
const MANY: i64 = 200;

/// A place of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = NoticePlace)]
pub struct PlaceView {
    pub id: NoticePlaceId,
    /// Counts its changes.
    pub version: i64,
    pub kind: PlaceKind,
    /// Of a mail address all, of a hook its host.
    pub shown: String,
    /// `ja` or `en`.
    pub lang: String,
    pub hours: Hours,
    /// When its owner showed that they read there; absent: a code is to be given back.
    pub proven_at: Option<Timestamp>,
    /// Until when the code that was sent last counts.
    pub code_until: Option<Timestamp>,
    /// Since when nothing arrives.
    pub failing_since: Option<Timestamp>,
    /// Why, in the words of the other side.
    pub failing_why: Option<String>,
    /// The last messages, the newest first.
    pub messages: Vec<MessageView>,
}

/// A message to a place. What it says is not shown: it was what the page of today said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = NoticeMessage)]
pub struct MessageView {
    pub kind: MessageKind,
    pub state: MessageState,
    /// When it was ordered.
    pub created_at: Timestamp,
    /// When it is tried next, where it waits.
    pub due_at: Timestamp,
    /// How often it was tried.
    pub tries: i64,
    /// What the last try came to.
    pub why: Option<String>,
    /// When it came to its end.
    pub ended_at: Option<Timestamp>,
}

/// A place at which nothing arrives, for whoever manages people: whose, not where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = NoticeFailing)]
pub struct FailingView {
    pub id: NoticePlaceId,
    /// Whose.
    pub person_name: String,
    pub kind: PlaceKind,
    /// Since when.
    pub since: Timestamp,
    /// Why, in the words of the other side.
    pub why: String,
}

/// One's own places.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn own(app: &App, actor: &Actor) -> Result<Vec<PlaceView>, Failure> {
    let mut tx = open(app, actor, Sees::Own).await?;
    let mut shown = vec![];
    for place in notice::places(&mut tx, actor.tenant, actor.person).await?.readable() {
        let messages = notice::latest(&mut tx, actor.tenant, place.id, SHOWN).await;
        let messages = left_out(messages.map(Rows::readable))?;
        shown.push(view(place, messages));
    }
    tx.rollback().await?;
    Ok(shown)
}

fn view(place: NoticePlace, messages: Vec<Message>) -> PlaceView {
    let messages = messages.into_iter().map(|one| MessageView {
        kind: one.kind,
        state: one.state,
        created_at: one.created_at,
        due_at: one.due_at,
        tries: one.tries,
        why: one.why,
        ended_at: one.ended_at,
    });
    PlaceView {
        id: place.id,
        version: place.version,
        kind: place.kind,
        shown: place.shown,
        lang: place.lang,
        hours: Hours::of(&place.rhythm),
        proven_at: place.proven_at,
        code_until: place.code_until,
        failing_since: place.failing_since,
        failing_why: place.failing_why,
        messages: messages.collect(),
    }
}

/// Places of the body at which nothing arrives.
///
/// # Errors
/// [`Failure::Forbidden`] without the right to manage people.
pub async fn failing(app: &App, actor: &Actor) -> Result<Vec<FailingView>, Failure> {
    let mut tx = open(app, actor, Sees::With(SystemRight::ManageUsers)).await?;
    let found = of_body(&mut tx, actor.tenant).await?;
    tx.rollback().await?;
    Ok(found)
}

async fn of_body(tx: &mut Tx, tenant: TenantId) -> Result<Vec<FailingView>, Failure> {
    let places = notice::places_failing(tx, tenant, MANY).await?.readable();
    if places.is_empty() {
        return Ok(vec![]);
    }
    let people = person_list(tx, tenant).await?.readable();
    let name = |place: &NoticePlace| people.iter().find(|one| one.id == place.person).map(|one| one.name.clone());
    let shown = places.into_iter().map(|place| FailingView {
        person_name: name(&place).unwrap_or_default(),
        id: place.id,
        kind: place.kind,
        since: place.failing_since.unwrap_or(place.created_at),
        why: place.failing_why.unwrap_or_default(),
    });
    Ok(shown.collect())
}
