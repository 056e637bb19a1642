//! Before a node works: how its marks stand, whether a stop is to be recorded or acknowledged. Its word that it is alive.

use std::{collections::BTreeSet, sync::PoisonError};

use jiff::{SignedDuration, Timestamp};
use tatefuda_audit::Head;
use tatefuda_domain::{NodeId, TenantId};
use tatefuda_store::{
    Tx,
    audit::audit_head,
    copy::{Node, hold_live, node_find, node_list, node_seen, node_settled},
    sql::Kind,
};

use super::{Bearing, HoldCopy, bearing, remember};
use crate::{
    actor::{Actor, Via},
    command::execute,
    core::App,
    failure::Failure,
    stop,
};

/// A node that was not heard of for so long is not alive.
pub const ALIVE: SignedDuration = SignedDuration::from_secs(90);
/// How often a node says that it is there.
const WORD: SignedDuration = SignedDuration::from_secs(30);

/// After the database was away: another server may answer now, without what was committed last. Every node looks for its
/// marks before any goes on, so that the one that made the last call is heard.
pub const REST: SignedDuration = SignedDuration::from_secs(10);

/// A failure in reading what is due. Only a database on another machine is replaced by another one meanwhile.
pub fn shaken_by(app: &App, failure: &Failure) {
    if matches!(failure, Failure::Unavailable(_)) && app.db.kind() == Kind::Postgres {
        *app.shaken.lock().unwrap_or_else(PoisonError::into_inner) = Some(app.env.now());
    }
}

fn rests(app: &App) -> bool {
    let shaken = *app.shaken.lock().unwrap_or_else(PoisonError::into_inner);
    shaken.is_some_and(|at| app.env.now().duration_since(at).abs() < REST)
}

/// Looks after every body and gives those whose sends have to wait. For a process that sends.
///
/// # Errors
/// Whatever the database or the state folder says; nothing is sent then.
pub async fn watch(app: &App) -> Result<BTreeSet<TenantId>, Failure> {
    if !app.state.claim().map_err(Failure::internal)? {
        tracing::warn!("another process sends with this state folder: this one waits for its end");
        return Ok(crate::tenant::list(app).await?.iter().map(|body| body.id).collect());
    }
    let node = node(app)?;
    for body in crate::tenant::list(app).await? {
        match stop::watch(app, body.id, node).await {
            // Another transaction was in the way: it is said a moment later.
            Ok(()) | Err(Failure::Busy) => {}
            Err(failure) => return Err(failure),
        }
    }
    let waiting = look_after(app).await?;
    if rests(app) {
        return Ok(crate::tenant::list(app).await?.iter().map(|body| body.id).collect());
    }
    Ok(waiting)
}

/// The same without a word about calls in hand, for a process that sends nothing.
///
/// # Errors
/// Whatever the database or the state folder says.
pub async fn look_after(app: &App) -> Result<BTreeSet<TenantId>, Failure> {
    let (node, now) = (node(app)?, app.env.now());
    let mut waiting = BTreeSet::new();
    for body in crate::tenant::list(app).await? {
        let stands = match stands(app, body.id, node, now).await {
            // What is wrong with one body keeps no other waiting.
            Err(failure @ (Failure::Busy | Failure::Internal(_))) => {
                tracing::warn!(body = %body.slug, %failure, "nothing is sent before its mark was looked for");
                false
            }
            stands => stands?,
        };
        if !stands {
            waiting.insert(body.id);
        }
    }
    Ok(waiting)
}

fn node(app: &App) -> Result<NodeId, Failure> {
    app.state.node(app.env.now(), app.env.entropy()).map_err(Failure::internal)
}

/// What was found of one body.
struct Found {
    bearing: Bearing,
    head: Head,
    held: bool,
    known: Option<Node>,
    others: bool,
}

async fn look(app: &App, tx: &mut Tx, tenant: TenantId, node: NodeId, now: Timestamp) -> Result<Found, Failure> {
    let alive = |one: &Node| one.id != node && one.standing == "sound" && now.duration_since(one.seen_at).abs() < ALIVE;
    Ok(Found {
        bearing: bearing(app, tx, tenant).await?,
        head: audit_head(tx, tenant).await?,
        held: hold_live(tx, tenant).await?.is_some(),
        known: node_find(tx, tenant, node).await?,
        others: node_list(tx, tenant).await?.iter().any(alive),
    })
}

/// Whether a body's sends may go from this node.
async fn stands(app: &App, tenant: TenantId, node: NodeId, now: Timestamp) -> Result<bool, Failure> {
    let mut tx = app.db.read().await?;
    let found = look(app, &mut tx, tenant, node, now).await?;
    tx.rollback().await?;
    if found.bearing == Bearing::Empty {
        return Ok(true);
    }
    if let Bearing::Sound(mark) = found.bearing {
        // What people did since, such as taking a send back, is remembered as well, not only sends.
        if !found.held && mark.seq < found.head.seq {
            remember(app, tenant, found.head, false).await?;
        }
        report(app, tenant, node, now, &found).await?;
        return Ok(!found.held);
    }
    let mark = found.bearing.mark().map(|mark| (mark.seq, mark.hash));
    if !found.held && found.known.as_ref().is_some_and(|known| known.admitted && known.admitted_mark == mark) {
        settle(app, tenant, node).await?;
        return Ok(true);
    }
    report(app, tenant, node, now, &found).await?;
    // A node without marks beside others waits for them; a mark that is not in this chain binds them all.
    let waits = found.others && found.bearing == Bearing::Unmarked;
    if !found.held && !waits {
        let hold = HoldCopy { node, name: name(app, node) };
        match execute(app, &Actor::program(tenant, Via::Worker), app.env.id(), &hold).await {
            Ok(()) => tracing::error!(%tenant, "this database may be a copy: sending is held until a person answers"),
            // Another node was faster.
            Err(Failure::State { .. }) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(false)
}

/// What people call a node.
pub(crate) fn name(app: &App, node: NodeId) -> String {
    app.state.machine_name().unwrap_or_else(|| node.to_string())
}

/// A person let this node go on from here: its mark moves to the end of this chain.
async fn settle(app: &App, tenant: TenantId, node: NodeId) -> Result<(), Failure> {
    let mut tx = app.db.write().await?;
    let head = audit_head(&mut tx, tenant).await?;
    remember(app, tenant, head, true).await?;
    node_settled(&mut tx, tenant, node).await?;
    tx.commit().await?;
    Ok(())
}

/// Says that this node is there, when that is news.
async fn report(app: &App, tenant: TenantId, node: NodeId, now: Timestamp, found: &Found) -> Result<(), Failure> {
    let standing = found.bearing.as_str();
    let outside = !found.bearing.is_sound();
    let mark = found.bearing.mark().filter(|_| outside).map(|mark| (mark.seq, mark.hash));
    let known = found.known.as_ref();
    let fresh = known.is_some_and(|known| {
        known.standing == standing && known.mark == mark && now.duration_since(known.seen_at).abs() < WORD
    });
    if fresh {
        return Ok(());
    }
    let row = Node {
        id: node,
        name: name(app, node),
        standing: standing.to_owned(),
        mark,
        started_at: now,
        seen_at: now,
        admitted: false,
        admitted_mark: None,
    };
    let mut tx = app.db.write().await?;
    node_seen(&mut tx, tenant, &row).await?;
    tx.commit().await?;
    Ok(())
}
