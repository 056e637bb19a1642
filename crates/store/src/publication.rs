//! Intended sends and the calls made for them (decision 0007).

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, AnswerId, AppointmentId, AttemptId, DeviceId, Digest, PersonId, Place, PostId, PublicationId, TargetId,
    TenantId,
    digest::Window,
    publication::{Proof, PublicationState},
};

use crate::{Result, Row, Rows, Tx, args, statements};

pub mod look;

/// One intended send of one target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Its id.
    pub id: PublicationId,
    /// Counts its changes.
    pub version: i64,
    /// The post.
    pub post: PostId,
    /// The target as it was when the send was scheduled.
    pub target: TargetId,
    /// The account.
    pub account: AccountId,
    /// Where that account stood when the send was scheduled; a send begins only while it stands there.
    pub place: Option<Place>,
    /// The content that was scheduled.
    pub digest: Digest,
    /// Where it stands.
    pub state: PublicationState,
    /// The time a person chose.
    pub planned_at: Timestamp,
    /// When it is to be tried; later than `planned_at` after the platform asked to wait.
    pub due_at: Timestamp,
    /// The window that was in force when it was scheduled.
    pub window: Window,
    /// Which worker has it.
    pub lease_owner: Option<String>,
    /// Until when.
    pub lease_until: Option<Timestamp>,
    /// Counts leases: an outcome of a former lease is recognised as such.
    pub lease_epoch: i64,
    /// Calls begun so far.
    pub attempts: i64,
    /// Hash of what the last call was to send.
    pub wire_hash: Option<Digest>,
    /// Hash of the text by which the post would be found again; absent where it cannot be.
    pub match_hash: Option<Digest>,
    /// When to look for an unknown outcome next.
    pub look_at: Option<Timestamp>,
    /// How often it was looked for.
    pub looks: i64,
    /// For whom the send happens.
    pub scheduled_by: PersonId,
    /// In which capacity.
    pub capacity: AppointmentId,
    /// On which device, where on an enrolled one.
    pub device: Option<DeviceId>,
    /// When it was scheduled.
    pub scheduled_at: Timestamp,
    /// The platform's id of the post.
    pub platform_post_id: Option<String>,
    /// Its address.
    pub permalink: Option<String>,
    /// How we know.
    pub proof: Option<Proof>,
    /// When it was published, as far as known.
    pub published_at: Option<Timestamp>,
    /// Why it failed, waits or is unknown, as a word with a localised message.
    pub reason: Option<String>,
    /// Further words of the platform or the person.
    pub reason_detail: Option<String>,
    /// The last stored answer about it.
    pub answer: Option<AnswerId>,
}

/// One call to a platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Its id.
    pub id: AttemptId,
    /// For which intended send.
    pub publication: PublicationId,
    /// From 1.
    pub number: i64,
    /// Hash of the bytes that were to be sent.
    pub wire_hash: Digest,
    /// Under which lease.
    pub lease_epoch: i64,
    /// When the intent was stored, before the call.
    pub started_at: Timestamp,
    /// When the outcome was stored.
    pub finished_at: Option<Timestamp>,
    /// `accepted`, `rejected`, `wait`, `unknown`.
    pub outcome: Option<String>,
    /// Further words.
    pub detail: Option<String>,
}

