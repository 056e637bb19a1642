//! Sources of packs by content hash, and which document was in force when.

use jiff::Timestamp;
use tatefuda_domain::{AppointmentId, Digest, PersonId, TenantId};
use tatefuda_regulation::PackSource;

use crate::{Result, Row, Rows, Tx, args, statements};

statements! { "regulation":
    PACK_PUT = "INSERT INTO pack (tenant_id, id, pack, version, source, stored_at) VALUES ($1, $2, $3, $4, $5, $6) \
        ON CONFLICT (tenant_id, id) DO NOTHING";
    PACK_GET = "SELECT source FROM pack WHERE tenant_id = $1 AND id = $2";
    PACK_LIST = "SELECT id, pack, version, stored_at FROM pack WHERE tenant_id = $1 ORDER BY stored_at, id";
    INSERT = "INSERT INTO regulation (tenant_id, id, document, pack_digest, house_digest, starts_at, ends_at, \
        person_id, capacity, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    END = "UPDATE regulation SET ends_at = $3 WHERE tenant_id = $1 AND document = $2 AND starts_at <= $3 \
        AND (ends_at IS NULL OR ends_at > $3)";
    NEXT = "SELECT MIN(starts_at) AS starts_at FROM regulation WHERE tenant_id = $1 AND document = $2 \
        AND starts_at > $3 AND (ends_at IS NULL OR ends_at > starts_at)";
    // With those whose times lie off the calendar: they cannot be read, which must be seen and not filtered away.
    AT = "SELECT id, document, pack_digest, house_digest, starts_at, ends_at, person_id, at FROM regulation \
        WHERE tenant_id = $1 AND (starts_at <= $2 OR starts_at > $4) \
        AND (ends_at IS NULL OR ends_at > $2 OR ends_at < $3) ORDER BY starts_at, id";
    LIST = "SELECT id, document, pack_digest, house_digest, starts_at, ends_at, person_id, at FROM regulation \
        WHERE tenant_id = $1 ORDER BY starts_at, id";
}

/// A stored source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPack {
    /// Its content hash.
    pub digest: Digest,
    /// Id of the pack.
    pub pack: String,
    /// Its version.
    pub version: String,
    /// Since when it is here.
    pub stored_at: Timestamp,
}

/// A document of the body, in force for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// Id of the row.
    pub id: String,
    /// Id of the pack.
    pub document: String,
    /// Content hash of the pack.
    pub pack: Digest,
    /// Content hash of the house pack joined with it.
    pub house: Digest,
    /// From this moment.
    pub from: Timestamp,
    /// Up to, not including, this moment.
    pub until: Option<Timestamp>,
    /// Who brought it into force; absent: the program.
    pub person: Option<PersonId>,
    /// When that was done.
    pub at: Timestamp,
}

/// Keeps a source under its content hash.
///
/// # Errors
/// Whatever the database says.
pub async fn pack_put(
    tx: &mut Tx,
    tenant: TenantId,
    digest: Digest,
    pack: &str,
    version: &str,
    source: &PackSource,
    at: Timestamp,
) -> Result<()> {
    let source = serde_json::to_string(source).expect("texts have a JSON form");
    tx.execute(PACK_PUT, args![tenant, digest, pack, version, source, at]).await.map(drop)
}

/// The source of a content hash.
///
/// # Errors
/// Whatever the database says.
pub async fn pack_get(tx: &mut Tx, tenant: TenantId, digest: Digest) -> Result<Option<PackSource>> {
    tx.one(PACK_GET, args![tenant, digest]).await?.map(|row| row.json("source")).transpose()
}

/// Every stored source, oldest first.
///
/// # Errors
/// Whatever the database says.
pub async fn pack_list(tx: &mut Tx, tenant: TenantId) -> Result<Rows<StoredPack>> {
    Rows::read("pack", &tx.all(PACK_LIST, args![tenant]).await?, read_pack)
}

pub(crate) fn read_pack(row: &Row) -> Result<StoredPack> {
    Ok(StoredPack {
        digest: row.digest("id")?,
        pack: row.text("pack")?,
        version: row.text("version")?,
        stored_at: row.timestamp("stored_at")?,
    })
}

/// Brings a document into force. An earlier version of the same document ends at that moment, one from that very moment
/// never begins, and a version that starts later takes over then.
///
/// # Errors
/// Whatever the database says.
pub async fn regulation_insert(
    tx: &mut Tx,
    tenant: TenantId,
    row: &InForce,
    capacity: Option<AppointmentId>,
) -> Result<()> {
    tx.execute(END, args![tenant, &row.document, row.from]).await?;
    let next = tx.one(NEXT, args![tenant, &row.document, row.from]).await?;
    let next = next.map(|row| row.opt_timestamp("starts_at")).transpose()?.flatten();
    let until = row.until.into_iter().chain(next).min();
    tx.execute(
        INSERT,
        args![tenant, &row.id, &row.document, row.pack, row.house, row.from, until, row.person, capacity, row.at,],
    )
    .await
    .map(drop)
}

/// Documents in force at a time.
///
/// # Errors
/// Whatever the database says.
pub async fn regulation_at(tx: &mut Tx, tenant: TenantId, at: Timestamp) -> Result<Rows<InForce>> {
    Rows::read("regulation", &tx.all(AT, args![tenant, at, Timestamp::MIN, Timestamp::MAX]).await?, read)
}

/// Every document that was, is or will be in force.
///
/// # Errors
/// Whatever the database says.
pub async fn regulation_list(tx: &mut Tx, tenant: TenantId) -> Result<Rows<InForce>> {
    Rows::read("regulation", &tx.all(LIST, args![tenant]).await?, read)
}

pub(crate) fn read(row: &Row) -> Result<InForce> {
    Ok(InForce {
        id: row.text("id")?,
        document: row.text("document")?,
        pack: row.digest("pack_digest")?,
        house: row.digest("house_digest")?,
        from: row.timestamp("starts_at")?,
        until: row.opt_timestamp("ends_at")?,
        person: row.opt_id("person_id")?,
        at: row.timestamp("at")?,
    })
}
