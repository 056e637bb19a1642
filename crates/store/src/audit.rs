//! The hash chain of a body, its details and checkpoints (decision 0005).

use std::collections::BTreeMap;

use jiff::Timestamp;
use tatefuda_audit::{AnswerRef, Checkpoint, Detail, Draft, Entry, EntryKind, Head, Secret, Subject, Unreadable};
use tatefuda_domain::{Digest, Entropy, TenantId};

use crate::{
    args,
    sql::{Error, Result, Row, Tx},
    statements,
};

statements! { "audit":
    /// The head row is made by the first entry and locked by every later one.
    HEAD_MAKE = "INSERT INTO audit_head (tenant_id, id, seq, hash) VALUES ($1, 'chain', 0, $2) \
        ON CONFLICT (tenant_id, id) DO NOTHING";
    /// Writing the row locks it on PostgreSQL; SQLite has one writer.
    HEAD_LOCK = "UPDATE audit_head SET seq = seq WHERE tenant_id = $1 AND id = 'chain' RETURNING seq, hash";
    HEAD_READ = "SELECT seq, hash FROM audit_head WHERE tenant_id = $1 AND id = 'chain'";
    HEAD_MOVE = "UPDATE audit_head SET seq = $2, hash = $3 WHERE tenant_id = $1 AND id = 'chain'";
    ENTRY_INSERT = "INSERT INTO audit_entry (tenant_id, id, format, at, kind, command, command_id, person_id, capacity, \
        subject_kind, subject_id, before_digest, after_digest, answer_id, answer_digest, commitments, previous, hash) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    ENTRY_PAGE = "SELECT id, format, at, kind, command, command_id, person_id, capacity, subject_kind, subject_id, \
        before_digest, after_digest, answer_id, answer_digest, commitments, previous, hash FROM audit_entry \
        WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    ENTRY_NEWEST = "SELECT id, format, at, kind, command, command_id, person_id, capacity, subject_kind, subject_id, \
        before_digest, after_digest, answer_id, answer_digest, commitments, previous, hash FROM audit_entry \
        WHERE tenant_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
    ENTRY_SUBJECT = "SELECT id, format, at, kind, command, command_id, person_id, capacity, subject_kind, subject_id, \
        before_digest, after_digest, answer_id, answer_digest, commitments, previous, hash FROM audit_entry \
        WHERE tenant_id = $1 AND subject_kind = $2 AND subject_id = $3 ORDER BY id LIMIT $4";
    ENTRY_MARK = "SELECT hash, at FROM audit_entry WHERE tenant_id = $1 AND id = $2";
    ENTRY_LAST = "SELECT MAX(at) AS at FROM audit_entry WHERE tenant_id = $1 AND subject_kind = $2 AND subject_id = $3 \
        AND command = $4 AND kind = 'done'";
    DETAIL_INSERT = "INSERT INTO audit_detail (tenant_id, id, seq, field, salt, value) VALUES ($1, $2, $3, $4, $5, $6)";
    DETAIL_RANGE = "SELECT seq, field, salt, value FROM audit_detail \
        WHERE tenant_id = $1 AND seq >= $2 AND seq <= $3 ORDER BY seq, field";
    DETAIL_ERASE = "UPDATE audit_detail SET salt = NULL, value = NULL, erased_at = $4 \
        WHERE tenant_id = $1 AND seq = $2 AND field = $3 AND erased_at IS NULL";
    CHECKPOINT_INSERT = "INSERT INTO audit_checkpoint (tenant_id, id, hash, at, key_id, signature) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, id) DO NOTHING";
    CHECKPOINT_LIST = "SELECT id, hash, at, key_id, signature FROM audit_checkpoint WHERE tenant_id = $1 ORDER BY id";
    CHECKPOINT_LAST = "SELECT id, hash, at, key_id, signature FROM audit_checkpoint WHERE tenant_id = $1 \
        ORDER BY id DESC LIMIT 1";
}

/// When a command was last carried out on a subject.
///
/// # Errors
/// Whatever the database says.
pub async fn audit_last(
    tx: &mut Tx,
    tenant: TenantId,
    command: &str,
    (kind, id): (&str, &str),
) -> Result<Option<Timestamp>> {
    tx.one(ENTRY_LAST, args![tenant, kind, id, command]).await?.map_or(Ok(None), |row| row.opt_timestamp("at"))
}

