//! Removals of published posts (decision 0042), and what is kept of these before.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tatefuda_domain::{
    PostId, PublicationId, RemovalId, TenantId,
    publication::{Proof, Why},
    removal::{Removal, RemovalCopy, RemovalState, State},
};

use crate::{
    Result, Row, Rows, Tx, Value, args, columns,
    sql::{
        Columns, Name, Table as _,
        columns::{self as table, difference, there, unfit},
    },
    statements,
};

statements! { "removal":
    INSERT = Removal::INSERT;
    UPDATE = Removal::UPDATE;
    OF = "SELECT * FROM removal WHERE tenant_id = $1 AND publication_id = $2 ORDER BY asked_at, id";
    OF_POST = "SELECT * FROM removal WHERE tenant_id = $1 AND post_id = $2 ORDER BY asked_at, id";
    OF_POSTS = crate::of_ids!("SELECT r.* FROM removal r WHERE r.tenant_id = $1 AND r.post_id IN (SELECT id FROM ids) \
        ORDER BY r.asked_at, r.id");
    // What the program has to carry out by now, or what a worker has lost.
    DUE = "SELECT * FROM removal WHERE tenant_id = $1 AND ((state = 'asked' AND due_at <= $2) \
        OR (state = 'removing' AND lease_until < $2)) ORDER BY due_at, id LIMIT $3";
    NEXT = "SELECT MIN(CASE WHEN state = 'asked' THEN due_at ELSE lease_until END) AS at FROM removal \
        WHERE tenant_id = $1 AND state IN ('asked', 'removing')";
    OPEN = "SELECT * FROM removal r WHERE tenant_id = $1 AND (state IN ('waiting', 'unknown') \
        OR (state = 'failed' AND NOT EXISTS (SELECT 1 FROM removal l WHERE l.tenant_id = r.tenant_id \
            AND l.publication_id = r.publication_id AND l.asked_at > r.asked_at))) ORDER BY asked_at, id LIMIT $2";
    STATES = "SELECT publication_id, state FROM removal WHERE tenant_id = $1 AND state <> 'called-off' ORDER BY asked_at, id";
    COPY_INSERT = RemovalCopy::INSERT;
    // What was sent is kept with the decision, so it comes first whatever the clock says.
    COPIES = "SELECT * FROM removal_copy WHERE tenant_id = $1 AND removal_id = $2 \
        ORDER BY CASE kind WHEN 'sent' THEN 0 ELSE 1 END, at, id";
}

columns! { Removal = "removal" {
    id;
    version;
    publication = "publication_id";
    post = "post_id";
    account = "account_id";
    road;
    reason = "reason";
    person = "person_id";
    capacity;
    device = "device_id";
    at = "asked_at";
    answer = "answer_id";
    tries;
    state: State;
} }

columns! { RemovalCopy = "removal_copy" {
    id;
    removal = "removal_id";
    kind;
    at;
    person = "person_id";
    text;
    link;
    url;
    platform_post = "platform_post_id";
    content;
    picture = "media_id";
    missing;
} }

/// The columns of [`State`].
#[derive(Default, Clone)]
struct StateColumns {
    due_at: Option<Timestamp>,
    lease_owner: Option<String>,
    lease_until: Option<Timestamp>,
    ended_at: Option<Timestamp>,
    proof: Option<Proof>,
    why: Option<String>,
    why_detail: Option<String>,
}

columns! { StateColumns {
    due_at;
    lease_owner;
    lease_until;
    ended_at;
    proof;
    why;
    why_detail;
} }

struct StateRow {
    state: RemovalState,
    columns: StateColumns,
}

columns! { StateRow {
    state;
    columns: StateColumns;
} }

impl Columns for State {
    const NAMES: &'static [Name] = StateRow::NAMES;

    fn bind(&self, values: &mut Vec<Value>) {
        StateRow { state: self.name(), columns: StateColumns::of(self) }.bind(values);
    }

    fn read(row: &Row) -> Result<Self> {
        let StateRow { state, columns } = StateRow::read(row)?;
        let read = columns.clone().state(state)?;
        match difference(&columns, &StateColumns::of(&read)) {
            Some(column) => Err(unfit(column, format!("beside {}", state.as_str()))),
            None => Ok(read),
        }
    }
}

impl StateColumns {
    fn of(state: &State) -> Self {
        let because =
            |why: &Why| Self { why: Some(why.word.clone()), why_detail: why.detail.clone(), ..Self::default() };
        match state {
            State::Asked { due_at, why } => {
                Self { due_at: Some(*due_at), ..why.as_ref().map(because).unwrap_or_default() }
            }
            State::Removing { by, until } => {
                Self { lease_owner: Some(by.clone()), lease_until: Some(*until), ..Self::default() }
            }
            State::Waiting => Self::default(),
            State::Removed { at, proof } => Self { ended_at: Some(*at), proof: Some(*proof), ..Self::default() },
            State::Failed { at, why } => Self { ended_at: Some(*at), ..because(why) },
            State::Unknown { why } => because(why),
            State::CalledOff { at } => Self { ended_at: Some(*at), ..Self::default() },
        }
    }

