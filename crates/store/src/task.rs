//! What waits for somebody: the stored part of it, and the lists in which it is shown, each by one statement.

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, PersonId, PostId, PublicationId, SectionId, TenantId,
    post::PostState,
    publication::{Publication, PublicationState},
};

use crate::{
    Result, Row, Rows, Tx, args, columns,
    post::list::{self, Listed},
    publication,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

/// A target that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// New with each writing.
    pub id: String,
    pub post: PostId,
    pub account: AccountId,
    /// Its place among the targets of the post.
    pub ordinal: i64,
    /// From when on time itself may have changed it.
    pub holds_until: Option<Timestamp>,
    /// Something it rests on was changed.
    pub stale: bool,
}

/// What is written of a target that waits.
#[derive(Debug, Clone)]
pub struct NewTask {
    /// What is read of it.
    pub task: Task,
    /// What is known of it, as canonical JSON; absent: nobody could tell.
    pub facts: Option<String>,
    /// It rests on when something was last sent to the account.
    pub of_sends: bool,
}

/// A send that needs a person, with what decides whom it concerns.
#[derive(Debug, Clone)]
pub struct Troubled {
    /// The send.
    pub publication: Publication,
    /// The title of its post.
    pub title: String,
    /// The section of its post.
    pub section: SectionId,
    /// Who began the post.
    pub created_by: PersonId,
}

statements! { "task":
    INSERT = NewTask::INSERT;
    END = "DELETE FROM task WHERE tenant_id = $1 AND post_id = $2";
    LIST = "SELECT id, post_id, account_id, ordinal, holds_until, stale FROM task WHERE tenant_id = $1 \
        ORDER BY post_id, ordinal";
    FACTS = "SELECT id, facts FROM task WHERE tenant_id = $1";
    STALE = "UPDATE task SET stale = $2 WHERE tenant_id = $1";
    STALE_SENDS = "UPDATE task SET stale = $2 WHERE tenant_id = $1 AND of_sends = $2 AND account_id IN \
        (SELECT account_id FROM publication WHERE tenant_id = $1 AND post_id = $3)";
    TO_TEND = "SELECT DISTINCT post_id FROM task WHERE tenant_id = $1 AND (stale = $2 OR holds_until <= $3) \
        ORDER BY post_id LIMIT $4";
    // The next moment at which another text or another value counts. A time that nobody can read is seen by whoever reads
    // the rows themselves.
    NEXT_CHANGE = "SELECT MIN(at) AS at FROM ( \
        SELECT MIN(starts_at) AS at FROM regulation WHERE tenant_id = $1 AND starts_at > $2 AND starts_at <= $3 \
        UNION ALL SELECT MIN(ends_at) FROM regulation WHERE tenant_id = $1 AND ends_at > $2 AND ends_at <= $3 \
        UNION ALL SELECT MIN(effective_from) FROM setting WHERE tenant_id = $1 AND confirmed_at IS NOT NULL \
        AND effective_from > $2 AND effective_from <= $3) n";
    WAITING = "SELECT p.*, r.title AS title, r.category AS category, r.window_from AS window_from, \
        r.window_until AS window_until, r.person_id AS person_id \
        FROM (SELECT DISTINCT post_id FROM task WHERE tenant_id = $1) t \
        JOIN post p ON p.tenant_id = $1 AND p.id = t.post_id \
        JOIN post_revision r ON r.tenant_id = p.tenant_id AND r.id = p.revision_id \
        WHERE p.tenant_id = $1 ORDER BY p.updated_at DESC, p.id DESC LIMIT $2";
    WAITING_SENDS = "SELECT * FROM publication WHERE tenant_id = $1 \
        AND post_id IN (SELECT post_id FROM task WHERE tenant_id = $1) ORDER BY scheduled_at, id";
    // Whose present revision the person did not see, but another one.
    SEEN_BEFORE = "SELECT DISTINCT l.post_id AS post_id FROM post_look l \
        JOIN post p ON p.tenant_id = l.tenant_id AND p.id = l.post_id \
        WHERE l.tenant_id = $1 AND l.person_id = $2 AND l.revision_id <> p.revision_id \
        AND l.post_id IN (SELECT post_id FROM task WHERE tenant_id = $1)";
    WRITTEN = "SELECT DISTINCT post_id FROM post_revision WHERE tenant_id = $1 AND person_id = $2 \
        AND post_id IN (SELECT post_id FROM task WHERE tenant_id = $1)";
    // What has an end comes first: of many drafts those without one are the ones that may stay away.
    OWN = "SELECT p.*, r.title AS title, r.category AS category, r.window_from AS window_from, \
        r.window_until AS window_until, r.person_id AS person_id \
        FROM post p JOIN post_revision r ON r.tenant_id = p.tenant_id AND r.id = p.revision_id \
        WHERE p.tenant_id = $1 AND p.state = $2 AND (p.created_by = $3 OR EXISTS (SELECT 1 FROM post_revision a \
        WHERE a.tenant_id = p.tenant_id AND a.post_id = p.id AND a.person_id = $3)) \
        ORDER BY CASE WHEN r.window_until IS NULL THEN 1 ELSE 0 END, r.window_until, p.updated_at DESC, p.id DESC \
        LIMIT $4";
    OWN_TARGETS = "SELECT t.post_id AS post_id, t.account_id AS account_id \
        FROM post p JOIN post_target t ON t.tenant_id = p.tenant_id AND t.revision_id = p.revision_id \
        WHERE p.tenant_id = $1 AND p.state = $2 AND (p.created_by = $3 OR EXISTS (SELECT 1 FROM post_revision a \
        WHERE a.tenant_id = p.tenant_id AND a.post_id = p.id AND a.person_id = $3)) ORDER BY t.post_id, t.ordinal";
    OWN_SENDS = "SELECT * FROM publication WHERE tenant_id = $1 AND post_id IN ( \
        SELECT p.id FROM post p WHERE p.tenant_id = $1 AND p.state = $2 AND (p.created_by = $3 OR EXISTS ( \
        SELECT 1 FROM post_revision a WHERE a.tenant_id = p.tenant_id AND a.post_id = p.id AND a.person_id = $3))) \
        ORDER BY scheduled_at, id";
    // A failure is settled once something newer exists for the account.
    OF_SEND = "SELECT s.*, p.section_id AS post_section, p.created_by AS post_author, r.title AS post_title \
        FROM publication s JOIN post p ON p.tenant_id = s.tenant_id AND p.id = s.post_id \
        JOIN post_revision r ON r.tenant_id = p.tenant_id AND r.id = p.revision_id \
        WHERE s.tenant_id = $1 AND s.id = $2";
    TROUBLE = "SELECT s.*, p.section_id AS post_section, p.created_by AS post_author, r.title AS post_title \
        FROM publication s JOIN post p ON p.tenant_id = s.tenant_id AND p.id = s.post_id \
        JOIN post_revision r ON r.tenant_id = p.tenant_id AND r.id = p.revision_id \
        WHERE s.tenant_id = $1 AND s.state = $2 AND p.state <> 'withdrawn' \
        AND (s.state <> 'failed' OR NOT EXISTS (SELECT 1 FROM publication n WHERE n.tenant_id = s.tenant_id \
        AND n.post_id = s.post_id AND n.account_id = s.account_id AND n.scheduled_at > s.scheduled_at)) \
        ORDER BY s.due_at, s.id LIMIT $3";
}

