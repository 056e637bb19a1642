//! What there is to do for a worker, and what it needs to do it. Reads only.

use std::collections::BTreeSet;

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, AppointmentId, DeviceId, PersonId, PublicationId, TenantId,
    publication::{Publication, State},
};
use tatefuda_store::{publication, tenant::tenant_list};

pub(crate) use super::prepare::token;
pub use super::prepare::{Looking, Prepared, looking, prepare};
use super::{matching::Seen, outcome::look_after, reconcile};
use crate::{
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
    /// Kept from the scheduling: the regulation is asked in it again at the send.
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
    let intent = publication::get(&mut tx, tenant, id).await?;
    if let Some(State::Unknown { looks, .. }) = intent.map(|intent| intent.state) {
        let next = now + look_after(looks + 1);
        let next = not_before.map_or(next, |until| next.max(until));
        publication::looked(&mut tx, tenant, id, next).await?;
    }
    tx.commit().await?;
    Ok(())
}