statements! { "publication":
    INSERT = "INSERT INTO publication (tenant_id, id, version, post_id, target_id, account_id, digest, state, \
        planned_at, due_at, window_from, window_until, lease_owner, lease_until, lease_epoch, attempts, wire_hash, \
        look_at, looks, scheduled_by, capacity, scheduled_at, platform_post_id, permalink, proof, published_at, \
        reason, reason_detail, answer_id, match_hash, device_id, place) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, \
        $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)";
    // The condition on the version decides every race: lease, second worker, cancel, late outcome.
    UPDATE = "UPDATE publication SET version = version + 1, post_id = $4, target_id = $5, account_id = $6, digest = $7, \
        state = $8, planned_at = $9, due_at = $10, window_from = $11, window_until = $12, lease_owner = $13, \
        lease_until = $14, lease_epoch = $15, attempts = $16, wire_hash = $17, look_at = $18, looks = $19, \
        scheduled_by = $20, capacity = $21, scheduled_at = $22, platform_post_id = $23, permalink = $24, proof = $25, \
        published_at = $26, reason = $27, reason_detail = $28, answer_id = $29, match_hash = $30, \
        device_id = $31, place = $32 \
        WHERE tenant_id = $1 AND id = $2 AND version = $3";
    GET = "SELECT * FROM publication WHERE tenant_id = $1 AND id = $2";
    OF_POST = "SELECT * FROM publication WHERE tenant_id = $1 AND post_id = $2 ORDER BY scheduled_at, id";
    OF_PERSON = "SELECT * FROM publication WHERE tenant_id = $1 AND scheduled_by = $2 \
        AND state IN ('scheduled', 'leased', 'sending', 'held', 'unknown') ORDER BY due_at, id";
    OF_ACCOUNT = "SELECT * FROM publication WHERE tenant_id = $1 AND account_id = $2 \
        AND state IN ('scheduled', 'leased', 'sending', 'held', 'unknown') ORDER BY due_at, id";
    // A few per account: a long queue on one account must not keep the others from being seen.
    DUE = "SELECT * FROM (SELECT p.*, ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY due_at, id) AS turn \
        FROM publication p WHERE tenant_id = $1 AND state = 'scheduled' AND due_at <= $2) q \
        WHERE turn <= 5 ORDER BY due_at, id LIMIT $3";
    LEASE_OVER = "SELECT * FROM publication WHERE tenant_id = $1 AND state IN ('leased', 'sending') \
        AND lease_until < $2 ORDER BY lease_until, id LIMIT $3";
    OF_OWNER = "SELECT * FROM publication WHERE tenant_id = $1 AND state IN ('leased', 'sending') \
        AND lease_owner = $2 ORDER BY lease_until, id LIMIT $3";
    TO_LOOK = "SELECT * FROM (SELECT p.*, ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY look_at, id) AS turn \
        FROM publication p WHERE tenant_id = $1 AND state = 'unknown' AND look_at <= $2) q \
        WHERE turn <= 5 ORDER BY look_at, id LIMIT $3";
    IN_STATE = "SELECT * FROM publication WHERE tenant_id = $1 AND state = $2 ORDER BY due_at, id LIMIT $3";
    UNRESOLVED = "SELECT * FROM publication WHERE tenant_id = $1 AND account_id = $2 \
        AND state IN ('sending', 'unknown') ORDER BY id";
    DENIED = "SELECT * FROM publication WHERE tenant_id = $1 AND account_id = $2 AND state = 'failed' \
        AND reason = 'denied' AND platform_post_id IS NULL AND scheduled_at >= $3 ORDER BY id";
    // No act: nothing is concluded from finding nothing, so the version stays.
    LOOKED = "UPDATE publication SET looks = looks + 1, look_at = $3 \
        WHERE tenant_id = $1 AND id = $2 AND state = 'unknown'";
    CLAIMED = "SELECT id FROM publication WHERE tenant_id = $1 AND account_id = $2 AND platform_post_id = $3";
    BUSY = "SELECT COUNT(*) AS busy FROM publication WHERE tenant_id = $1 AND account_id = $2 \
        AND state IN ('leased', 'sending')";
    // A time that nobody can read must not hide the others.
    NEXT = "SELECT MIN(at) AS at FROM ( \
        SELECT MIN(due_at) AS at FROM publication WHERE tenant_id = $1 AND state = 'scheduled' AND due_at >= $2 \
        UNION ALL SELECT MIN(lease_until) FROM publication WHERE tenant_id = $1 AND state IN ('leased', 'sending') \
        AND lease_until >= $2 \
        UNION ALL SELECT MIN(look_at) FROM publication WHERE tenant_id = $1 AND state = 'unknown' AND look_at >= $2) n \
        WHERE at <= $3";
    INSERT_ATTEMPT = "INSERT INTO attempt (tenant_id, id, publication_id, number, wire_hash, lease_epoch, started_at, \
        finished_at, outcome, detail) VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL, NULL)";
    FINISH_ATTEMPT = "UPDATE attempt SET finished_at = $4, outcome = $5, detail = $6 \
        WHERE tenant_id = $1 AND publication_id = $2 AND number = $3 AND finished_at IS NULL";
    ATTEMPTS = "SELECT * FROM attempt WHERE tenant_id = $1 AND publication_id = $2 ORDER BY number";
}

fn values(tenant: TenantId, publication: &Publication) -> Vec<crate::Value> {
    let p = publication;
    args![
        tenant,
        p.id,
        p.version,
        p.post,
        p.target,
        p.account,
        p.digest,
        p.state.as_str(),
        p.planned_at,
        p.due_at,
        p.window.from,
        p.window.until,
        p.lease_owner.as_ref(),
        p.lease_until,
        p.lease_epoch,
        p.attempts,
        p.wire_hash,
        p.look_at,
        p.looks,
        p.scheduled_by,
        p.capacity,
        p.scheduled_at,
        p.platform_post_id.as_ref(),
        p.permalink.as_ref(),
        p.proof.map(Proof::as_str),
        p.published_at,
        p.reason.as_ref(),
        p.reason_detail.as_ref(),
        p.answer,
        p.match_hash,
        p.device,
        p.place.as_ref().map(ToString::to_string),
    ]
}

