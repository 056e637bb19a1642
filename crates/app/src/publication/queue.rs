//! What there is to do for a worker, and what it needs to do it. Reads only.

use std::collections::BTreeSet;

use jiff::Timestamp;
use secrecy::SecretString;
use tatefuda_domain::{
    AccountId, AppointmentId, DeviceId, PersonId, PublicationId, Service, TenantId, publication::PublicationState,
};
use tatefuda_platforms::OutgoingPost;
use tatefuda_store::{
    account, post,
    publication::{self, Publication},
    tenant::tenant_list,
};

use super::{
    matching::{SKEW, Seen},
    outcome::{look_after, reason},
    reconcile,
};
use crate::{
    account::credential,
    actor::{Actor, Via},
    core::App,
    failure::Failure,
};

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// Its lease ran out.
    Expire,
    /// Its outcome is unknown; look for it.
    Look,
    /// Its time has come.
    Send,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// The body.
    pub tenant: TenantId,
    /// The account: things on one account are done one after the other, accounts beside each other.
    pub account: AccountId,
    /// The intended send.
    pub publication: PublicationId,
    /// What to do.
    pub task: Task,
    /// The lease that ran out.
    pub epoch: i64,
    /// Who held it and holds it no longer, although it has not run out.
    pub gone: Option<String>,
    /// For whom.
    pub person: PersonId,
    /// In which capacity.
    pub capacity: AppointmentId,
    /// On which device it was scheduled.
    pub device: Option<DeviceId>,
}

impl Work {
    pub(crate) fn new(tenant: TenantId, task: Task, intent: &Publication) -> Self {
        Self {
            tenant,
            account: intent.account,
            publication: intent.id,
            task,
            epoch: intent.lease_epoch,
            gone: None,
            person: intent.scheduled_by,
            capacity: intent.capacity,
            device: intent.device,
        }
    }

    /// The worker acts for the person who scheduled.
    pub fn actor(&self) -> Actor {
        let actor = Actor::new(self.tenant, self.person, Some(self.capacity), BTreeSet::new(), Via::Worker);
        Actor { device: self.device, ..actor }
    }
}

/// Everything that is to be done now, for every body; at most `limit` of each kind per body.
///
/// # Errors
/// Whatever the database says.
pub async fn due(app: &App, limit: i64) -> Result<Vec<Work>, Failure> {
    let now = app.env.now();
    let mut tx = app.db.read().await?;
    let mut work = vec![];
    for body in tenant_list(&mut tx).await? {
        let over = publication::lease_over(&mut tx, body.id, now, limit).await?;
        work.extend(over.iter().map(|intent| Work::new(body.id, Task::Expire, intent)));
        let unknown = publication::to_look(&mut tx, body.id, now, limit).await?;
        work.extend(unknown.iter().map(|intent| Work::new(body.id, Task::Look, intent)));
        let scheduled = publication::due(&mut tx, body.id, now, limit).await?;
        work.extend(scheduled.iter().map(|intent| Work::new(body.id, Task::Send, intent)));
    }
    tx.rollback().await?;
    Ok(work)
}

/// When there is something to do next; absent: nothing is planned.
///
/// # Errors
/// Whatever the database says.
pub async fn next(app: &App) -> Result<Option<Timestamp>, Failure> {
    let mut tx = app.db.read().await?;
    let mut next: Option<Timestamp> = None;
    for body in tenant_list(&mut tx).await? {
        let at = publication::next(&mut tx, body.id).await?;
        next = next.into_iter().chain(at).min();
    }
    tx.rollback().await?;
    Ok(next)
}

/// What a send needs: a pure function of what was scheduled, and the account's credentials.
pub struct Prepared {
    /// The service.
    pub service: Service,
    /// The content; absent for an account whose id on its service is not known.
    pub outgoing: Option<OutgoingPost>,
    /// The token, or why there is none.
    pub token: Result<SecretString, &'static str>,
}

/// Reads what a send needs. The target is immutable: what is read now is what was scheduled.
///
/// # Errors
/// No such send, or the database fails.
pub async fn prepare(app: &App, tenant: TenantId, id: PublicationId) -> Result<Prepared, Failure> {
    let mut tx = app.db.read().await?;
    let intent = publication::get(&mut tx, tenant, id).await?.ok_or(Failure::NotFound)?;
    let target = post::target(&mut tx, tenant, intent.target).await?.ok_or(Failure::NotFound)?;
    let account = account::get(&mut tx, tenant, intent.account).await?.ok_or(Failure::NotFound)?;
    let token = match credential::open(app, &mut tx, tenant, account.id).await {
        // The key is missing or the row was moved: a person has to connect the account again.
        Err(Failure::Internal(error)) => {
            tracing::error!(account = %account.id, %error, "a stored token cannot be opened");
            Err(reason::NOT_CONNECTED)
        }
        Err(other) => return Err(other),
        Ok(None) => Err(reason::NOT_CONNECTED),
        Ok(Some(found)) if found.expires_at.is_some_and(|at| at <= app.env.now()) => Err(reason::TOKEN_DEAD),
        Ok(Some(found)) => Ok(found.token),
    };
    let media = crate::media::outgoing(&mut tx, tenant, &target.media).await?;
    tx.rollback().await?;
    let outgoing = account.external_id.map(|external| OutgoingPost {
        account: external,
        text: target.text,
        link: target.link,
        options: target.options,
        media,
    });
    Ok(Prepared { service: account.service, outgoing, token })
}

/// From when on posts are read back for an unknown outcome.
///
/// # Errors
/// No such send, or the database fails.
pub async fn look_since(app: &App, tenant: TenantId, id: PublicationId) -> Result<Option<Timestamp>, Failure> {
    let mut tx = app.db.read().await?;
    let intent = publication::get(&mut tx, tenant, id).await?.ok_or(Failure::NotFound)?;
    let begun = reconcile::as_intent(&mut tx, tenant, &intent).await?.map(|intent| intent.begun_at - SKEW);
    tx.rollback().await?;
    Ok(begun.filter(|_| intent.state == PublicationState::Unknown))
}

/// Whether what was read back resolves an unknown outcome. The command decides again.
///
/// # Errors
/// No such send, or the database fails.
pub async fn resolves(app: &App, tenant: TenantId, id: PublicationId, seen: &[Seen]) -> Result<bool, Failure> {
    let mut tx = app.db.read().await?;
    let intent = publication::get(&mut tx, tenant, id).await?.ok_or(Failure::NotFound)?;
    let found = reconcile::belongs(&mut tx, tenant, &intent, seen).await?.is_some();
    tx.rollback().await?;
    Ok(found)
}

/// Notes that an unknown outcome was looked for in vain. No act: nothing is concluded from it.
///
/// # Errors
/// Whatever the database says.
pub async fn looked(
    app: &App,
    tenant: TenantId,
    id: PublicationId,
    not_before: Option<Timestamp>,
) -> Result<(), Failure> {
    let now = app.env.now();
    let mut tx = app.db.write().await?;
    if let Some(intent) = publication::get(&mut tx, tenant, id).await? {
        let next = now + look_after(intent.looks + 1);
        let next = not_before.map_or(next, |until| next.max(until));
        publication::looked(&mut tx, tenant, id, next).await?;
    }
    tx.commit().await?;
    Ok(())
}
