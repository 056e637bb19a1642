//! What a worker needs to carry removals out. Reads only.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use tatefuda_domain::{
    AccountId, PublicationId, Service, TenantId,
    publication::State as Sent,
    removal::{Removal, RemovalRoad},
};
use tatefuda_platforms::Credentials;
use tatefuda_store::{
    publication,
    removal::{removal_next, removals_due},
    tenant::tenant_list,
};

use crate::{
    actor::{Actor, Via},
    core::App,
    failure::Failure,
    publication::queue,
};

/// Around when a post was published it is looked for on the service: clocks differ.
const AROUND: SignedDuration = SignedDuration::from_mins(15);

/// A removal that is to be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub tenant: TenantId,
    /// Things on one account are done one after the other.
    pub account: AccountId,
    pub publication: PublicationId,
    removal: Removal,
}

impl Due {
    /// The worker acts for whoever decided.
    #[must_use]
    pub fn actor(&self) -> Actor {
        let of = &self.removal;
        let actor = Actor::new(self.tenant, of.person, Some(of.capacity), BTreeSet::new(), Via::Worker);
        Actor { device: of.device, ..actor }
    }
}

/// What is to be carried out now, for every body; at most `limit` per body.
///
/// # Errors
/// Whatever the database says.
pub async fn due(app: &App, limit: i64) -> Result<Vec<Due>, Failure> {
    let now = app.env.now();
    let (mut tx, mut all) = (app.db.read().await?, vec![]);
    for body in tenant_list(&mut tx).await? {
        for removal in removals_due(&mut tx, body.id, now, limit).await? {
            if removal.road == RemovalRoad::Connector {
                let (account, publication) = (removal.account, removal.publication);
                all.push(Due { tenant: body.id, account, publication, removal });
            }
        }
    }
    tx.rollback().await?;
    Ok(all)
}

/// When there is next something to carry out; absent: nothing is planned.
///
/// # Errors
/// Whatever the database says.
pub async fn next(app: &App) -> Result<Option<Timestamp>, Failure> {
    let (mut tx, mut next) = (app.db.read().await?, None);
    for body in tenant_list(&mut tx).await? {
        next = next.into_iter().chain(removal_next(&mut tx, body.id).await?).min();
    }
    tx.rollback().await?;
    Ok(next)
}

/// What it takes to take a post away.
pub struct Carry {
    pub service: Service,
    /// The account's id there.
    pub account: String,
    /// The service's id of the post.
    pub post: String,
    /// What opens the account.
    pub token: Credentials,
    /// When it was published, and around when it is looked for.
    pub since: Timestamp,
    pub until: Timestamp,
}

/// Reads what it takes to take a post away: where it was sent, wherever the account stands by now. Absent: nothing opens
/// the account, or nobody knows the service's id.
///
/// # Errors
/// No such send, or the database fails.
pub async fn carry(app: &App, due: &Due) -> Result<Option<Carry>, Failure> {
    let mut tx = app.db.read().await?;
    let intent = publication::get(&mut tx, due.tenant, due.publication).await?.ok_or(Failure::NotFound)?;
    let Some(place) = intent.place.clone() else { return Ok(None) };
    let token = queue::token(app, &mut tx, due.tenant, &intent, &place).await?;
    tx.rollback().await?;
    let Sent::Published { at, platform_post: Some(post), .. } = intent.state else { return Ok(None) };
    Ok(place.id().zip(token.ok()).map(|(account, token)| Carry {
        service: place.service().clone(),
        account: account.to_owned(),
        post: post.id,
        token,
        since: at.checked_sub(AROUND).unwrap_or(at),
        until: at.checked_add(AROUND).unwrap_or(at),
    }))
}
