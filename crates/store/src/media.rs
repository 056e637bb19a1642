//! Pictures (decision 0020): what is known of them, their bytes apart, who brought them.

use jiff::Timestamp;
use tatefuda_domain::{Digest, MediaId, PersonId, PostId, TenantId};

use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

/// What is known of a stored medium, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medium {
    pub id: MediaId,
    /// SHA-256 of its bytes.
    pub hash: Digest,
    /// `image`.
    pub kind: String,
    /// `image/jpeg`, `image/png`.
    pub mime: String,
    /// In bytes.
    pub size: i64,
    /// In pixels.
    pub width: i64,
    /// In pixels.
    pub height: i64,
    /// Who brought it first.
    pub person: PersonId,
    /// When.
    pub at: Timestamp,
}

/// Which of its two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// As it is sent.
    Whole,
    /// Small, for lists.
    Preview,
}

statements! { "media":
    INSERT = NewMedium::INSERT;
    BYTES_INSERT = "INSERT INTO media_bytes (tenant_id, id, bytes, preview) VALUES ($1, $2, $3, $4)";
    UPLOAD_INSERT = "INSERT INTO media_upload (tenant_id, id, media_id, person_id, place_removed, at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    GET = "SELECT * FROM media WHERE tenant_id = $1 AND id = $2";
    BY_HASH = "SELECT * FROM media WHERE tenant_id = $1 AND hash = $2";
    WHOLE = "SELECT bytes FROM media_bytes WHERE tenant_id = $1 AND id = $2";
    PREVIEW = "SELECT preview AS bytes FROM media_bytes WHERE tenant_id = $1 AND id = $2";
    UPLOADED = "SELECT place_removed FROM media_upload WHERE tenant_id = $1 AND media_id = $2 AND person_id = $3";
    // A picture of the screen belongs to the post of the send for which it was taken.
    POSTS = "SELECT t.post_id AS post_id FROM target_media m \
        JOIN post_target t ON t.tenant_id = m.tenant_id AND t.id = m.target_id \
        WHERE m.tenant_id = $1 AND m.media_id = $2 \
        UNION SELECT p.post_id AS post_id FROM publication_look l \
        JOIN publication p ON p.tenant_id = l.tenant_id AND p.id = l.publication_id \
        WHERE l.tenant_id = $1 AND l.media_id = $2 \
        UNION SELECT p.post_id AS post_id FROM publication_evidence e \
        JOIN publication p ON p.tenant_id = e.tenant_id AND p.id = e.publication_id \
        WHERE e.tenant_id = $1 AND e.media_id = $2 \
        UNION SELECT r.post_id AS post_id FROM removal_copy c \
        JOIN removal r ON r.tenant_id = c.tenant_id AND r.id = c.removal_id \
        WHERE c.tenant_id = $1 AND c.media_id = $2 ORDER BY post_id DESC LIMIT $3";
    UNUSED = "SELECT * FROM media m WHERE m.tenant_id = $1 \
        AND NOT EXISTS (SELECT 1 FROM media_upload u WHERE u.tenant_id = m.tenant_id AND u.media_id = m.id AND u.at >= $2) \
        AND NOT EXISTS (SELECT 1 FROM target_media t WHERE t.tenant_id = m.tenant_id AND t.media_id = m.id) \
        AND NOT EXISTS (SELECT 1 FROM feed_medium f WHERE f.tenant_id = m.tenant_id AND f.media_id = m.id) \
        AND NOT EXISTS (SELECT 1 FROM publication_look l WHERE l.tenant_id = m.tenant_id AND l.media_id = m.id) \
        AND NOT EXISTS (SELECT 1 FROM publication_evidence e WHERE e.tenant_id = m.tenant_id AND e.media_id = m.id) \
        AND NOT EXISTS (SELECT 1 FROM removal_copy c WHERE c.tenant_id = m.tenant_id AND c.media_id = m.id) \
        AND NOT EXISTS (SELECT 1 FROM request_media q WHERE q.tenant_id = m.tenant_id AND q.media_id = m.id) \
        AND NOT EXISTS (SELECT 1 FROM outside_post o WHERE o.tenant_id = m.tenant_id AND o.media_id = m.id) \
        ORDER BY m.at LIMIT $3";
    UPLOAD_DELETE = "DELETE FROM media_upload WHERE tenant_id = $1 AND media_id = $2";
    BYTES_DELETE = "DELETE FROM media_bytes WHERE tenant_id = $1 AND id = $2";
    DELETE = "DELETE FROM media WHERE tenant_id = $1 AND id = $2";
}

