//! Holds because the database may be a copy, and what they leave in doubt (decision 0024).

pub mod node;

use jiff::Timestamp;
pub use node::{Node, node_admit, node_admit_all, node_find, node_list, node_seen, node_settled};
use tatefuda_domain::{AccountId, CopyHoldId, Digest, DoubtId, NodeId, PersonId, PostId, PublicationId, TenantId};

use crate::{
    Result, Row, Tx, Value, args, columns,
    sql::{
        Columns, Name, Table as _,
        columns::{self as table, Column},
    },
    statements,
};

statements! { "copy":
    HOLD_INSERT = Begun::INSERT;
    HOLD_LIVE = "SELECT * FROM copy_hold WHERE tenant_id = $1 AND live = 1";
    HOLD_GET = "SELECT * FROM copy_hold WHERE tenant_id = $1 AND id = $2";
    HOLD_RELEASE = "UPDATE copy_hold SET version = version + 1, live = NULL, released_at = $4, released_by = $5 \
        WHERE tenant_id = $1 AND id = $2 AND version = $3 AND live = 1";
    DOUBT_INSERT = Doubt::INSERT;
    DOUBT_GET = "SELECT * FROM copy_doubt WHERE tenant_id = $1 AND id = $2";
    DOUBTS = "SELECT * FROM copy_doubt WHERE tenant_id = $1 AND hold_id = $2 ORDER BY id";
    DOUBT_ANSWER = "UPDATE copy_doubt SET answer = $3, note = $4, answered_at = $5, answered_by = $6 \
        WHERE tenant_id = $1 AND id = $2 AND answer IS NULL";
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    pub id: CopyHoldId,
    /// Counts its changes.
    pub version: i64,
    /// `lost`, `machine`, `unmarked`.
    pub cause: String,
    /// Which node found it.
    pub node: NodeId,
    /// As it was then: the node may be called otherwise, or be gone.
    pub node_name: String,
    /// The mark that it holds: number, hash, and since when.
    pub mark: Option<(u64, Digest, Timestamp)>,
    /// Where the chain ended.
    pub head_seq: u64,
    /// Time of its last entry: what came later is not in this database.
    pub head_at: Option<Timestamp>,
    /// Since when it holds.
    pub held_at: Timestamp,
    /// When it ended.
    pub released_at: Option<Timestamp>,
    /// By whom.
    pub released_by: Option<PersonId>,
}

/// Something that may have been sent since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    pub id: DoubtId,
    pub hold: CopyHoldId,
    pub post: PostId,
    /// The intended send; absent for a post that waited without one.
    pub publication: Option<PublicationId>,
    pub account: Option<AccountId>,
    /// Where it stood in this database.
    pub state: String,
    /// What a person says, as a word.
    pub answer: Option<String>,
    /// A remark, or where it was seen.
    pub note: String,
    /// When.
    pub answered_at: Option<Timestamp>,
    /// Who.
    pub answered_by: Option<PersonId>,
}

columns! { Hold {
    id;
    version;
    cause;
    node = "node_id";
    node_name;
    mark: HeldMark;
    head_seq;
    head_at;
    held_at;
    released_at;
    released_by;
} }

/// A hold as it begins. `live` is one while it runs and NULL afterwards: an index lets only one of a body run.
struct Begun {
    hold: Hold,
    live: i64,
}

columns! { Begun = "copy_hold" {
    hold: Hold;
    live;
} }

columns! { Doubt = "copy_doubt" {
    id;
    hold = "hold_id";
    post = "post_id";
    publication = "publication_id";
    account = "account_id";
    state;
    answer;
    note;
    answered_at;
    answered_by;
} }

/// A mark: number, hash, and since when.
type HeldMark = Option<(u64, Digest, Timestamp)>;

/// A mark of which a part is missing is none.
impl Columns for HeldMark {
    const NAMES: &'static [Name] = &[Name::One("mark_seq"), Name::One("mark_hash"), Name::One("mark_at")];

    fn bind(&self, values: &mut Vec<Value>) {
        match self {
            Some((seq, hash, at)) => values.extend([seq.value(), hash.value(), at.value()]),
            None => values.extend([u64::NULL, Digest::NULL, Timestamp::NULL]),
        }
    }

    fn read(row: &Row) -> Result<Self> {
        let mark = seen_mark(row, "mark_seq", "mark_hash")?.zip(row.opt_timestamp("mark_at")?);
        Ok(mark.map(|((seq, hash), at)| (seq, hash, at)))
    }
}

fn seen_mark(row: &Row, seq: &str, hash: &str) -> Result<Option<(u64, Digest)>> {
    Ok(<u64 as Column>::read(row, seq)?.zip(row.opt_digest(hash)?))
}

pub(crate) fn read_hold(row: &Row) -> Result<Hold> {
    Hold::read(row)
}

pub(crate) fn read_doubt(row: &Row) -> Result<Doubt> {
    Doubt::read(row)
}

/// Writes a hold.
///
/// # Errors
/// [`crate::Error::Unique`] where one is open.
pub async fn hold_insert(tx: &mut Tx, tenant: TenantId, hold: &Hold) -> Result<()> {
    table::insert(tx, tenant, &Begun { hold: hold.clone(), live: 1 }).await
}

/// The open hold of a body.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn hold_live(tx: &mut Tx, tenant: TenantId) -> Result<Option<Hold>> {
    tx.one(HOLD_LIVE, args![tenant]).await?.as_ref().map(read_hold).transpose()
}

/// One hold, also one that ended.
///
/// # Errors
/// As [`hold_live`].
pub async fn hold_find(tx: &mut Tx, tenant: TenantId, id: CopyHoldId) -> Result<Option<Hold>> {
    tx.one(HOLD_GET, args![tenant, id]).await?.as_ref().map(read_hold).transpose()
}

/// Ends a hold; `false`: it is another version, or ended.
///
/// # Errors
/// As [`hold_live`].
pub async fn hold_release(tx: &mut Tx, tenant: TenantId, hold: &Hold, (by, at): (PersonId, Timestamp)) -> Result<bool> {
    Ok(tx.execute(HOLD_RELEASE, args![tenant, hold.id, hold.version, at, by]).await? == 1)
}

/// Writes a doubt without answer.
///
/// # Errors
/// As [`hold_live`].
pub async fn doubt_insert(tx: &mut Tx, tenant: TenantId, doubt: &Doubt) -> Result<()> {
    table::insert(tx, tenant, doubt).await
}

/// One doubt.
///
/// # Errors
/// As [`hold_live`].
pub async fn doubt_find(tx: &mut Tx, tenant: TenantId, id: DoubtId) -> Result<Option<Doubt>> {
    tx.one(DOUBT_GET, args![tenant, id]).await?.as_ref().map(read_doubt).transpose()
}

/// The doubts of a hold.
///
/// # Errors
/// As [`hold_live`].
pub async fn doubt_list(tx: &mut Tx, tenant: TenantId, hold: CopyHoldId) -> Result<Vec<Doubt>> {
    tx.all(DOUBTS, args![tenant, hold]).await?.iter().map(read_doubt).collect()
}

/// Writes an answer; `false`: there was one.
///
/// # Errors
/// As [`hold_live`].
pub async fn doubt_answer(
    tx: &mut Tx,
    tenant: TenantId,
    id: DoubtId,
    (answer, note): (&str, &str),
    (by, at): (PersonId, Timestamp),
) -> Result<bool> {
    Ok(tx.execute(DOUBT_ANSWER, args![tenant, id, answer, note, at, by]).await? == 1)
}
