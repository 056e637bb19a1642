//! Files that were brought to cases as evidence, their bytes apart.
//!
//! Nothing here changes or removes a file: there is no statement that could.

use tatefuda_domain::{AccountId, CaseFileId, CaseId, Digest, TenantId, case::CaseFile, record::Subject};

use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

statements! { "case::file":
    INSERT = CaseFile::INSERT;
    BYTES_INSERT = "INSERT INTO case_file_bytes (tenant_id, id, bytes) VALUES ($1, $2, $3)";
    GET = "SELECT * FROM case_file WHERE tenant_id = $1 AND id = $2";
    BYTES = "SELECT bytes FROM case_file_bytes WHERE tenant_id = $1 AND id = $2";
    OF = "SELECT * FROM case_file WHERE tenant_id = $1 AND case_id = $2 ORDER BY at, id LIMIT $3";
    SAME = "SELECT * FROM case_file WHERE tenant_id = $1 AND case_id = $2 AND digest = $3 \
        AND (step = $4 OR (step IS NULL AND CAST($4 AS TEXT) IS NULL))";
    KNOWN = "SELECT f.id AS id FROM case_file f JOIN cases c ON c.tenant_id = f.tenant_id AND c.id = f.case_id \
        WHERE f.tenant_id = $1 AND f.digest = $2 \
        AND (c.account_id = $3 OR (c.subject_kind = $4 AND c.subject_id = $5)) LIMIT 1";
}

columns! { CaseFile = "case_file" {
    id;
    case = "case_id";
    step;
    name;
    mime;
    size;
    digest;
    by: tatefuda_domain::case::By;
    at;
} }

pub(crate) fn read(row: &Row) -> Result<CaseFile> {
    CaseFile::read(row)
}

/// Adds a file with its bytes.
///
/// # Errors
/// [`crate::Error::Unique`]: the same bytes are there for the same step.
pub async fn file_insert(tx: &mut Tx, tenant: TenantId, file: &CaseFile, bytes: &[u8]) -> Result<()> {
    table::insert(tx, tenant, file).await?;
    tx.execute(BYTES_INSERT, args![tenant, file.id, bytes]).await.map(drop)
}

/// A file by id.
///
/// # Errors
/// Whatever the database says.
pub async fn file_get(tx: &mut Tx, tenant: TenantId, id: CaseFileId) -> Result<Option<CaseFile>> {
    tx.one(GET, args![tenant, id]).await?.as_ref().map(read).transpose()
}

/// The bytes of a file.
///
/// # Errors
/// Whatever the database says.
pub async fn file_bytes(tx: &mut Tx, tenant: TenantId, id: CaseFileId) -> Result<Option<Vec<u8>>> {
    tx.one(BYTES, args![tenant, id]).await?.map(|row| row.bytes("bytes")).transpose()
}

/// The files of a case in the order in which they came, at most `limit`.
///
/// # Errors
/// Whatever the database says.
pub async fn files(tx: &mut Tx, tenant: TenantId, case: CaseId, limit: i64) -> Result<Rows<CaseFile>> {
    Rows::read("case_file", &tx.all(OF, args![tenant, case, limit]).await?, read)
}

/// The file with these bytes for the same step.
///
/// # Errors
/// Whatever the database says.
pub async fn file_same(
    tx: &mut Tx,
    tenant: TenantId,
    case: CaseId,
    digest: Digest,
    step: Option<&str>,
) -> Result<Option<CaseFile>> {
    tx.one(SAME, args![tenant, case, digest, step]).await?.as_ref().map(read).transpose()
}

/// Whether a file with this hash was brought to a case about a thing, or about an account.
///
/// # Errors
/// Whatever the database says.
pub async fn file_known(
    tx: &mut Tx,
    tenant: TenantId,
    digest: Digest,
    account: Option<AccountId>,
    subject: &Subject,
) -> Result<bool> {
    let row = tx.one(KNOWN, args![tenant, digest, account, &subject.kind, &subject.id]).await?;
    Ok(row.is_some())
}
