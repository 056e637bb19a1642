//! Intended sends and the calls made for them (decision 0007).

mod calendar;
mod columns;
pub mod evidence;
pub mod hosted;
pub mod look;
pub mod stage;

pub use calendar::{Between, Standing, between};

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, PersonId, PostId, PublicationId, TenantId,
    publication::{Attempt, AttemptEnd, Publication, PublicationState},
};

use crate::{
    Result, Row, Rows, Tx, args,
    sql::{Columns as _, Table, columns as table},
    statements,
};

statements! { "publication":
    INSERT = Publication::INSERT;
    // The condition on the version decides every race: lease, second worker, cancel, late outcome.
    UPDATE = Publication::UPDATE;
    GET = "SELECT * FROM publication WHERE tenant_id = $1 AND id = $2";
    OF_POST = "SELECT * FROM publication WHERE tenant_id = $1 AND post_id = $2 ORDER BY scheduled_at, id";
    OF_POSTS = crate::of_ids!("SELECT p.* FROM publication p WHERE p.tenant_id = $1 \
        AND p.post_id IN (SELECT id FROM ids) ORDER BY p.scheduled_at, p.id");
    OF_PERSON = "SELECT * FROM publication WHERE tenant_id = $1 AND scheduled_by = $2 \
        AND state IN ('scheduled', 'leased', 'sending', 'waiting', 'taken', 'held', 'unknown') ORDER BY due_at, id";
    OF_ACCOUNT = "SELECT * FROM publication WHERE tenant_id = $1 AND account_id = $2 \
        AND state IN ('scheduled', 'leased', 'sending', 'waiting', 'taken', 'held', 'unknown') ORDER BY due_at, id";
    // A few per account: a long queue on one account must not keep the others from being seen.
    DUE = "SELECT * FROM (SELECT p.*, ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY due_at, id) AS turn \
        FROM publication p WHERE tenant_id = $1 AND state = 'scheduled' AND due_at <= $2) q \
        WHERE turn <= 5 ORDER BY due_at, id LIMIT $3";
    LEASE_OVER = "SELECT * FROM publication WHERE tenant_id = $1 AND state IN ('leased', 'sending', 'waiting', 'taken') \
        AND lease_until < $2 ORDER BY lease_until, id LIMIT $3";
    OF_OWNER = "SELECT * FROM publication WHERE tenant_id = $1 AND state IN ('leased', 'sending') \
        AND lease_owner = $2 ORDER BY lease_until, id LIMIT $3";
    TO_LOOK = "SELECT * FROM (SELECT p.*, ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY look_at, id) AS turn \
        FROM publication p WHERE tenant_id = $1 AND state = 'unknown' AND look_at <= $2) q \
        WHERE turn <= 5 ORDER BY look_at, id LIMIT $3";
    IN_STATE = "SELECT * FROM publication WHERE tenant_id = $1 AND state = $2 ORDER BY due_at, id LIMIT $3";
    // What is out stands where it went out, everything else where a person planned it. Each half has an index of its own.
    BETWEEN = "SELECT * FROM (SELECT s.*, s.published_at AS stands_at FROM publication s WHERE s.tenant_id = $1 \
        AND s.state = 'published' AND s.published_at >= $2 AND s.published_at < $3 \
        UNION ALL SELECT s.*, s.planned_at FROM publication s WHERE s.tenant_id = $1 \
        AND s.state NOT IN ('published', 'cancelled') AND s.planned_at >= $2 AND s.planned_at < $3) q \
        JOIN (SELECT p.id AS paper_id, p.state AS paper_state, p.section_id AS paper_section, r.title AS title \
        FROM post p JOIN post_revision r ON r.tenant_id = p.tenant_id AND r.id = p.revision_id \
        WHERE p.tenant_id = $1) b ON b.paper_id = q.post_id \
        WHERE (CAST($4 AS TEXT) IS NULL OR q.account_id = $4) \
        AND (CAST($5 AS TEXT) IS NULL OR b.paper_section = $5 \
             OR b.paper_id IN (SELECT post_id FROM post_revision WHERE tenant_id = $1 AND person_id = $6)) \
        ORDER BY q.stands_at, q.id LIMIT $7";
    UNRESOLVED = "SELECT * FROM publication WHERE tenant_id = $1 AND account_id = $2 \
        AND state IN ('sending', 'taken', 'unknown') ORDER BY id";
    DENIED = "SELECT * FROM publication WHERE tenant_id = $1 AND account_id = $2 AND state = 'failed' \
        AND reason = 'denied' AND platform_post_id IS NULL AND scheduled_at >= $3 ORDER BY id";
    // No act: nothing is concluded from finding nothing, so the version stays.
    LOOKED = "UPDATE publication SET looks = looks + 1, look_at = $3 \
        WHERE tenant_id = $1 AND id = $2 AND state = 'unknown'";
    CLAIMED = "SELECT id FROM publication WHERE tenant_id = $1 AND account_id = $2 AND platform_post_id = $3";
    IN_HAND = "SELECT * FROM publication WHERE tenant_id = $1 AND account_id = $2 \
        AND state IN ('leased', 'sending') ORDER BY id";
    // A time that nobody can read must not hide the others.
    NEXT = "SELECT MIN(at) AS at FROM ( \
        SELECT MIN(due_at) AS at FROM publication WHERE tenant_id = $1 AND state = 'scheduled' AND due_at >= $2 \
        UNION ALL SELECT MIN(lease_until) FROM publication WHERE tenant_id = $1 \
        AND state IN ('leased', 'sending', 'waiting', 'taken') AND lease_until >= $2 \
        UNION ALL SELECT MIN(look_at) FROM publication WHERE tenant_id = $1 AND state = 'unknown' AND look_at >= $2) n \
        WHERE at <= $3";
    ATTEMPT_INSERT = Attempt::INSERT;
    ATTEMPT_FINISH = "UPDATE attempt SET finished_at = $4, outcome = $5, detail = $6 \
        WHERE tenant_id = $1 AND publication_id = $2 AND number = $3 AND finished_at IS NULL";
    ATTEMPT_LIST = "SELECT * FROM attempt WHERE tenant_id = $1 AND publication_id = $2 ORDER BY number";
}