/// Chains an act to the end of its body's chain. The head row is the last one that a transaction locks.
///
/// # Errors
/// Whatever the database says.
pub async fn audit_append(tx: &mut Tx, draft: Draft, entropy: &dyn Entropy) -> Result<Entry> {
    let tenant = draft.tenant;
    tx.execute(HEAD_MAKE, args![tenant, Head::EMPTY.hash]).await?;
    let row = tx.one(HEAD_LOCK, args![tenant]).await?;
    let head = row.as_ref().map_or(Ok(Head::EMPTY), head)?;
    let (entry, details) = draft.chain(&head, entropy);
    insert(tx, &entry).await?;
    for Detail { seq, field, secret } in details {
        let (salt, value) = secret.map(|secret| (secret.salt.to_vec(), secret.value)).unzip();
        let id = format!("{seq}:{field}");
        tx.execute(DETAIL_INSERT, args![tenant, id, number(seq), field, salt, value]).await?;
    }
    tx.execute(HEAD_MOVE, args![tenant, number(entry.seq), entry.hash]).await?;
    Ok(entry)
}

async fn insert(tx: &mut Tx, entry: &Entry) -> Result<()> {
    let commitments = serde_json::to_string(&entry.commitments).expect("texts and digests have a JSON form");
    tx.execute(
        ENTRY_INSERT,
        args![
            entry.tenant,
            number(entry.seq),
            i64::from(entry.format),
            entry.at,
            entry.kind.as_str(),
            &entry.command,
            entry.command_id,
            entry.person,
            entry.capacity,
            &entry.subject.kind,
            &entry.subject.id,
            entry.before,
            entry.after,
            entry.answer.map(|answer| answer.id),
            entry.answer.map(|answer| answer.digest),
            commitments,
            entry.previous,
            entry.hash,
        ],
    )
    .await
    .map(drop)
}

/// The end of a body's chain.
///
/// # Errors
/// Whatever the database says.
pub async fn audit_head(tx: &mut Tx, tenant: TenantId) -> Result<Head> {
    tx.one(HEAD_READ, args![tenant]).await?.as_ref().map_or(Ok(Head::EMPTY), head)
}

/// Hash and time of one entry, if the chain has it.
///
/// # Errors
/// Whatever the database says.
pub async fn audit_mark(tx: &mut Tx, tenant: TenantId, seq: u64) -> Result<Option<(Digest, Timestamp)>> {
    let row = tx.one(ENTRY_MARK, args![tenant, number(seq)]).await?;
    row.map(|row| Ok((row.digest("hash")?, row.timestamp("at")?))).transpose()
}

/// Entries after a number in the order of the chain; a row that cannot be read is reported, not skipped.
///
/// # Errors
/// Whatever the database says.
pub async fn audit_page(
    tx: &mut Tx,
    tenant: TenantId,
    after: u64,
    limit: i64,
) -> Result<Vec<Result<Entry, Unreadable>>> {
    Ok(tx.all(ENTRY_PAGE, args![tenant, number(after), limit]).await?.iter().map(|row| readable(row, tenant)).collect())
}

/// Entries before a number, newest first.
///
/// # Errors
/// Whatever the database says.
pub async fn audit_newest(
    tx: &mut Tx,
    tenant: TenantId,
    before: u64,
    limit: i64,
) -> Result<Vec<Result<Entry, Unreadable>>> {
    let before = i64::try_from(before).unwrap_or(i64::MAX);
    Ok(tx.all(ENTRY_NEWEST, args![tenant, before, limit]).await?.iter().map(|row| readable(row, tenant)).collect())
}

/// Entries on a subject, oldest first.
///
/// # Errors
/// Whatever the database says.
pub async fn audit_subject(
    tx: &mut Tx,
    tenant: TenantId,
    subject: &Subject,
    limit: i64,
) -> Result<Vec<Result<Entry, Unreadable>>> {
    let rows = tx.all(ENTRY_SUBJECT, args![tenant, &subject.kind, &subject.id, limit]).await?;
    Ok(rows.iter().map(|row| readable(row, tenant)).collect())
}

