//! What the clock found of each thing, and for whom.

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, AppointmentId, PersonId, TenantId,
    duty::{Found, FoundState, Holder},
    record::Subject,
};

use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

statements! { "found":
    FOUND_INSERT = Found::INSERT;
    HOLDER_INSERT = "INSERT INTO found_holder (tenant_id, found_id, person_id, capacity) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (tenant_id, found_id, person_id, capacity) DO NOTHING";
    HOLDERS_END = "DELETE FROM found_holder WHERE tenant_id = $1 AND found_id IN (SELECT id FROM found \
        WHERE tenant_id = $1 AND document = $2 AND subject_kind = $3 AND subject_id = $4)";
    FOUND_END = "DELETE FROM found WHERE tenant_id = $1 AND document = $2 AND subject_kind = $3 AND subject_id = $4";
    LOOKED = "INSERT INTO found_look (tenant_id, document, subject_kind, subject_id, day, stale) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, document, subject_kind, subject_id) \
        DO UPDATE SET day = excluded.day, stale = excluded.stale";
    LOOKS = "SELECT document, subject_kind, subject_id FROM found_look WHERE tenant_id = $1 AND day = $2 AND stale = $3";
    // What waited yesterday and is over by now was found open, or about to end: it is looked at anew.
    OVER = "SELECT DISTINCT document, subject_kind, subject_id FROM found WHERE tenant_id = $1 \
        AND state IN ('open', 'warns') AND due < $2";
    STALE = "UPDATE found_look SET stale = $2 WHERE tenant_id = $1 AND stale <> $2";
    STALE_ONE = "UPDATE found_look SET stale = $2 WHERE tenant_id = $1 AND subject_kind = $3 AND subject_id = $4";
    FRESH_ONE = "UPDATE found_look SET stale = $2 WHERE tenant_id = $1 AND subject_kind = $3 AND subject_id = $4";
    STALE_SENDS = "UPDATE found_look SET stale = $2 WHERE tenant_id = $1 AND subject_kind = 'account' \
        AND subject_id IN (SELECT account_id FROM publication WHERE tenant_id = $1 AND post_id = $3)";
    // Steps of cases that run; what is late comes first, then what ends first; what has no end comes last.
    STEPS_OF_PERSON = "SELECT f.* FROM found f JOIN found_holder h ON h.tenant_id = f.tenant_id AND h.found_id = f.id \
        JOIN cases c ON c.tenant_id = f.tenant_id AND c.id = f.instance \
        WHERE f.tenant_id = $1 AND h.person_id = $2 AND h.capacity = $3 AND f.kind = 'step' AND c.state = 'running' \
        ORDER BY COALESCE(f.due, 9223372036854775807), f.id LIMIT $4";
    PRESSING_OF_PERSON = "SELECT f.* FROM found f JOIN found_holder h ON h.tenant_id = f.tenant_id AND h.found_id = f.id \
        WHERE f.tenant_id = $1 AND h.person_id = $2 AND h.capacity = $3 AND f.kind <> 'step' \
        AND (f.state IN ('missed', 'warns', 'fires') OR (f.state = 'open' AND (f.due IS NULL OR f.due <= $5))) \
        ORDER BY COALESCE(f.due, 9223372036854775807), f.id LIMIT $4";
    COUNT_OF_PERSON = "SELECT \
        COALESCE(SUM(CASE WHEN c.state = 'running' THEN 1 ELSE 0 END), 0) AS steps, \
        COALESCE(SUM(CASE WHEN f.kind <> 'step' AND (f.state IN ('missed', 'warns', 'fires') \
        OR (f.state = 'open' AND (f.due IS NULL OR f.due <= $4))) THEN 1 ELSE 0 END), 0) AS pressing, \
        COALESCE(SUM(CASE WHEN f.kind <> 'step' THEN 1 ELSE 0 END), 0) AS told \
        FROM found_holder h JOIN found f ON f.tenant_id = h.tenant_id AND f.id = h.found_id \
        LEFT JOIN cases c ON f.kind = 'step' AND c.tenant_id = f.tenant_id AND c.id = f.instance \
        WHERE h.tenant_id = $1 AND h.person_id = $2 AND h.capacity = $3";
    // Steps stand with their cases. What a page goes on behind stays when a thing is looked at anew: ids do not.
    PAGE = "SELECT f.* FROM found f WHERE f.tenant_id = $1 AND f.kind <> 'step' \
        AND (CAST($2 AS TEXT) IS NULL OR f.id IN (SELECT h.found_id FROM found_holder h \
        WHERE h.tenant_id = $1 AND h.person_id = $2 AND h.capacity = $3)) \
        AND (CAST($4 AS TEXT) IS NULL OR f.account_id = $4) AND (CAST($5 AS TEXT) IS NULL OR f.state = $5) \
        AND (CAST($6 AS TEXT) IS NULL \
        OR (COALESCE(f.due, 9223372036854775807), f.subject_id, f.document, f.item, f.instance) \
        > (COALESCE(CAST($10 AS BIGINT), 9223372036854775807), $6, $7, $8, $9)) \
        ORDER BY COALESCE(f.due, 9223372036854775807), f.subject_id, f.document, f.item, f.instance LIMIT $11";
}