pub(crate) fn read(row: &Row) -> Result<Publication> {
    Ok(Publication {
        id: row.id("id")?,
        version: row.int("version")?,
        post: row.id("post_id")?,
        target: row.id("target_id")?,
        account: row.id("account_id")?,
        digest: row.digest("digest")?,
        state: row.word("state", PublicationState::parse)?,
        planned_at: row.timestamp("planned_at")?,
        due_at: row.timestamp("due_at")?,
        window: Window { from: row.opt_timestamp("window_from")?, until: row.opt_timestamp("window_until")? },
        lease_owner: row.opt_text("lease_owner")?,
        lease_until: row.opt_timestamp("lease_until")?,
        lease_epoch: row.int("lease_epoch")?,
        attempts: row.int("attempts")?,
        wire_hash: row.opt_digest("wire_hash")?,
        look_at: row.opt_timestamp("look_at")?,
        looks: row.int("looks")?,
        scheduled_by: row.id("scheduled_by")?,
        capacity: row.id("capacity")?,
        scheduled_at: row.timestamp("scheduled_at")?,
        platform_post_id: row.opt_text("platform_post_id")?,
        permalink: row.opt_text("permalink")?,
        proof: row.opt_text("proof")?.as_deref().and_then(Proof::parse),
        published_at: row.opt_timestamp("published_at")?,
        reason: row.opt_text("reason")?,
        reason_detail: row.opt_text("reason_detail")?,
        answer: row.opt_id("answer_id")?,
        match_hash: row.opt_digest("match_hash")?,
        device: row.opt_id("device_id")?,
        place: row.opt_text("place")?.and_then(|place| place.parse().ok()),
    })
}

fn read_all(rows: &[Row]) -> Result<Rows<Publication>> {
    Rows::read("publication", rows, read)
}

/// Writes a new intent.
///
/// # Errors
/// [`crate::Error::Unique`] when a live one exists for this post and account.
pub async fn insert(tx: &mut Tx, tenant: TenantId, publication: &Publication) -> Result<()> {
    tx.execute(INSERT, values(tenant, publication)).await.map(drop)
}

/// Writes a change of the version in `publication.version` and counts it up; `false`: somebody was faster.
///
/// # Errors
/// [`crate::Error::Unique`] when the platform post is counted for another intent already.
pub async fn update(tx: &mut Tx, tenant: TenantId, publication: &Publication) -> Result<bool> {
    Ok(tx.execute(UPDATE, values(tenant, publication)).await? == 1)
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

/// Leased or sending ones whose lease ran out.
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

/// Those of an account that are, or may be, on the platform without our knowing: all of them or an error.
///
/// # Errors
/// As [`get`].
pub async fn unresolved(tx: &mut Tx, tenant: TenantId, account: AccountId) -> Result<Vec<Publication>> {
    read_all(&tx.all(UNRESOLVED, args![tenant, account]).await?)?.all()
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

/// How many sends of an account a worker has in its hands.
///
/// # Errors
/// As [`get`].
pub async fn busy(tx: &mut Tx, tenant: TenantId, account: AccountId) -> Result<i64> {
    tx.one(BUSY, args![tenant, account]).await?.map_or(Ok(0), |row| row.int("busy"))
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
pub async fn insert_attempt(tx: &mut Tx, tenant: TenantId, attempt: &Attempt) -> Result<()> {
    let values = args![
        tenant,
        attempt.id,
        attempt.publication,
        attempt.number,
        attempt.wire_hash,
        attempt.lease_epoch,
        attempt.started_at,
    ];
    tx.execute(INSERT_ATTEMPT, values).await.map(drop)
}

/// Stores what became of a call; one that has an outcome keeps it.
///
/// # Errors
/// As [`get`].
pub async fn finish_attempt(
    tx: &mut Tx,
    tenant: TenantId,
    publication: PublicationId,
    number: i64,
    at: Timestamp,
    outcome: &str,
    detail: Option<&str>,
) -> Result<()> {
    tx.execute(FINISH_ATTEMPT, args![tenant, publication, number, at, outcome, detail]).await.map(drop)
}

/// Every call made for an intent.
///
/// # Errors
/// As [`get`].
pub async fn attempts(tx: &mut Tx, tenant: TenantId, publication: PublicationId) -> Result<Vec<Attempt>> {
    tx.all(ATTEMPTS, args![tenant, publication]).await?.iter().map(read_attempt).collect()
}

pub(crate) fn read_attempt(row: &Row) -> Result<Attempt> {
    Ok(Attempt {
        id: row.id("id")?,
        publication: row.id("publication_id")?,
        number: row.int("number")?,
        wire_hash: row.digest("wire_hash")?,
        lease_epoch: row.int("lease_epoch")?,
        started_at: row.timestamp("started_at")?,
        finished_at: row.opt_timestamp("finished_at")?,
        outcome: row.opt_text("outcome")?,
        detail: row.opt_text("detail")?,
    })
}
