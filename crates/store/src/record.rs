//! Records: what people stated or decided. Added and used up, never changed.

use jiff::Timestamp;
use tatefuda_domain::{
    AnswerId, RecordId, TenantId,
    record::{Record, Subject},
};

use crate::{Result, Row, Rows, Tx, args, statements};

statements! { "record":
    INSERT = "INSERT INTO record (tenant_id, id, document, kind, subject_kind, subject_id, digest, fields, person_id, \
        capacity, at, valid_from, valid_until, answer_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, \
        $13, $14)";
    FIND = "SELECT id, kind, subject_kind, subject_id, digest, fields, person_id, capacity, at, valid_from, \
        valid_until, used_by FROM record WHERE tenant_id = $1 AND id = $2";
    BY_SUBJECT = "SELECT id, kind, subject_kind, subject_id, digest, fields, person_id, capacity, at, valid_from, \
        valid_until, used_by FROM record WHERE tenant_id = $1 AND subject_kind = $2 AND subject_id = $3 \
        ORDER BY at DESC, id DESC LIMIT $4";
    BY_KIND = "SELECT id, kind, subject_kind, subject_id, digest, fields, person_id, capacity, at, valid_from, \
        valid_until, used_by FROM record WHERE tenant_id = $1 AND kind = $2 ORDER BY at DESC, id DESC LIMIT $3";
    USE = "UPDATE record SET used_by = $3, used_at = $4 WHERE tenant_id = $1 AND id = $2 \
        AND (used_by IS NULL OR used_by = $3)";
}

/// Adds a record.
///
/// # Errors
/// Whatever the database says.
pub async fn record_insert(
    tx: &mut Tx,
    tenant: TenantId,
    document: &str,
    record: &Record,
    answer: Option<AnswerId>,
) -> Result<()> {
    let fields = serde_json::to_string(&record.fields).expect("texts have a JSON form");
    tx.execute(
        INSERT,
        args![
            tenant,
            record.id,
            document,
            &record.kind,
            &record.subject.kind,
            &record.subject.id,
            record.digest,
            fields,
            record.person,
            record.capacity,
            record.at,
            record.valid_from,
            record.valid_until,
            answer,
        ],
    )
    .await
    .map(drop)
}

/// A record by id.
///
/// # Errors
/// Whatever the database says.
pub async fn record_find(tx: &mut Tx, tenant: TenantId, id: RecordId) -> Result<Option<Record>> {
    tx.one(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

/// The newest records on a subject, at most `limit`, oldest first.
///
/// # Errors
/// Whatever the database says.
pub async fn record_list(tx: &mut Tx, tenant: TenantId, subject: &Subject, limit: i64) -> Result<Rows<Record>> {
    oldest_first(tx.all(BY_SUBJECT, args![tenant, &subject.kind, &subject.id, limit]).await?)
}

/// The newest records of a kind, at most `limit`, oldest first.
///
/// # Errors
/// Whatever the database says.
pub async fn record_list_kind(tx: &mut Tx, tenant: TenantId, kind: &str, limit: i64) -> Result<Rows<Record>> {
    oldest_first(tx.all(BY_KIND, args![tenant, kind, limit]).await?)
}

/// Uses a record up; false if another act used it before.
///
/// # Errors
/// Whatever the database says.
pub async fn record_use(tx: &mut Tx, tenant: TenantId, id: RecordId, used_by: &str, at: Timestamp) -> Result<bool> {
    Ok(tx.execute(USE, args![tenant, id, used_by, at]).await? == 1)
}

fn oldest_first(mut rows: Vec<Row>) -> Result<Rows<Record>> {
    rows.reverse();
    Rows::read("record", &rows, read)
}

pub(crate) fn read(row: &Row) -> Result<Record> {
    Ok(Record {
        id: row.id("id")?,
        kind: row.text("kind")?,
        subject: Subject { kind: row.text("subject_kind")?, id: row.text("subject_id")? },
        digest: row.opt_digest("digest")?,
        fields: row.json("fields")?,
        person: row.id("person_id")?,
        capacity: row.id("capacity")?,
        at: row.timestamp("at")?,
        valid_from: row.opt_timestamp("valid_from")?,
        valid_until: row.opt_timestamp("valid_until")?,
        used_by: row.opt_text("used_by")?,
    })
}
