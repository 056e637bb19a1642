//! A node sees a stop: it records one for the file that lies beside it, and says when nothing of the body is under way.

use std::{sync::PoisonError, time::Duration};

use tatefuda_domain::{NodeId, TenantId};
use tatefuda_store::{
    copy::node_list,
    stop::{Seen, stop_live, stop_seen, stop_seen_list},
};

use super::{StopAll, StopScope};
use crate::{
    actor::{Actor, Via},
    command::execute,
    copy,
    core::App,
    failure::Failure,
};

/// How long whoever stops waits for the nodes, before it is told which of them were not heard.
pub const ACKNOWLEDGE: Duration = Duration::from_secs(5);
pub(super) const LOOK: Duration = Duration::from_millis(100);

/// Looks after the stops of one body.
///
/// # Errors
/// Whatever the database says.
pub(crate) async fn watch(app: &App, tenant: TenantId, node: NodeId) -> Result<(), Failure> {
    let mut tx = app.db.read().await?;
    let mut open = stop_live(&mut tx, tenant).await?;
    tx.rollback().await?;
    if open.is_none()
        && let Some(reason) = app.state.stop_file()
    {
        let stop = StopAll { reason, scope: StopScope::Installation, by_file: true };
        execute(app, &Actor::program(tenant, Via::Worker), app.env.id(), &stop).await?;
        let mut tx = app.db.read().await?;
        open = stop_live(&mut tx, tenant).await?;
        tx.rollback().await?;
    }
    let Some(stop) = open else { return Ok(()) };
    // The stop is stored. What is taken in hand from now on sees it; what was taken before is waited for.
    let left = {
        let mut awaited = app.awaited.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = app.in_hand.of(tenant);
        let before = awaited.entry(stop.id).or_insert_with(|| now.clone());
        before.retain(|ticket| now.contains(ticket));
        before.len()
    };
    let mut tx = app.db.read().await?;
    let said = stop_seen_list(&mut tx, tenant, stop.id).await?.into_iter().find(|seen| seen.node == node);
    tx.rollback().await?;
    let in_hand = i64::try_from(left).unwrap_or(i64::MAX);
    let news =
        said.as_ref().is_none_or(|said| said.acknowledged_at.is_none() && (left == 0 || said.in_hand != in_hand));
    if !news {
        return Ok(());
    }
    let at = app.env.now();
    let seen_at = said.map_or(at, |said| said.seen_at);
    let mut tx = app.db.write().await?;
    let seen = Seen { node, in_hand, seen_at, acknowledged_at: (left == 0).then_some(at) };
    stop_seen(&mut tx, tenant, stop.id, &seen).await?;
    tx.commit().await?;
    Ok(())
}

/// For whoever stops: lets the nodes acknowledge, and waits for those that are alive until [`ACKNOWLEDGE`] has passed.
///
/// # Errors
/// Whatever the database says. The stop is stored in any case.
pub async fn acknowledge(app: &App, tenant: TenantId, patience: Duration) -> Result<(), Failure> {
    let looks = patience.as_millis() / LOOK.as_millis();
    for _ in 0..=looks {
        if reached(app, tenant).await? {
            return Ok(());
        }
        tokio::time::sleep(LOOK).await;
    }
    Ok(())
}

/// Whether every node that is alive has acknowledged the open stop.
///
/// # Errors
/// Whatever the database says.
pub async fn reached(app: &App, tenant: TenantId) -> Result<bool, Failure> {
    let now = app.env.now();
    let mut tx = app.db.read().await?;
    let Some(stop) = stop_live(&mut tx, tenant).await? else { return Ok(true) };
    let nodes = node_list(&mut tx, tenant).await?;
    let seen = stop_seen_list(&mut tx, tenant, stop.id).await?;
    tx.rollback().await?;
    let alive = nodes.iter().filter(|node| now.duration_since(node.seen_at).abs() < copy::ALIVE);
    let mut alive = alive.map(|node| node.id);
    Ok(alive.all(|node| seen.iter().any(|seen| seen.node == node && seen.acknowledged_at.is_some())))
}