pub(crate) fn read(row: &Row) -> Result<Publication> {
    Publication::read(row)
}

pub(crate) fn read_attempt(row: &Row) -> Result<Attempt> {
    Attempt::read(row)
}

fn read_all(rows: &[Row]) -> Result<Rows<Publication>> {
    Rows::read("publication", rows, read)
}

/// Writes a new intent.
///
/// # Errors
/// [`crate::Error::Unique`] when a live one exists for this post and account.
pub async fn insert(tx: &mut Tx, tenant: TenantId, publication: &Publication) -> Result<()> {
    table::insert(tx, tenant, publication).await
}

/// Writes a change of the version in `publication.version` and counts it up; `false`: somebody was faster.
///
/// # Errors
/// [`crate::Error::Unique`] when the platform post is counted for another intent already.
pub async fn update(tx: &mut Tx, tenant: TenantId, publication: &Publication) -> Result<bool> {
    table::update(tx, tenant, publication).await
}

/// One intent.
///
/// # Errors
/// Whatever the database says; so for all queries below.
pub async fn get(tx: &mut Tx, tenant: TenantId, id: PublicationId) -> Result<Option<Publication>> {
    tx.one(GET, args![tenant, id]).await?.as_ref().map(read).transpose()
}

/// Every intent of a post, oldest first.
///
/// # Errors
/// As [`get`].
pub async fn of_post(tx: &mut Tx, tenant: TenantId, post: PostId) -> Result<Rows<Publication>> {
    read_all(&tx.all(OF_POST, args![tenant, post]).await?)
}

/// Every intended send of these posts, each post's as in [`of_post`].
///
/// # Errors
/// As [`get`].
pub async fn of_posts(tx: &mut Tx, tenant: TenantId, posts: &[PostId]) -> Result<Rows<Publication>> {
    let ids: String = posts.iter().map(ToString::to_string).collect();
    read_all(&tx.all(OF_POSTS, args![tenant, ids]).await?)
}

/// What a person has scheduled and nobody has finished yet, the earliest first.
///
/// # Errors
/// As [`get`].
pub async fn of_person(tx: &mut Tx, tenant: TenantId, person: PersonId) -> Result<Rows<Publication>> {
    read_all(&tx.all(OF_PERSON, args![tenant, person]).await?)
}

/// What is scheduled or under way to an account and not finished, the earliest first.
///
/// # Errors
/// As [`get`].
pub async fn of_account(tx: &mut Tx, tenant: TenantId, account: AccountId) -> Result<Rows<Publication>> {
    read_all(&tx.all(OF_ACCOUNT, args![tenant, account]).await?)
}

/// Scheduled ones whose time has come, the earliest first.
///
/// # Errors
/// As [`get`].
pub async fn due(tx: &mut Tx, tenant: TenantId, now: Timestamp, limit: i64) -> Result<Rows<Publication>> {
    read_all(&tx.all(DUE, args![tenant, now, limit]).await?)
}

