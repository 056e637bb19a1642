//! Registered posts that were made outside the system, as they are shown.

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{AccountId, OutsideId, outside::Through};
use tatefuda_store::outside::outside_list;
use utoipa::ToSchema;

use crate::{
    actor::Actor,
    core::App,
    failure::Failure,
    post::{list::names, view::Person},
    query::{Sees, open},
};

/// Most on one page.
const MANY: i64 = 500;

/// A registered post.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OutsideView {
    /// Its id.
    pub id: OutsideId,
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub account_name: String,
    /// How it came there.
    pub through: Through,
    /// When it was posted.
    pub posted_at: Timestamp,
    /// What it says.
    pub text: String,
    /// Why it was posted that way.
    pub reason: String,
    /// On which device.
    pub device: String,
    /// Its address.
    pub url: Option<String>,
    /// Who registered it.
    pub person: Person,
    /// When.
    pub at: Timestamp,
}

/// The registered ones, the last posted first. They stand in public, so nothing of them is hidden from anybody of the body.
///
/// # Errors
/// Whatever the database says.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<OutsideView>, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let names = names(app, &mut tx, actor).await?;
    let rows = outside_list(&mut tx, actor.tenant, MANY).await?;
    tx.rollback().await?;
    let view = |one: tatefuda_domain::outside::Outside| OutsideView {
        account_name: names.account(one.account),
        person: names.person(one.person, Some(one.capacity)),
        id: one.id,
        account: one.account,
        through: one.through,
        posted_at: one.posted_at,
        text: one.text,
        reason: one.reason,
        device: one.device,
        url: one.url,
        at: one.at,
    };
    Ok(rows.into_iter().map(view).collect())
}
