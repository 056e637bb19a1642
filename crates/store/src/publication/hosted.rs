//! Pictures on the public host, each noted before it is put there (decision 0038).

use jiff::Timestamp;
use tatefuda_domain::{Digest, PublicationId, TenantId};

use crate::{
    Result, Row, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

/// A picture that stands there, or may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosted {
    pub id: String,
    /// Of which send.
    pub publication: PublicationId,
    /// Which picture.
    pub hash: Digest,
    /// When it was put last; noted before.
    pub put_at: Timestamp,
    /// Until when the host lets it stand by itself.
    pub until: Timestamp,
    /// When it was taken away; absent: it may still stand.
    pub withdrawn_at: Option<Timestamp>,
}

columns! { Hosted = "hosted_picture" {
    id;
    publication = "publication_id";
    hash;
    put_at;
    until = "stands_until";
    withdrawn_at;
} }

statements! { "hosted_picture":
    INSERT = Hosted::INSERT;
    OF = "SELECT * FROM hosted_picture WHERE tenant_id = $1 AND publication_id = $2 ORDER BY id";
    AGAIN = "UPDATE hosted_picture SET put_at = $4, stands_until = $5, withdrawn_at = NULL \
        WHERE tenant_id = $1 AND publication_id = $2 AND hash = $3";
    // What is on its way, or of which nobody knows whether it went, may still be fetched. The host ends it by itself.
    SPENT = "SELECT h.* FROM hosted_picture h \
        JOIN publication p ON p.tenant_id = h.tenant_id AND p.id = h.publication_id \
        WHERE h.tenant_id = $1 AND h.withdrawn_at IS NULL AND (h.stands_until <= $2 \
        OR p.state NOT IN ('scheduled', 'leased', 'sending', 'unknown')) ORDER BY h.put_at, h.id LIMIT $3";
    WITHDRAWN = "UPDATE hosted_picture SET withdrawn_at = $4 WHERE tenant_id = $1 AND id = $2 AND put_at = $3";
}

/// Notes that a picture is put, before it is. `id` is used where it is put for the first time.
///
/// # Errors
/// Whatever the database says.
pub async fn note(tx: &mut Tx, tenant: TenantId, new: &Hosted) -> Result<()> {
    let again = args![tenant, new.publication, new.hash, new.put_at, new.until];
    if tx.execute(AGAIN, again).await? == 0 {
        table::insert(tx, tenant, new).await?;
    }
    Ok(())
}

/// Every picture of a send that was ever put.
///
/// # Errors
/// Whatever the database says.
pub async fn of(tx: &mut Tx, tenant: TenantId, publication: PublicationId) -> Result<Vec<Hosted>> {
    tx.all(OF, args![tenant, publication]).await?.iter().map(read).collect()
}

/// Pictures that may still stand and of whose send nothing is on its way.
///
/// # Errors
/// Whatever the database says.
pub async fn spent(tx: &mut Tx, tenant: TenantId, now: Timestamp, limit: i64) -> Result<Vec<Hosted>> {
    tx.all(SPENT, args![tenant, now, limit]).await?.iter().map(read).collect()
}

/// Writes that a picture was taken away; `false`: it was put again since.
///
/// # Errors
/// Whatever the database says.
pub async fn withdrawn(tx: &mut Tx, tenant: TenantId, one: &Hosted, at: Timestamp) -> Result<bool> {
    Ok(tx.execute(WITHDRAWN, args![tenant, &one.id, one.put_at, at]).await? == 1)
}

pub(crate) fn read(row: &Row) -> Result<Hosted> {
    Hosted::read(row)
}