columns! { Task {
    id;
    post = "post_id";
    account = "account_id";
    ordinal;
    holds_until;
    stale;
} }

columns! { NewTask = "task" {
    task: Task;
    facts;
    of_sends;
} }

pub(crate) fn read(row: &Row) -> Result<Task> {
    Task::read(row)
}

/// Writes a target that waits.
///
/// # Errors
/// Whatever the database says.
pub async fn task_insert(tx: &mut Tx, tenant: TenantId, new: &NewTask) -> Result<()> {
    table::insert(tx, tenant, new).await
}

/// Nothing of a post waits any more.
///
/// # Errors
/// Whatever the database says.
pub async fn task_end(tx: &mut Tx, tenant: TenantId, post: PostId) -> Result<()> {
    tx.execute(END, args![tenant, post]).await.map(drop)
}

/// Everything that waits.
///
/// # Errors
/// Whatever the database says.
pub async fn task_list(tx: &mut Tx, tenant: TenantId) -> Result<Rows<Task>> {
    Rows::read("task", &tx.all(LIST, args![tenant]).await?, read)
}

/// What is known of everything that waits, by the ids of the rows.
///
/// # Errors
/// Whatever the database says.
pub async fn task_facts(tx: &mut Tx, tenant: TenantId) -> Result<Rows<(String, Option<String>)>> {
    Rows::read("task", &tx.all(FACTS, args![tenant]).await?, |row| Ok((row.text("id")?, row.opt_text("facts")?)))
}

/// Something on which all of them rest was changed.
///
/// # Errors
/// Whatever the database says.
pub async fn task_stale(tx: &mut Tx, tenant: TenantId) -> Result<()> {
    tx.execute(STALE, args![tenant, true]).await.map(drop)
}

