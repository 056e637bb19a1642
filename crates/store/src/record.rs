//! Records: what people stated or decided. Added and used up, never changed.

use jiff::Timestamp;
use tatefuda_domain::{
    AnswerId, RecordId, TenantId,
    record::{Record, Subject},
};

use crate::{
    Result, Row, Rows, Tx, args, columns,
    post::reader,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

statements! { "record":
    INSERT = Given::INSERT;
    FIND = "SELECT * FROM record WHERE tenant_id = $1 AND id = $2";
    BY_SUBJECT = "SELECT * FROM record WHERE tenant_id = $1 AND subject_kind = $2 AND subject_id = $3 \
        ORDER BY at DESC, id DESC LIMIT $4";
    BY_KIND = "SELECT * FROM record WHERE tenant_id = $1 AND kind = $2 ORDER BY at DESC, id DESC LIMIT $3";
    USE = "UPDATE record SET used_by = $3, used_at = $4 WHERE tenant_id = $1 AND id = $2 \
        AND (used_by IS NULL OR used_by = $3)";
}

columns! { Record {
    id;
    kind;
    subject: Subject;
    digest;
    fields;
    person = "person_id";
    capacity;
    at;
    valid_from;
    valid_until;
    used_by;
} }

columns! { Subject {
    kind = "subject_kind";
    id = "subject_id";
} }

/// A record as it is written: with what allowed it.
struct Given {
    record: Record,
    document: String,
    answer: Option<AnswerId>,
}

columns! { Given = "record" {
    record: Record;
    document;
    answer = "answer_id";
} }

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
    let given = Given { record: record.clone(), document: document.to_owned(), answer };
    table::insert(tx, tenant, &given).await?;
    match record.subject.kind.as_str() {
        "post" => reader::put(tx, tenant, record.person, &record.subject.id).await,
        _ => Ok(()),
    }
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
    Record::read(row)
}
