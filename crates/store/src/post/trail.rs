//! What people did with a post: steps of the chain, comments, looks.

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, AnswerId, AppointmentId, Digest, PersonId, PostId, RevisionId, StepId, TenantId, post::Means,
};

use super::reader;
use crate::{
    Result, Row, Rows, Tx, Value, args, columns,
    sql::{Columns, Name, Table, Text, columns as table},
    statements,
};

/// A step of a chain that somebody gave for one digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub id: StepId,
    pub post: PostId,
    /// The account whose target it is for.
    pub account: AccountId,
    /// The chain of the pack.
    pub chain: String,
    /// The step of that chain.
    pub step: String,
    /// The exact content.
    pub digest: Digest,
    /// By whom.
    pub person: PersonId,
    pub capacity: AppointmentId,
    /// The appointment of the holder who was away, where it was given for them (代決).
    pub acting_for: Option<AppointmentId>,
    /// The answer that allowed it.
    pub answer: AnswerId,
    /// When.
    pub at: Timestamp,
    /// By which means; absent: a word that an earlier version took and nobody knows.
    pub means: Option<Means>,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}

/// A comment on a post, such as that of a return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub id: String,
    pub post: PostId,
    /// The revision on which it comments.
    pub revision: RevisionId,
    /// The account whose text it quotes.
    pub account: Option<AccountId>,
    /// `return`, `comment`, `resolve`.
    pub kind: String,
    /// What was said.
    pub text: String,
    /// The sentence of the post to which it refers, as text; may be empty.
    pub quote: String,
    /// To whom a return goes; `author` today.
    pub destination: String,
    /// By whom.
    pub person: PersonId,
    pub capacity: AppointmentId,
    /// When.
    pub at: Timestamp,
}

/// That somebody saw a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    pub id: String,
    pub post: PostId,
    /// Who looked.
    pub person: PersonId,
    /// What was shown.
    pub revision: RevisionId,
    /// The digest of all that was shown.
    pub sheet: Digest,
    /// When first.
    pub at: Timestamp,
}

columns! { Step = "post_step" {
    id;
    post = "post_id";
    account = "account_id";
    chain;
    step;
    digest;
    person = "person_id";
    capacity;
    acting_for;
    answer = "answer_id";
    at;
    means: Option<Means>;
    revoked_at;
} }

/// A word that nobody knows any more counts as none: what was given with it stays given.
impl Columns for Option<Means> {
    const NAMES: &'static [Name] = &[Name::One("means")];

    fn bind(&self, values: &mut Vec<Value>) {
        values.push(Value::from(self.map_or("", Means::as_str)));
    }

    fn read(row: &Row) -> Result<Self> {
        Ok(Means::parse(&row.text("means")?))
    }
}

columns! { Look = "post_look" {
    id;
    post = "post_id";
    person = "person_id";
    revision = "revision_id";
    sheet = "sheet_digest";
    at;
} }

/// Who saw a revision before has seen it.
const FIRST_LOOK: &Text =
    &Text::insert(Look::TABLE, Look::NAMES).and(" ON CONFLICT (tenant_id, post_id, person_id, revision_id) DO NOTHING");

columns! { Note = "post_note" {
    id;
    post = "post_id";
    revision = "revision_id";
    account = "account_id";
    kind;
    text;
    quote;
    destination;
    person = "person_id";
    capacity;
    at;
} }

statements! { "post_trail":
    STEP_INSERT = Step::INSERT;
    STEP_LIST = "SELECT * FROM post_step WHERE tenant_id = $1 AND post_id = $2 ORDER BY at, id";
    STEP_REVOKE = "UPDATE post_step SET revoked_at = $3, revoked_by = $4 \
        WHERE tenant_id = $1 AND post_id = $2 AND revoked_at IS NULL";
    NOTE_INSERT = Note::INSERT;
    NOTE_LIST = "SELECT * FROM post_note WHERE tenant_id = $1 AND post_id = $2 ORDER BY at, id";
    LOOK_INSERT = FIRST_LOOK.as_str();
    LOOK_LAST = "SELECT l.* FROM post_look l JOIN post_revision r ON r.tenant_id = l.tenant_id AND r.id = l.revision_id \
        WHERE l.tenant_id = $1 AND l.post_id = $2 AND l.person_id = $3 AND l.revision_id <> $4 \
        ORDER BY r.number DESC LIMIT 1";
}

/// Writes a step.
///
/// # Errors
/// Also when this person gave this step for this content already.
pub async fn step_insert(tx: &mut Tx, tenant: TenantId, step: &Step) -> Result<()> {
    table::insert(tx, tenant, step).await?;
    reader::put(tx, tenant, step.person, &step.post.to_string()).await
}

/// Every step given for a post, oldest first, also revoked ones and those for former content.
///
/// # Errors
/// Whatever the database says.
pub async fn steps(tx: &mut Tx, tenant: TenantId, post: PostId) -> Result<Rows<Step>> {
    Rows::read("post_step", &tx.all(STEP_LIST, args![tenant, post]).await?, read_step)
}

pub(crate) fn read_step(row: &Row) -> Result<Step> {
    Step::read(row)
}

/// Takes back every step given for a post; they stay in its trail.
///
/// # Errors
/// Whatever the database says.
pub async fn step_revoke(tx: &mut Tx, tenant: TenantId, post: PostId, at: Timestamp, by: PersonId) -> Result<u64> {
    tx.execute(STEP_REVOKE, args![tenant, post, at, by]).await
}

/// Writes a comment.
///
/// # Errors
/// Whatever the database says.
pub async fn note_insert(tx: &mut Tx, tenant: TenantId, note: &Note) -> Result<()> {
    table::insert(tx, tenant, note).await
}

/// Every comment on a post, oldest first.
///
/// # Errors
/// Whatever the database says.
pub async fn notes(tx: &mut Tx, tenant: TenantId, post: PostId) -> Result<Rows<Note>> {
    Rows::read("post_note", &tx.all(NOTE_LIST, args![tenant, post]).await?, read_note)
}

pub(crate) fn read_note(row: &Row) -> Result<Note> {
    Note::read(row)
}

/// Remembers that somebody saw a revision; the first look at it counts.
///
/// # Errors
/// Whatever the database says.
pub async fn look_insert(tx: &mut Tx, tenant: TenantId, look: &Look) -> Result<()> {
    let values = table::values(tenant, look);
    tx.execute(LOOK_INSERT, values).await.map(drop)
}

/// The newest revision other than `present` that somebody saw.
///
/// # Errors
/// Whatever the database says.
pub async fn look_last(
    tx: &mut Tx,
    tenant: TenantId,
    post: PostId,
    person: PersonId,
    present: RevisionId,
) -> Result<Option<Look>> {
    tx.one(LOOK_LAST, args![tenant, post, person, present]).await?.as_ref().map(read_look).transpose()
}

pub(crate) fn read_look(row: &Row) -> Result<Look> {
    Look::read(row)
}