columns! { Medium {
    id;
    hash;
    kind;
    mime;
    size;
    width;
    height;
    person = "person_id";
    at;
} }

/// A medium as it is written. `rights` is a column that nobody fills.
struct NewMedium {
    medium: Medium,
    rights: String,
}

columns! { NewMedium = "media" {
    medium: Medium;
    rights;
} }

pub(crate) fn read(row: &Row) -> Result<Medium> {
    Medium::read(row)
}

/// Writes a medium with its bytes.
///
/// # Errors
/// Also when the body has a medium with this hash already.
pub async fn insert(tx: &mut Tx, tenant: TenantId, medium: &Medium, bytes: &[u8], preview: &[u8]) -> Result<()> {
    table::insert(tx, tenant, &NewMedium { medium: medium.clone(), rights: String::new() }).await?;
    tx.execute(BYTES_INSERT, args![tenant, medium.id, bytes, preview]).await.map(drop)
}

/// Notes who brought a medium. `id` names the row.
///
/// # Errors
/// Also when this person brought it already.
pub async fn upload_insert(
    tx: &mut Tx,
    tenant: TenantId,
    id: &str,
    medium: MediaId,
    person: PersonId,
    place_removed: bool,
    at: Timestamp,
) -> Result<()> {
    tx.execute(UPLOAD_INSERT, args![tenant, id, medium, person, place_removed, at]).await.map(drop)
}

/// One medium.
///
/// # Errors
/// Whatever the database says.
pub async fn get(tx: &mut Tx, tenant: TenantId, id: MediaId) -> Result<Option<Medium>> {
    tx.one(GET, args![tenant, id]).await?.as_ref().map(read).transpose()
}

/// The medium with these bytes.
///
/// # Errors
/// Whatever the database says.
pub async fn by_hash(tx: &mut Tx, tenant: TenantId, hash: Digest) -> Result<Option<Medium>> {
    tx.one(BY_HASH, args![tenant, hash]).await?.as_ref().map(read).transpose()
}

/// The bytes of a medium.
///
/// # Errors
/// Whatever the database says.
pub async fn bytes(tx: &mut Tx, tenant: TenantId, id: MediaId, part: Part) -> Result<Option<Vec<u8>>> {
    let row = match part {
        Part::Whole => tx.one(WHOLE, args![tenant, id]).await?,
        Part::Preview => tx.one(PREVIEW, args![tenant, id]).await?,
    };
    row.map(|row| row.bytes("bytes")).transpose()
}

/// Whether a person brought a medium, and then whether their file carried a place.
///
/// # Errors
/// Whatever the database says.
pub async fn uploaded(tx: &mut Tx, tenant: TenantId, id: MediaId, person: PersonId) -> Result<Option<bool>> {
    tx.one(UPLOADED, args![tenant, id, person]).await?.map(|row| row.bool("place_removed")).transpose()
}

/// Posts of which a revision has the medium, the newest first.
///
/// # Errors
/// Whatever the database says.
pub async fn posts(tx: &mut Tx, tenant: TenantId, id: MediaId, limit: i64) -> Result<Vec<PostId>> {
    tx.all(POSTS, args![tenant, id, limit]).await?.iter().map(|row| row.id("post_id")).collect()
}

/// Media that nothing refers to and that nobody brought since `before`.
///
/// # Errors
/// Whatever the database says.
pub async fn unused(tx: &mut Tx, tenant: TenantId, before: Timestamp, limit: i64) -> Result<Rows<Medium>> {
    Rows::read("media", &tx.all(UNUSED, args![tenant, before, limit]).await?, read)
}

/// Removes a medium with its bytes.
///
/// # Errors
/// Also while a revision or a published item refers to it.
pub async fn delete(tx: &mut Tx, tenant: TenantId, id: MediaId) -> Result<()> {
    tx.execute(UPLOAD_DELETE, args![tenant, id]).await?;
    tx.execute(BYTES_DELETE, args![tenant, id]).await?;
    tx.execute(DELETE, args![tenant, id]).await.map(drop)
}
