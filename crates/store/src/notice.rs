//! Places where people are told what waits, messages to them, and what these tell (decision 0046).

use jiff::Timestamp;
use tatefuda_domain::{
    NoticeId, NoticePlaceId, PersonId, TenantId,
    notice::{MINUTES, Message, NoticeLine, NoticePlace, Rhythm},
};

use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{
        Columns as _, Table as _,
        columns::{self as table, unfit},
    },
    statements,
};

statements! { "notice":
    PLACE_INSERT = NoticePlace::INSERT;
    PLACE_UPDATE = NoticePlace::UPDATE;
    PLACE = "SELECT * FROM notice_place WHERE tenant_id = $1 AND id = $2";
    PLACES = "SELECT * FROM notice_place WHERE tenant_id = $1 AND person_id = $2 AND ended_at IS NULL ORDER BY created_at, id";
    TOLD = "SELECT * FROM notice_place WHERE tenant_id = $1 AND proven_at IS NOT NULL AND ended_at IS NULL \
        ORDER BY person_id, id";
    FAILING = "SELECT * FROM notice_place WHERE tenant_id = $1 AND failing_since IS NOT NULL AND ended_at IS NULL \
        ORDER BY failing_since, id LIMIT $2";
    INSERT = Message::INSERT;
    GET = "SELECT * FROM notice WHERE tenant_id = $1 AND id = $2";
    DUE = "SELECT * FROM notice WHERE tenant_id = $1 AND ((state = 'waiting' AND due_at <= $2) \
        OR (state = 'sending' AND lease_until < $2)) ORDER BY due_at, id LIMIT $3";
    // One statement: of two workers one has it.
    LEASE = "UPDATE notice SET state = 'sending', lease_owner = $3, lease_until = $4, tries = tries + 1 \
        WHERE tenant_id = $1 AND id = $2 AND ((state = 'waiting' AND due_at <= $5) \
        OR (state = 'sending' AND lease_until < $5))";
    END = "UPDATE notice SET state = $4, due_at = $5, why = $6, ended_at = $7, lease_owner = NULL, lease_until = NULL \
        WHERE tenant_id = $1 AND id = $2 AND lease_owner = $3 AND state = 'sending'";
    DROP = "UPDATE notice SET state = 'dropped', ended_at = $3, lease_owner = NULL, lease_until = NULL \
        WHERE tenant_id = $1 AND place_id = $2 AND state IN ('waiting', 'sending')";
    LATEST = "SELECT * FROM notice WHERE tenant_id = $1 AND place_id = $2 ORDER BY created_at DESC, id DESC LIMIT $3";
    WAITING = "SELECT * FROM notice WHERE tenant_id = $1 AND place_id = $2 AND state = 'waiting' AND kind <> 'proof' \
        ORDER BY created_at, id LIMIT 1";
    PROOFS = "SELECT COUNT(*) AS count FROM notice n JOIN notice_place p ON p.tenant_id = n.tenant_id AND p.id = n.place_id \
        WHERE n.tenant_id = $1 AND p.person_id = $2 AND n.kind = 'proof' AND n.created_at > $3";
    LINE_INSERT = NoticeLine::INSERT;
    OPEN = "SELECT * FROM notice_line WHERE tenant_id = $1 AND place_id = $2 AND over_at IS NULL ORDER BY found_at, id";
    OF_MESSAGE = "SELECT * FROM notice_line WHERE tenant_id = $1 AND message_id = $2 AND over_at IS NULL ORDER BY found_at, id";
    LINE_OVER = "UPDATE notice_line SET over_at = $3 WHERE tenant_id = $1 AND id = $2 AND over_at IS NULL";
    SWEEP = "DELETE FROM notice_line WHERE tenant_id = $1 AND over_at < $2";
}

columns! { NoticePlace = "notice_place" {
    id;
    version;
    person = "person_id";
    kind;
    shown;
    key_id;
    sealed;
    lang;
    rhythm: Rhythm;
    code;
    code_until;
    code_tries;
    proven_at;
    failing_since;
    failing_why;
    created_at;
    ended_at;
} }