/// Something of a post was sent: those that rest on when something was last sent to one of its accounts.
///
/// # Errors
/// Whatever the database says.
pub async fn task_stale_sends(tx: &mut Tx, tenant: TenantId, post: PostId) -> Result<()> {
    tx.execute(STALE_SENDS, args![tenant, true, post]).await.map(drop)
}

/// Posts of which something is to be made anew.
///
/// # Errors
/// Whatever the database says.
pub async fn task_to_tend(tx: &mut Tx, tenant: TenantId, now: Timestamp, limit: i64) -> Result<Vec<PostId>> {
    tx.all(TO_TEND, args![tenant, true, now, limit]).await?.iter().map(|row| row.id("post_id")).collect()
}

/// The next moment after a time at which another document or another value counts.
///
/// # Errors
/// Whatever the database says.
pub async fn task_next_change(tx: &mut Tx, tenant: TenantId, after: Timestamp) -> Result<Option<Timestamp>> {
    let latest = tatefuda_domain::bound::LATEST;
    tx.one(NEXT_CHANGE, args![tenant, after, latest]).await?.map_or(Ok(None), |row| row.opt_timestamp("at"))
}

/// The posts that wait, the last changed first.
///
/// # Errors
/// Whatever the database says.
pub async fn task_posts(tx: &mut Tx, tenant: TenantId, limit: i64) -> Result<Rows<Listed>> {
    Rows::read("post", &tx.all(WAITING, args![tenant, limit]).await?, list::read)
}

/// The intended sends of the posts that wait.
///
/// # Errors
/// Whatever the database says.
pub async fn task_sends(tx: &mut Tx, tenant: TenantId) -> Result<Rows<Publication>> {
    Rows::read("publication", &tx.all(WAITING_SENDS, args![tenant]).await?, publication::read)
}

/// Those of the posts that wait of which a person has seen another revision than the present one.
///
/// # Errors
/// Whatever the database says.
pub async fn task_seen_before(tx: &mut Tx, tenant: TenantId, person: PersonId) -> Result<Vec<PostId>> {
    tx.all(SEEN_BEFORE, args![tenant, person]).await?.iter().map(|row| row.id("post_id")).collect()
}

/// Those of the posts that wait of which a person wrote a revision.
///
/// # Errors
/// Whatever the database says.
pub async fn task_written(tx: &mut Tx, tenant: TenantId, person: PersonId) -> Result<Vec<PostId>> {
    tx.all(WRITTEN, args![tenant, person]).await?.iter().map(|row| row.id("post_id")).collect()
}

/// The posts of a person in a state, the last changed first.
///
/// # Errors
/// Whatever the database says.
pub async fn task_own(
    tx: &mut Tx,
    tenant: TenantId,
    state: PostState,
    person: PersonId,
    limit: i64,
) -> Result<Rows<Listed>> {
    Rows::read("post", &tx.all(OWN, args![tenant, state.as_str(), person, limit]).await?, list::read)
}

/// The accounts of each of these posts, in their order.
///
/// # Errors
/// Whatever the database says.
pub async fn task_own_targets(
    tx: &mut Tx,
    tenant: TenantId,
    state: PostState,
    person: PersonId,
) -> Result<Vec<(PostId, AccountId)>> {
    let rows = tx.all(OWN_TARGETS, args![tenant, state.as_str(), person]).await?;
    rows.iter().map(|row| Ok((row.id("post_id")?, row.id("account_id")?))).collect()
}

/// The intended sends of these posts.
///
/// # Errors
/// Whatever the database says.
pub async fn task_own_sends(
    tx: &mut Tx,
    tenant: TenantId,
    state: PostState,
    person: PersonId,
) -> Result<Rows<Publication>> {
    let rows = tx.all(OWN_SENDS, args![tenant, state.as_str(), person]).await?;
    Rows::read("publication", &rows, publication::read)
}

/// The sends in a state that need a person.
///
/// # Errors
/// Whatever the database says.
pub async fn task_trouble(
    tx: &mut Tx,
    tenant: TenantId,
    state: PublicationState,
    limit: i64,
) -> Result<Rows<Troubled>> {
    Rows::read("publication", &tx.all(TROUBLE, args![tenant, state.as_str(), limit]).await?, troubled)
}

/// One send, as [`task_trouble`] has it.
///
/// # Errors
/// Whatever the database says.
pub async fn task_of_send(tx: &mut Tx, tenant: TenantId, id: PublicationId) -> Result<Option<Troubled>> {
    tx.one(OF_SEND, args![tenant, id]).await?.as_ref().map(troubled).transpose()
}

fn troubled(row: &Row) -> Result<Troubled> {
    Ok(Troubled {
        publication: publication::read(row)?,
        title: row.text("post_title")?,
        section: row.id("post_section")?,
        created_by: row.id("post_author")?,
    })
}
