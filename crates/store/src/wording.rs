//! The original wording of documents, as bodies loaded it. Versions are added, never changed.

use jiff::Timestamp;
use tatefuda_domain::{Digest, PersonId, RecordId, TenantId};

use crate::{
    Result, Row, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

statements! { "wording":
    INSERT = Wording::INSERT;
    LATEST = "SELECT * FROM wording WHERE tenant_id = $1 AND document = $2 ORDER BY at DESC, id DESC LIMIT 1";
}

/// A text as a body loaded it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    pub id: RecordId,
    /// Id of the pack.
    pub document: String,
    pub text: String,
    /// Its content hash, which stands in the trail.
    pub digest: Digest,
    /// Who loaded it; absent: whoever set the program up.
    pub person_id: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

columns! { Wording = "wording" {
    id;
    document;
    text;
    digest;
    person_id;
    at;
} }

pub(crate) fn read(row: &Row) -> Result<Wording> {
    Wording::read(row)
}

/// Keeps a text.
///
/// # Errors
/// Whatever the database says.
pub async fn wording_insert(tx: &mut Tx, tenant: TenantId, wording: &Wording) -> Result<()> {
    table::insert(tx, tenant, wording).await
}

/// The newest text of a document.
///
/// # Errors
/// Whatever the database says.
pub async fn wording_latest(tx: &mut Tx, tenant: TenantId, document: &str) -> Result<Option<Wording>> {
    tx.one(LATEST, args![tenant, document]).await?.as_ref().map(read).transpose()
}