    fn state(self, name: RemovalState) -> Result<State> {
        let why = self.why.map(|word| Why { word, detail: self.why_detail });
        Ok(match name {
            RemovalState::Asked => State::Asked { due_at: there("due_at", self.due_at)?, why },
            RemovalState::Removing => State::Removing {
                by: there("lease_owner", self.lease_owner)?,
                until: there("lease_until", self.lease_until)?,
            },
            RemovalState::Waiting => State::Waiting,
            RemovalState::Removed => {
                State::Removed { at: there("ended_at", self.ended_at)?, proof: there("proof", self.proof)? }
            }
            RemovalState::Failed => State::Failed { at: there("ended_at", self.ended_at)?, why: there("why", why)? },
            RemovalState::Unknown => State::Unknown { why: there("why", why)? },
            RemovalState::CalledOff => State::CalledOff { at: there("ended_at", self.ended_at)? },
        })
    }
}

pub(crate) fn read(row: &Row) -> Result<Removal> {
    Removal::read(row)
}

pub(crate) fn read_copy(row: &Row) -> Result<RemovalCopy> {
    RemovalCopy::read(row)
}

/// Writes a decision to take a post down.
///
/// # Errors
/// [`crate::Error::Unique`]: it is decided already.
pub async fn removal_insert(tx: &mut Tx, tenant: TenantId, removal: &Removal) -> Result<()> {
    table::insert(tx, tenant, removal).await
}

/// Writes a change of the version in `removal.version` and counts it up; `false`: it was another version.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn removal_update(tx: &mut Tx, tenant: TenantId, removal: &Removal) -> Result<bool> {
    table::update(tx, tenant, removal).await
}

/// Every decision to take a post down, the first first: all of them or an error, since one that cannot be read may be the
/// one that counts.
///
/// # Errors
/// As [`removal_update`].
pub async fn removals_of(tx: &mut Tx, tenant: TenantId, publication: PublicationId) -> Result<Vec<Removal>> {
    Rows::read("removal", &tx.all(OF, args![tenant, publication]).await?, read)?.all()
}

/// The same for all sends of a post.
///
/// # Errors
/// As [`removal_update`].
pub async fn removals_of_post(tx: &mut Tx, tenant: TenantId, post: PostId) -> Result<Rows<Removal>> {
    Rows::read("removal", &tx.all(OF_POST, args![tenant, post]).await?, read)
}

/// The removals of these posts, the oldest first.
///
/// # Errors
/// As [`removal_update`].
pub async fn removals_of_posts(tx: &mut Tx, tenant: TenantId, posts: &[PostId]) -> Result<Rows<Removal>> {
    let ids: String = posts.iter().map(ToString::to_string).collect();
    Rows::read("removal", &tx.all(OF_POSTS, args![tenant, ids]).await?, read)
}

/// What the program has to carry out by now.
///
/// # Errors
/// As [`removal_update`].
pub async fn removals_due(tx: &mut Tx, tenant: TenantId, now: Timestamp, limit: i64) -> Result<Rows<Removal>> {
    Rows::read("removal", &tx.all(DUE, args![tenant, now, limit]).await?, read)
}

/// When there is next something to carry out.
///
/// # Errors
/// As [`removal_update`].
pub async fn removal_next(tx: &mut Tx, tenant: TenantId) -> Result<Option<Timestamp>> {
    tx.one(NEXT, args![tenant]).await?.map_or(Ok(None), |row| row.opt_timestamp("at"))
}

/// Those about which somebody has to do something.
///
/// # Errors
/// As [`removal_update`].
pub async fn removals_open(tx: &mut Tx, tenant: TenantId, limit: i64) -> Result<Rows<Removal>> {
    Rows::read("removal", &tx.all(OPEN, args![tenant, limit]).await?, read)
}

/// How far taking down has come, of each send about which that was decided.
///
/// # Errors
/// As [`removal_update`].
pub async fn removal_states(tx: &mut Tx, tenant: TenantId) -> Result<BTreeMap<PublicationId, RemovalState>> {
    let mut states = BTreeMap::new();
    for row in tx.all(STATES, args![tenant]).await? {
        let text = row.text("state")?;
        let state = RemovalState::parse(&text).ok_or_else(|| unfit("state", text))?;
        states.insert(row.id("publication_id")?, state);
    }
    Ok(states)
}

/// Keeps a copy.
///
/// # Errors
/// As [`removal_update`].
pub async fn copy_insert(tx: &mut Tx, tenant: TenantId, copy: &RemovalCopy) -> Result<()> {
    table::insert(tx, tenant, copy).await
}

/// What was kept, the first first.
///
/// # Errors
/// As [`removal_update`].
pub async fn copies_of(tx: &mut Tx, tenant: TenantId, removal: RemovalId) -> Result<Rows<RemovalCopy>> {
    Rows::read("removal_copy", &tx.all(COPIES, args![tenant, removal]).await?, read_copy)
}
