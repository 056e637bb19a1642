//! Sources of packs by content hash, and which document was in force when.

use jiff::Timestamp;
use tatefuda_domain::{AppointmentId, Digest, PersonId, TenantId};
use tatefuda_regulation::PackSource;

use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{Columns, Table, Text, columns as table},
    statements,
};

statements! { "regulation":
    PACK_PUT = PUT_ONCE.as_str();
    PACK_GET = "SELECT source FROM pack WHERE tenant_id = $1 AND id = $2";
    PACK_LIST = "SELECT id, pack, version, stored_at FROM pack WHERE tenant_id = $1 ORDER BY stored_at, id";
    INSERT = Begun::INSERT;
    END = "UPDATE regulation SET ends_at = $3 WHERE tenant_id = $1 AND document = $2 AND starts_at <= $3 \
        AND (ends_at IS NULL OR ends_at > $3)";
    NEXT = "SELECT MIN(starts_at) AS starts_at FROM regulation WHERE tenant_id = $1 AND document = $2 \
        AND starts_at > $3 AND (ends_at IS NULL OR ends_at > starts_at)";
    // With those whose times lie off the calendar: they cannot be read, which must be seen and not filtered away.
    AT = "SELECT * FROM regulation \
        WHERE tenant_id = $1 AND (starts_at <= $2 OR starts_at > $4) \
        AND (ends_at IS NULL OR ends_at > $2 OR ends_at < $3) ORDER BY starts_at, id";
    LIST = "SELECT * FROM regulation \
        WHERE tenant_id = $1 ORDER BY starts_at, id";
}

/// A stored source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPack {
    /// Its content hash.
    pub digest: Digest,
    /// Id of the pack.
    pub pack: String,
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

columns! { StoredPack {
    digest = "id";
    pack;
    version;
    stored_at;
} }

/// A pack as it is written.
struct NewPack {
    pack: StoredPack,
    source: PackSource,
}

columns! { NewPack = "pack" {
    pack: StoredPack;
    source;
} }

/// The same content is the same pack.
const PUT_ONCE: &Text = &Text::insert(NewPack::TABLE, NewPack::NAMES).and(" ON CONFLICT (tenant_id, id) DO NOTHING");

columns! { InForce {
    id;
    document;
    pack = "pack_digest";
    house = "house_digest";
    from = "starts_at";
    until = "ends_at";
    person = "person_id";
    at;
} }

/// A document as it is brought into force.
struct Begun {
    row: InForce,
    capacity: Option<AppointmentId>,
}

columns! { Begun = "regulation" {
    row: InForce;
    capacity;
} }

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
    let pack = StoredPack { digest, pack: pack.to_owned(), version: version.to_owned(), stored_at: at };
    tx.execute(PACK_PUT, table::values(tenant, &NewPack { pack, source: source.clone() })).await.map(drop)
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
    StoredPack::read(row)
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
    table::insert(tx, tenant, &Begun { row: InForce { until, ..row.clone() }, capacity }).await
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
    InForce::read(row)
}