/// Details of a range of entries, both ends included.
///
/// # Errors
/// Whatever the database says.
pub async fn audit_details(tx: &mut Tx, tenant: TenantId, from: u64, to: u64) -> Result<Vec<Detail>> {
    tx.all(DETAIL_RANGE, args![tenant, number(from), number(to)])
        .await?
        .iter()
        .map(|row| {
            let salt = row.opt_bytes("salt")?.and_then(|salt| <[u8; 32]>::try_from(salt).ok());
            let secret = salt.zip(row.opt_text("value")?).map(|(salt, value)| Secret { salt, value });
            Ok(Detail { seq: sequence(row, "seq")?, field: row.text("field")?, secret })
        })
        .collect()
}

/// Removes value and salt of a detail; false if there is no such detail or it was erased before.
///
/// # Errors
/// Whatever the database says.
pub async fn audit_erase(tx: &mut Tx, tenant: TenantId, seq: u64, field: &str, at: Timestamp) -> Result<bool> {
    Ok(tx.execute(DETAIL_ERASE, args![tenant, number(seq), field, at]).await? == 1)
}

/// Keeps a signed checkpoint.
///
/// # Errors
/// Whatever the database says.
pub async fn audit_checkpoint_insert(tx: &mut Tx, checkpoint: &Checkpoint) -> Result<()> {
    let Checkpoint { tenant, head, at, key_id, signature } = checkpoint;
    tx.execute(CHECKPOINT_INSERT, args![*tenant, number(head.seq), head.hash, *at, key_id, signature]).await.map(drop)
}

/// Every checkpoint of a body, oldest first.
///
/// # Errors
/// Whatever the database says.
pub async fn audit_checkpoint_list(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Checkpoint>> {
    tx.all(CHECKPOINT_LIST, args![tenant]).await?.iter().map(|row| checkpoint(row, tenant)).collect()
}

/// The newest checkpoint of a body.
///
/// # Errors
/// Whatever the database says.
pub async fn audit_checkpoint_last(tx: &mut Tx, tenant: TenantId) -> Result<Option<Checkpoint>> {
    tx.one(CHECKPOINT_LAST, args![tenant]).await?.map(|row| checkpoint(&row, tenant)).transpose()
}

pub(crate) fn checkpoint(row: &Row, tenant: TenantId) -> Result<Checkpoint> {
    Ok(Checkpoint {
        tenant,
        head: Head { seq: sequence(row, "id")?, hash: row.digest("hash")? },
        at: row.timestamp("at")?,
        key_id: row.text("key_id")?,
        signature: row.text("signature")?,
    })
}

fn head(row: &Row) -> Result<Head> {
    Ok(Head { seq: sequence(row, "seq")?, hash: row.digest("hash")? })
}

/// No body reaches 2^63 entries.
fn number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

fn sequence(row: &Row, column: &str) -> Result<u64> {
    let seq = row.int(column)?;
    u64::try_from(seq).map_err(|_| Error::Decode { column: column.to_owned(), found: seq.to_string() })
}

fn readable(row: &Row, tenant: TenantId) -> Result<Entry, Unreadable> {
    entry(row, tenant).map_err(|error| Unreadable { seq: sequence(row, "id").ok(), why: error.to_string() })
}

fn entry(row: &Row, tenant: TenantId) -> Result<Entry> {
    let answer = match (row.opt_id("answer_id")?, row.opt_digest("answer_digest")?) {
        (Some(id), Some(digest)) => Some(AnswerRef { id, digest }),
        _ => None,
    };
    let format = row.int("format")?;
    Ok(Entry {
        format: u32::try_from(format)
            .map_err(|_| Error::Decode { column: "format".to_owned(), found: format.to_string() })?,
        tenant,
        seq: sequence(row, "id")?,
        at: row.timestamp("at")?,
        kind: row.word("kind", EntryKind::parse)?,
        command: row.text("command")?,
        command_id: row.id("command_id")?,
        person: row.opt_id("person_id")?,
        capacity: row.opt_id("capacity")?,
        subject: Subject { kind: row.text("subject_kind")?, id: row.text("subject_id")? },
        before: row.opt_digest("before_digest")?,
        after: row.opt_digest("after_digest")?,
        answer,
        commitments: row.json::<BTreeMap<String, Digest>>("commitments")?,
        previous: row.digest("previous")?,
        hash: row.digest("hash")?,
    })
}
