//! The stop of all sending of a body, and which nodes have seen it (decision 0024).

use jiff::Timestamp;
use tatefuda_domain::{NodeId, PersonId, StopId, TenantId};

use crate::{
    Result, Row, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

statements! { "stop":
    INSERT = Begun::INSERT;
    LIVE = "SELECT * FROM stop WHERE tenant_id = $1 AND live = 1";
    GET = "SELECT * FROM stop WHERE tenant_id = $1 AND id = $2";
    PROPOSE = "UPDATE stop SET version = version + 1, end_proposed_at = $4, end_proposed_by = $5, end_reason = $6 \
        WHERE tenant_id = $1 AND id = $2 AND version = $3 AND live = 1";
    END = "UPDATE stop SET version = version + 1, live = NULL, ended_at = $4, ended_by = $5 \
        WHERE tenant_id = $1 AND id = $2 AND version = $3 AND live = 1";
    SEEN = "INSERT INTO stop_seen (tenant_id, id, stop_id, node_id, in_hand, seen_at, acknowledged_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant_id, id) DO UPDATE \
        SET in_hand = $5, acknowledged_at = $7";
    SEEN_LIST = "SELECT node_id, in_hand, seen_at, acknowledged_at FROM stop_seen \
        WHERE tenant_id = $1 AND stop_id = $2 ORDER BY node_id";
    /// What stands in the way of every send: asked with each question about publishing.
    HALTS = "SELECT 'stopped' AS halt FROM stop WHERE tenant_id = $1 AND live = 1 \
        UNION ALL SELECT 'copied' AS halt FROM copy_hold WHERE tenant_id = $1 AND live = 1";
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    pub id: StopId,
    /// Counts its changes.
    pub version: i64,
    /// `body` or `installation`.
    pub scope: String,
    /// Through which door.
    pub source: String,
    /// Why.
    pub reason: String,
    /// Since when.
    pub stopped_at: Timestamp,
    /// By whom; absent: by the program, for a file or for whoever holds the server.
    pub stopped_by: Option<PersonId>,
    /// Why it is to be ended.
    pub end_reason: String,
    /// When that was proposed.
    pub end_proposed_at: Option<Timestamp>,
    /// By whom.
    pub end_proposed_by: Option<PersonId>,
    /// When it was ended.
    pub ended_at: Option<Timestamp>,
    /// By whom.
    pub ended_by: Option<PersonId>,
}

/// What a node says of a stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub node: NodeId,
    /// Calls let through before, which were under way when it said so last.
    pub in_hand: i64,
    /// When it saw the stop.
    pub seen_at: Timestamp,
    /// From when on nothing starts there.
    pub acknowledged_at: Option<Timestamp>,
}

/// What stands in the way of every send of a body.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Halts {
    /// Somebody stopped all sending.
    pub stopped: bool,
    /// The database may be a copy.
    pub copied: bool,
}

columns! { Stop {
    id;
    version;
    scope;
    source;
    reason;
    stopped_at;
    stopped_by;
    end_reason;
    end_proposed_at;
    end_proposed_by;
    ended_at;
    ended_by;
} }

/// A stop as it begins. `live` is one while it runs and NULL afterwards: an index lets only one of a body run.
struct Begun {
    stop: Stop,
    live: i64,
}

columns! { Begun = "stop" {
    stop: Stop;
    live;
} }

columns! { Seen {
    node = "node_id";
    in_hand;
    seen_at;
    acknowledged_at;
} }

pub(crate) fn read(row: &Row) -> Result<Stop> {
    Stop::read(row)
}

/// Writes a stop.
///
/// # Errors
/// [`crate::Error::Unique`] where one is open.
pub async fn stop_insert(tx: &mut Tx, tenant: TenantId, stop: &Stop) -> Result<()> {
    table::insert(tx, tenant, &Begun { stop: stop.clone(), live: 1 }).await
}

/// The open stop of a body.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn stop_live(tx: &mut Tx, tenant: TenantId) -> Result<Option<Stop>> {
    tx.one(LIVE, args![tenant]).await?.as_ref().map(read).transpose()
}

/// One stop, also one that ended.
///
/// # Errors
/// As [`stop_live`].
pub async fn stop_find(tx: &mut Tx, tenant: TenantId, id: StopId) -> Result<Option<Stop>> {
    tx.one(GET, args![tenant, id]).await?.as_ref().map(read).transpose()
}

/// One proposes the end; `false`: it is another version, or ended.
///
/// # Errors
/// As [`stop_live`].
pub async fn stop_propose_end(
    tx: &mut Tx,
    tenant: TenantId,
    stop: &Stop,
    (by, at): (PersonId, Timestamp),
    reason: &str,
) -> Result<bool> {
    Ok(tx.execute(PROPOSE, args![tenant, stop.id, stop.version, at, by, reason]).await? == 1)
}

/// Another ends it; `false`: it is another version, or ended.
///
/// # Errors
/// As [`stop_live`].
pub async fn stop_end(tx: &mut Tx, tenant: TenantId, stop: &Stop, (by, at): (PersonId, Timestamp)) -> Result<bool> {
    Ok(tx.execute(END, args![tenant, stop.id, stop.version, at, by]).await? == 1)
}

/// A node says what it knows of a stop.
///
/// # Errors
/// As [`stop_live`].
pub async fn stop_seen(tx: &mut Tx, tenant: TenantId, stop: StopId, seen: &Seen) -> Result<()> {
    let id = format!("{stop}:{}", seen.node);
    let values = args![tenant, id, stop, seen.node, seen.in_hand, seen.seen_at, seen.acknowledged_at];
    tx.execute(SEEN, values).await.map(drop)
}

/// What the nodes said of a stop.
///
/// # Errors
/// As [`stop_live`].
pub async fn stop_seen_list(tx: &mut Tx, tenant: TenantId, stop: StopId) -> Result<Vec<Seen>> {
    tx.all(SEEN_LIST, args![tenant, stop]).await?.iter().map(Seen::read).collect()
}

/// What stands in the way of every send of a body.
///
/// # Errors
/// As [`stop_live`].
pub async fn halts(tx: &mut Tx, tenant: TenantId) -> Result<Halts> {
    let mut halts = Halts::default();
    for row in tx.all(HALTS, args![tenant]).await? {
        match row.text("halt")?.as_str() {
            "stopped" => halts.stopped = true,
            _ => halts.copied = true,
        }
    }
    Ok(halts)
}