columns! { Rhythm {
    pace;
    quiet_from;
    quiet_until;
    daily_at;
} }

columns! { Message = "notice" {
    id;
    place = "place_id";
    kind;
    state;
    due_at;
    tries;
    lease_owner;
    lease_until;
    why;
    created_at;
    ended_at;
} }

columns! { NoticeLine = "notice_line" {
    id;
    place = "place_id";
    key;
    line;
    found_at;
    message = "message_id";
    over_at;
} }

pub(crate) fn read(row: &Row) -> Result<Message> {
    Message::read(row)
}

pub(crate) fn read_place(row: &Row) -> Result<NoticePlace> {
    let place = NoticePlace::read(row)?;
    // A minute that no day has was not written here.
    let Rhythm { quiet_from, quiet_until, daily_at, .. } = place.rhythm;
    for (column, minute) in [("quiet_from", quiet_from), ("quiet_until", quiet_until), ("daily_at", daily_at)] {
        if !(0..MINUTES).contains(&minute) {
            return Err(unfit(column, minute));
        }
    }
    Ok(place)
}

pub(crate) fn read_line(row: &Row) -> Result<NoticeLine> {
    NoticeLine::read(row)
}

/// Adds a place.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn place_insert(tx: &mut Tx, tenant: TenantId, place: &NoticePlace) -> Result<()> {
    table::insert(tx, tenant, place).await
}

/// Writes a change of the version in `place.version` and counts it up; `false`: it was another version.
///
/// # Errors
/// As [`place_insert`].
pub async fn place_update(tx: &mut Tx, tenant: TenantId, place: &NoticePlace) -> Result<bool> {
    table::update(tx, tenant, place).await
}

/// One place.
///
/// # Errors
/// As [`place_insert`].
pub async fn place_get(tx: &mut Tx, tenant: TenantId, id: NoticePlaceId) -> Result<Option<NoticePlace>> {
    tx.one(PLACE, args![tenant, id]).await?.as_ref().map(read_place).transpose()
}

/// The places of a person that are not ended, the first first.
///
/// # Errors
/// As [`place_insert`].
pub async fn places(tx: &mut Tx, tenant: TenantId, person: PersonId) -> Result<Rows<NoticePlace>> {
    Rows::read("notice_place", &tx.all(PLACES, args![tenant, person]).await?, read_place)
}

/// Every place at which something is told, those of a person after each other.
///
/// # Errors
/// As [`place_insert`].
pub async fn places_told(tx: &mut Tx, tenant: TenantId) -> Result<Rows<NoticePlace>> {
    Rows::read("notice_place", &tx.all(TOLD, args![tenant]).await?, read_place)
}

/// Places at which nothing arrives, the longest first.
///
/// # Errors
/// As [`place_insert`].
pub async fn places_failing(tx: &mut Tx, tenant: TenantId, limit: i64) -> Result<Rows<NoticePlace>> {
    Rows::read("notice_place", &tx.all(FAILING, args![tenant, limit]).await?, read_place)
}

/// Adds a message.
///
/// # Errors
/// As [`place_insert`].
pub async fn insert(tx: &mut Tx, tenant: TenantId, message: &Message) -> Result<()> {
    table::insert(tx, tenant, message).await
}

/// One message.
///
/// # Errors
/// As [`place_insert`].
pub async fn get(tx: &mut Tx, tenant: TenantId, id: NoticeId) -> Result<Option<Message>> {
    tx.one(GET, args![tenant, id]).await?.as_ref().map(read).transpose()
}

/// What is to be handed over by now, or what a worker has lost; what is due first at first.
///
/// # Errors
/// As [`place_insert`].
pub async fn due(tx: &mut Tx, tenant: TenantId, now: Timestamp, limit: i64) -> Result<Rows<Message>> {
    Rows::read("notice", &tx.all(DUE, args![tenant, now, limit]).await?, read)
}