columns! { Found = "found" {
    id;
    document;
    kind;
    item;
    instance;
    subject: Subject;
    account = "account_id";
    state;
    due;
    at;
} }

pub(crate) fn read_found(row: &Row) -> Result<Found> {
    Found::read(row)
}

/// A thing that the clock looks at, under a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Looked {
    /// Id of the document.
    pub document: String,
    pub kind: String,
    pub id: String,
}

/// The things that were looked at on a day and of which nothing was changed since.
///
/// # Errors
/// Whatever the database says.
pub async fn looks(tx: &mut Tx, tenant: TenantId, day: &str) -> Result<Vec<Looked>> {
    tx.all(LOOKS, args![tenant, day, false]).await?.iter().map(looked).collect()
}

fn looked(row: &Row) -> Result<Looked> {
    Ok(Looked { document: row.text("document")?, kind: row.text("subject_kind")?, id: row.text("subject_id")? })
}

/// The things of which something was found open whose time is over by now.
///
/// # Errors
/// Whatever the database says.
pub async fn looks_over(tx: &mut Tx, tenant: TenantId, at: Timestamp) -> Result<Vec<Looked>> {
    tx.all(OVER, args![tenant, at]).await?.iter().map(looked).collect()
}

/// Puts what was found of a thing on a day into the place of what was found before.
///
/// # Errors
/// Whatever the database says.
pub async fn found_replace(
    tx: &mut Tx,
    tenant: TenantId,
    thing: &Looked,
    day: &str,
    found: &[(Found, Vec<Holder>)],
) -> Result<()> {
    let key = || args![tenant, &thing.document, &thing.kind, &thing.id];
    tx.execute(HOLDERS_END, key()).await?;
    tx.execute(FOUND_END, key()).await?;
    for (one, holders) in found {
        table::insert(tx, tenant, one).await?;
        for holder in holders {
            tx.execute(HOLDER_INSERT, args![tenant, one.id, holder.person, holder.capacity]).await?;
        }
    }
    tx.execute(LOOKED, args![tenant, &thing.document, &thing.kind, &thing.id, day, false]).await?;
    Ok(())
}

/// Marks everything as to be looked at anew.
///
/// # Errors
/// Whatever the database says.
pub async fn found_stale(tx: &mut Tx, tenant: TenantId) -> Result<()> {
    tx.execute(STALE, args![tenant, true]).await.map(drop)
}

/// Marks a thing as to be looked at anew.
///
/// # Errors
/// Whatever the database says.
pub async fn found_stale_one(tx: &mut Tx, tenant: TenantId, kind: &str, id: &str) -> Result<()> {
    tx.execute(STALE_ONE, args![tenant, true, kind, id]).await.map(drop)
}

