//! How sending of a body stands: what everybody may know.

use jiff::Timestamp;
use tatefuda_domain::{PersonId, TenantId};
use tatefuda_store::{
    copy::{Node, node_list},
    stop::{Halts, Seen, Stop, halts, stop_live, stop_seen_list},
};

use crate::{
    Actor, App, Failure, copy,
    facts::org,
    hand::{self, view::TakenView},
    query::{Sees, open},
};

/// An open stop with the nodes that it reached.
#[derive(Debug, Clone)]
pub struct StopView {
    pub stop: Stop,
    /// Who stopped.
    pub stopped_by: Option<String>,
    /// Who proposed to end it.
    pub end_proposed_by: Option<String>,
}

/// A node and what it says of the open stop.
#[derive(Debug, Clone)]
pub struct NodeView {
    pub node: Node,
    /// It was heard of a moment ago.
    pub alive: bool,
    /// What it says.
    pub seen: Option<Seen>,
}

impl NodeView {
    /// From when on nothing of the body starts there.
    #[must_use]
    pub fn acknowledged_at(&self) -> Option<Timestamp> {
        self.seen.as_ref().and_then(|seen| seen.acknowledged_at)
    }
}

/// How sending stands.
#[derive(Debug, Clone)]
pub struct Sending {
    /// The open stop.
    pub stop: Option<StopView>,
    /// The file that stops lies beside this node.
    pub file: bool,
    /// The nodes that send for this body.
    pub nodes: Vec<NodeView>,
    /// Who has a text in their hands that no stop can take back: whoever stopped calls them.
    pub taken: Vec<TakenView>,
}

/// How sending stands for the actor's body.
///
/// # Errors
/// Whatever the database says.
pub async fn sending(app: &App, actor: &Actor) -> Result<Sending, Failure> {
    let now = app.env.now();
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let org = org::load(app, &mut tx, actor.tenant).await?;
    let open = stop_live(&mut tx, actor.tenant).await?;
    let said = match &open {
        Some(stop) => stop_seen_list(&mut tx, actor.tenant, stop.id).await?,
        None => vec![],
    };
    let nodes = node_list(&mut tx, actor.tenant).await?;
    let taken = hand::taken(app, &mut tx, actor).await?;
    tx.rollback().await?;
    let name = |id: Option<PersonId>| id.and_then(|id| org.people.get(&id)).map(|person| person.name.clone());
    let nodes = nodes.into_iter().map(|node| NodeView {
        alive: now.duration_since(node.seen_at).abs() < copy::ALIVE,
        seen: said.iter().find(|seen| seen.node == node.id).cloned(),
        node,
    });
    Ok(Sending {
        file: app.state.stop_file().is_some(),
        nodes: nodes.collect(),
        taken,
        stop: open.map(|stop| StopView {
            stopped_by: name(stop.stopped_by),
            end_proposed_by: name(stop.end_proposed_by),
            stop,
        }),
    })
}

/// What stands in the way of every send of a body, for a banner.
///
/// # Errors
/// Whatever the database says.
pub async fn banner(app: &App, tenant: TenantId) -> Result<Halts, Failure> {
    let mut tx = app.db.read().await?;
    let found = halts(&mut tx, tenant).await?;
    tx.rollback().await?;
    Ok(Halts { stopped: found.stopped || app.state.stop_file().is_some(), ..found })
}