/// Takes a message in hand; `false`: somebody else has it, or it is over.
///
/// # Errors
/// As [`place_insert`].
pub async fn lease(
    tx: &mut Tx,
    tenant: TenantId,
    id: NoticeId,
    owner: &str,
    until: Timestamp,
    now: Timestamp,
) -> Result<bool> {
    Ok(tx.execute(LEASE, args![tenant, id, owner, until, now]).await? == 1)
}

/// Writes what came of a message that `owner` has in hand; `false`: they have it no more.
///
/// # Errors
/// As [`place_insert`].
pub async fn end(tx: &mut Tx, tenant: TenantId, owner: &str, message: &Message) -> Result<bool> {
    let Message { id, state, due_at, why, ended_at, .. } = message;
    let values = args![tenant, *id, owner, state.as_str(), *due_at, why.as_deref(), *ended_at];
    Ok(tx.execute(END, values).await? == 1)
}

/// Ends whatever waits for a place.
///
/// # Errors
/// As [`place_insert`].
pub async fn drop_all(tx: &mut Tx, tenant: TenantId, place: NoticePlaceId, at: Timestamp) -> Result<()> {
    tx.execute(DROP, args![tenant, place, at]).await.map(drop)
}

/// The last messages to a place, the newest first.
///
/// # Errors
/// As [`place_insert`].
pub async fn latest(tx: &mut Tx, tenant: TenantId, place: NoticePlaceId, limit: i64) -> Result<Rows<Message>> {
    Rows::read("notice", &tx.all(LATEST, args![tenant, place, limit]).await?, read)
}

/// The message to a place that is not in hand yet and can tell more.
///
/// # Errors
/// As [`place_insert`].
pub async fn waiting(tx: &mut Tx, tenant: TenantId, place: NoticePlaceId) -> Result<Option<Message>> {
    tx.one(WAITING, args![tenant, place]).await?.as_ref().map(read).transpose()
}

/// How many codes were sent for a person since a moment.
///
/// # Errors
/// As [`place_insert`].
pub async fn proofs(tx: &mut Tx, tenant: TenantId, person: PersonId, since: Timestamp) -> Result<i64> {
    tx.one(PROOFS, args![tenant, person, since]).await?.map_or(Ok(0), |row| row.int("count"))
}

/// Adds a line.
///
/// # Errors
/// [`crate::Error::Unique`]: it is told there already.
pub async fn line_insert(tx: &mut Tx, tenant: TenantId, line: &NoticeLine) -> Result<()> {
    table::insert(tx, tenant, line).await
}

/// What was told at a place, or is to be, and still waits.
///
/// # Errors
/// As [`place_insert`].
pub async fn lines_open(tx: &mut Tx, tenant: TenantId, place: NoticePlaceId) -> Result<Rows<NoticeLine>> {
    Rows::read("notice_line", &tx.all(OPEN, args![tenant, place]).await?, read_line)
}

/// What a message tells and still waits.
///
/// # Errors
/// As [`place_insert`].
pub async fn lines_of(tx: &mut Tx, tenant: TenantId, message: NoticeId) -> Result<Rows<NoticeLine>> {
    Rows::read("notice_line", &tx.all(OF_MESSAGE, args![tenant, message]).await?, read_line)
}

/// Notes that something waits no more.
///
/// # Errors
/// As [`place_insert`].
pub async fn line_over(tx: &mut Tx, tenant: TenantId, line: &NoticeLine, at: Timestamp) -> Result<()> {
    tx.execute(LINE_OVER, args![tenant, line.id, at]).await.map(drop)
}

/// Removes lines of what has waited no more since a moment.
///
/// # Errors
/// As [`place_insert`].
pub async fn sweep(tx: &mut Tx, tenant: TenantId, before: Timestamp) -> Result<()> {
    tx.execute(SWEEP, args![tenant, before]).await.map(drop)
}