/// A thing was looked at, and nothing follows from it now.
///
/// # Errors
/// Whatever the database says.
pub async fn found_fresh(tx: &mut Tx, tenant: TenantId, kind: &str, id: &str) -> Result<()> {
    tx.execute(FRESH_ONE, args![tenant, false, kind, id]).await.map(drop)
}

/// Marks the accounts to which a post goes.
///
/// # Errors
/// Whatever the database says.
pub async fn found_stale_sends(tx: &mut Tx, tenant: TenantId, post: &str) -> Result<()> {
    tx.execute(STALE_SENDS, args![tenant, true, post]).await.map(drop)
}

/// Steps of running cases that wait for a person in an appointment, what ends first at first, at most `limit`.
///
/// # Errors
/// Whatever the database says.
pub async fn found_steps(
    tx: &mut Tx,
    tenant: TenantId,
    (person, capacity): (PersonId, AppointmentId),
    limit: i64,
) -> Result<Rows<Found>> {
    Rows::read("found", &tx.all(STEPS_OF_PERSON, args![tenant, person, capacity, limit]).await?, read_found)
}

/// What else was found for them and is of today: what is late, what is told, what ends until `until` or never.
///
/// # Errors
/// Whatever the database says.
pub async fn found_pressing(
    tx: &mut Tx,
    tenant: TenantId,
    (person, capacity): (PersonId, AppointmentId),
    until: Timestamp,
    limit: i64,
) -> Result<Rows<Found>> {
    Rows::read("found", &tx.all(PRESSING_OF_PERSON, args![tenant, person, capacity, limit, until]).await?, read_found)
}

/// How much was found for somebody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FoundCount {
    /// Steps of cases that run.
    pub steps: i64,
    /// What else is of today.
    pub pressing: i64,
    /// Everything else, that of today too.
    pub told: i64,
}

/// How much was found for a person in an appointment; `until` as for [`found_pressing`].
///
/// # Errors
/// Whatever the database says.
pub async fn found_count(
    tx: &mut Tx,
    tenant: TenantId,
    (person, capacity): (PersonId, AppointmentId),
    until: Timestamp,
) -> Result<FoundCount> {
    let row = tx.one(COUNT_OF_PERSON, args![tenant, person, capacity, until]).await?;
    row.map_or(Ok(FoundCount::default()), |row| {
        Ok(FoundCount { steps: row.int("steps")?, pressing: row.int("pressing")?, told: row.int("told")? })
    })
}

/// Where a page of what was found ends: what tells its last line from all others, also after it was looked at anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// When it ends; what has no end stands last.
    pub due: Option<Timestamp>,
    /// Id of the thing.
    pub subject: String,
    /// Id of the document.
    pub document: String,
    pub item: String,
    pub instance: String,
}

impl Place {
    /// The place of a line.
    #[must_use]
    pub fn of(found: &Found) -> Self {
        Self {
            due: found.due,
            subject: found.subject.id.clone(),
            document: found.document.clone(),
            item: found.item.clone(),
            instance: found.instance.clone(),
        }
    }
}

/// What a list is narrowed to; what is absent lets everything through.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// For whom, in which appointment.
    pub holder: Option<(PersonId, AppointmentId)>,
    /// The account concerned.
    pub account: Option<AccountId>,
    /// How it stands.
    pub state: Option<FoundState>,
    /// Only what comes behind.
    pub after: Option<Place>,
}

/// A page of duties and of what is watched, what ends first at first.
///
/// # Errors
/// Whatever the database says.
pub async fn found_page(tx: &mut Tx, tenant: TenantId, filter: &Filter, limit: i64) -> Result<Rows<Found>> {
    let (person, capacity) = filter.holder.unzip();
    let after = filter.after.as_ref();
    let values = args![
        tenant,
        person,
        capacity,
        filter.account,
        filter.state.map(FoundState::as_str),
        after.map(|place| place.subject.as_str()),
        after.map(|place| place.document.as_str()),
        after.map(|place| place.item.as_str()),
        after.map(|place| place.instance.as_str()),
        after.and_then(|place| place.due),
        limit,
    ];
    Rows::read("found", &tx.all(PAGE, values).await?, read_found)
}