/// Leased or sending ones whose lease ran out, and tasks by hand whose time did.
///
/// # Errors
/// As [`get`].
pub async fn lease_over(tx: &mut Tx, tenant: TenantId, now: Timestamp, limit: i64) -> Result<Rows<Publication>> {
    read_all(&tx.all(LEASE_OVER, args![tenant, now, limit]).await?)
}

/// Leased or sending ones that a worker has in hand.
///
/// # Errors
/// As [`get`].
pub async fn of_owner(tx: &mut Tx, tenant: TenantId, owner: &str, limit: i64) -> Result<Rows<Publication>> {
    read_all(&tx.all(OF_OWNER, args![tenant, owner, limit]).await?)
}

/// Unknown ones for which it is time to look.
///
/// # Errors
/// As [`get`].
pub async fn to_look(tx: &mut Tx, tenant: TenantId, now: Timestamp, limit: i64) -> Result<Rows<Publication>> {
    read_all(&tx.all(TO_LOOK, args![tenant, now, limit]).await?)
}

/// Those in one state.
///
/// # Errors
/// As [`get`].
pub async fn in_state(tx: &mut Tx, tenant: TenantId, state: PublicationState, limit: i64) -> Result<Rows<Publication>> {
    read_all(&tx.all(IN_STATE, args![tenant, state.as_str(), limit]).await?)
}

/// Those of an account that are, or may be, on the platform without our knowing.
///
/// # Errors
/// As [`get`].
pub async fn unresolved(tx: &mut Tx, tenant: TenantId, account: AccountId) -> Result<Rows<Publication>> {
    read_all(&tx.all(UNRESOLVED, args![tenant, account]).await?)
}

/// Those of an account since a moment that a person declared not to be there: they may still appear. All of them or an
/// error.
///
/// # Errors
/// As [`get`].
pub async fn denied(tx: &mut Tx, tenant: TenantId, account: AccountId, since: Timestamp) -> Result<Vec<Publication>> {
    read_all(&tx.all(DENIED, args![tenant, account, since]).await?)?.all()
}

/// Notes that an unknown outcome was looked for, and when to look again.
///
/// # Errors
/// As [`get`].
pub async fn looked(tx: &mut Tx, tenant: TenantId, id: PublicationId, next: Timestamp) -> Result<()> {
    tx.execute(LOOKED, args![tenant, id, next]).await.map(drop)
}

/// Which intent a platform post is counted for.
///
/// # Errors
/// As [`get`].
pub async fn claimed_by(
    tx: &mut Tx,
    tenant: TenantId,
    account: AccountId,
    platform_post: &str,
) -> Result<Option<PublicationId>> {
    tx.one(CLAIMED, args![tenant, account, platform_post]).await?.map(|row| row.id("id")).transpose()
}

/// The sends of an account that a worker has in its hands.
///
/// # Errors
/// As [`get`].
pub async fn in_hand(tx: &mut Tx, tenant: TenantId, account: AccountId) -> Result<Rows<Publication>> {
    read_all(&tx.all(IN_HAND, args![tenant, account]).await?)
}

/// When a worker has something to do next for this body.
///
/// # Errors
/// As [`get`].
pub async fn next(tx: &mut Tx, tenant: TenantId) -> Result<Option<Timestamp>> {
    tx.one(NEXT, args![tenant, Timestamp::MIN, Timestamp::MAX]).await?.map_or(Ok(None), |row| row.opt_timestamp("at"))
}

/// Stores that a call is about to be made.
///
/// # Errors
/// As [`get`].
pub async fn attempt_insert(tx: &mut Tx, tenant: TenantId, attempt: &Attempt) -> Result<()> {
    table::insert(tx, tenant, attempt).await
}

/// Stores what became of a call; one that has an outcome keeps it.
///
/// # Errors
/// As [`get`].
pub async fn attempt_finish(
    tx: &mut Tx,
    tenant: TenantId,
    (publication, number): (PublicationId, i64),
    end: &AttemptEnd,
) -> Result<()> {
    let values = args![tenant, publication, number, end.at, end.outcome.as_str(), end.detail.as_ref()];
    tx.execute(ATTEMPT_FINISH, values).await.map(drop)
}

/// Every call made for an intent: all of them or an error, because what is not known of one may be on the platform.
///
/// # Errors
/// As [`get`].
pub async fn attempt_list(tx: &mut Tx, tenant: TenantId, publication: PublicationId) -> Result<Vec<Attempt>> {
    Rows::read("attempt", &tx.all(ATTEMPT_LIST, args![tenant, publication]).await?, read_attempt)?.all()
}
