//! Tables that were brought in as a whole, with what each row became. Nothing here changes or removes one.

use tatefuda_domain::{
    ImportId, TenantId,
    import::{Import, ImportKind, ImportRow},
    record::Subject,
};

use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

statements! { "import":
    INSERT = Import::INSERT;
    ROW_INSERT = ImportRow::INSERT;
    GET = "SELECT * FROM import WHERE tenant_id = $1 AND id = $2";
    LIST = "SELECT * FROM import WHERE tenant_id = $1 AND (CAST($2 AS TEXT) IS NULL OR kind = $2) \
        ORDER BY at DESC, id DESC LIMIT $3";
    ROWS = "SELECT * FROM import_row WHERE tenant_id = $1 AND import_id = $2 ORDER BY number, id LIMIT $3 OFFSET $4";
    OF = "SELECT * FROM import_row WHERE tenant_id = $1 AND subject_kind = $2 AND subject_id = $3 ORDER BY id LIMIT 1";
}

columns! { Import = "import" {
    id;
    kind;
    source;
    basis;
    until = "until_at";
    headings;
    rows = "row_count";
    person = "person_id";
    capacity;
    at;
} }

columns! { ImportRow = "import_row" {
    id;
    import = "import_id";
    number;
    subject: Subject;
    name;
    said;
    repairs;
} }

pub(crate) fn read(row: &Row) -> Result<Import> {
    Import::read(row)
}

pub(crate) fn read_row(row: &Row) -> Result<ImportRow> {
    ImportRow::read(row)
}

/// Notes that a table came in.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn insert(tx: &mut Tx, tenant: TenantId, import: &Import) -> Result<()> {
    table::insert(tx, tenant, import).await
}

/// Notes a row of it.
///
/// # Errors
/// As [`insert`].
pub async fn row_insert(tx: &mut Tx, tenant: TenantId, row: &ImportRow) -> Result<()> {
    table::insert(tx, tenant, row).await
}

/// One table.
///
/// # Errors
/// As [`insert`].
pub async fn get(tx: &mut Tx, tenant: TenantId, id: ImportId) -> Result<Option<Import>> {
    tx.one(GET, args![tenant, id]).await?.as_ref().map(read).transpose()
}

/// The tables of a kind, or all, the last first.
///
/// # Errors
/// As [`insert`].
pub async fn list(tx: &mut Tx, tenant: TenantId, kind: Option<ImportKind>, limit: i64) -> Result<Rows<Import>> {
    let rows = tx.all(LIST, args![tenant, kind.map(ImportKind::as_str), limit]).await?;
    Rows::read("import", &rows, read)
}

/// The rows of one, in their order.
///
/// # Errors
/// As [`insert`].
pub async fn rows(tx: &mut Tx, tenant: TenantId, id: ImportId, limit: i64, offset: i64) -> Result<Rows<ImportRow>> {
    Rows::read("import_row", &tx.all(ROWS, args![tenant, id, limit, offset]).await?, read_row)
}

/// The row by which something was entered.
///
/// # Errors
/// As [`insert`].
pub async fn of(tx: &mut Tx, tenant: TenantId, subject: &Subject) -> Result<Option<ImportRow>> {
    tx.one(OF, args![tenant, &subject.kind, &subject.id]).await?.as_ref().map(read_row).transpose()
}
