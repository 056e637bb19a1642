//! The machines that send, as a body sees them (decision 0024).

use jiff::Timestamp;
use tatefuda_domain::{Digest, NodeId, TenantId};

use super::seen_mark;
use crate::{Result, Row, Tx, args, sql::Column as _, statements};

/// A machine that sends, as a body sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub id: NodeId,
    /// What people call it.
    pub name: String,
    /// `sound`, or why its mark does not lie in this chain: `lost`, `machine`, `unmarked`.
    pub standing: String,
    pub mark: Option<(u64, Digest)>,
    /// Since when it is known here.
    pub started_at: Timestamp,
    /// When it was last heard of.
    pub seen_at: Timestamp,
    /// A person lets it go on from here.
    pub admitted: bool,
    /// With which mark.
    pub admitted_mark: Option<(u64, Digest)>,
}

statements! { "sending_node":
    SEEN = "INSERT INTO sending_node (tenant_id, id, name, standing, mark_seq, mark_hash, started_at, seen_at, \
        admitted) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8) ON CONFLICT (tenant_id, id) DO UPDATE \
        SET name = $3, standing = $4, mark_seq = $5, mark_hash = $6, seen_at = $7";
    LIST = "SELECT * FROM sending_node WHERE tenant_id = $1 ORDER BY started_at, id";
    FIND = "SELECT * FROM sending_node WHERE tenant_id = $1 AND id = $2";
    // With which mark it stands outside is what is admitted; another one is not.
    ADMIT = "UPDATE sending_node SET admitted = $3, admitted_seq = mark_seq, admitted_hash = mark_hash \
        WHERE tenant_id = $1 AND id = $2 AND standing <> 'sound'";
    ADMIT_ALL = "UPDATE sending_node SET admitted = $2, admitted_seq = mark_seq, admitted_hash = mark_hash \
        WHERE tenant_id = $1 AND standing <> 'sound'";
    SETTLED = "UPDATE sending_node SET admitted = $3, admitted_seq = NULL, admitted_hash = NULL, standing = 'sound' \
        WHERE tenant_id = $1 AND id = $2";
}

/// By hand: a node is written anew each time it is heard of, and its two marks stand beside each other.
pub(crate) fn read_node(row: &Row) -> Result<Node> {
    Ok(Node {
        id: row.id("id")?,
        name: row.text("name")?,
        standing: row.text("standing")?,
        mark: seen_mark(row, "mark_seq", "mark_hash")?,
        started_at: row.timestamp("started_at")?,
        seen_at: row.timestamp("seen_at")?,
        admitted: row.bool("admitted")?,
        admitted_mark: seen_mark(row, "admitted_seq", "admitted_hash")?,
    })
}

/// A node says that it is there, and how its mark stands.
///
/// # Errors
/// Whatever the database says.
pub async fn node_seen(tx: &mut Tx, tenant: TenantId, node: &Node) -> Result<()> {
    let values = args![
        tenant,
        node.id,
        &node.name,
        &node.standing,
        node.mark.map(|(seq, _)| seq.value()).unwrap_or(u64::NULL),
        node.mark.map(|(_, hash)| hash),
        node.seen_at,
        false,
    ];
    tx.execute(SEEN, values).await.map(drop)
}

/// The nodes that ever sent for a body, or wished to.
///
/// # Errors
/// Whatever the database says.
pub async fn node_list(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Node>> {
    tx.all(LIST, args![tenant]).await?.iter().map(read_node).collect()
}

/// `None`: no such node was ever heard of by this body.
///
/// # Errors
/// Whatever the database says.
pub async fn node_find(tx: &mut Tx, tenant: TenantId, id: NodeId) -> Result<Option<Node>> {
    tx.one(FIND, args![tenant, id]).await?.as_ref().map(read_node).transpose()
}

/// A person lets a node go on from here, with the mark with which it stands outside; `false`: it stands inside, or is
/// not known.
///
/// # Errors
/// Whatever the database says.
pub async fn node_admit(tx: &mut Tx, tenant: TenantId, id: NodeId) -> Result<bool> {
    Ok(tx.execute(ADMIT, args![tenant, id, true]).await? == 1)
}

/// The same for all that stand outside.
///
/// # Errors
/// Whatever the database says.
pub async fn node_admit_all(tx: &mut Tx, tenant: TenantId) -> Result<()> {
    tx.execute(ADMIT_ALL, args![tenant, true]).await.map(drop)
}

/// A node has its mark in this chain; what admitted it is used up.
///
/// # Errors
/// Whatever the database says.
pub async fn node_settled(tx: &mut Tx, tenant: TenantId, id: NodeId) -> Result<()> {
    tx.execute(SETTLED, args![tenant, id, false]).await.map(drop)
}
