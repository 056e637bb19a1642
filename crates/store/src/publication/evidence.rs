//! What people saw of published posts: appended, never changed (decision 0034).

use tatefuda_domain::{PublicationId, TenantId, publication::Evidence};

use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

statements! { "publication_evidence":
    INSERT = Evidence::INSERT;
    OF = "SELECT * FROM publication_evidence WHERE tenant_id = $1 AND publication_id = $2 ORDER BY at, id";
    // Of published posts of which something else than the approved post was found: whether that is settled is told by
    // the entity.
    DOUBTED = "SELECT * FROM publication_evidence e WHERE tenant_id = $1 AND EXISTS (SELECT 1 FROM publication_evidence d \
        WHERE d.tenant_id = e.tenant_id AND d.publication_id = e.publication_id AND d.shows IN ('different', 'gone')) \
        ORDER BY publication_id, at, id";
}

columns! { Evidence = "publication_evidence" {
    id;
    publication = "publication_id";
    person = "person_id";
    capacity;
    at;
    looked_at;
    shows;
    grade;
    seen;
    url;
    picture = "media_id";
} }

pub(crate) fn read(row: &Row) -> Result<Evidence> {
    Evidence::read(row)
}

/// Appends what somebody saw.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn evidence_insert(tx: &mut Tx, tenant: TenantId, evidence: &Evidence) -> Result<()> {
    table::insert(tx, tenant, evidence).await
}

/// Everything seen of a post, oldest first.
///
/// # Errors
/// As [`evidence_insert`].
pub async fn evidence_list(tx: &mut Tx, tenant: TenantId, publication: PublicationId) -> Result<Rows<Evidence>> {
    Rows::read("publication_evidence", &tx.all(OF, args![tenant, publication]).await?, read)
}

/// Everything seen of posts of which something was found different or gone, by their sends.
///
/// # Errors
/// As [`evidence_insert`].
pub async fn evidence_doubted(tx: &mut Tx, tenant: TenantId) -> Result<Rows<Evidence>> {
    Rows::read("publication_evidence", &tx.all(DOUBTED, args![tenant]).await?, read)
}
