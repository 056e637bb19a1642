//! Papers (文書・様式) as they were archived, their bytes apart, and the marks of sections by which they are numbered.
//!
//! Nothing here changes or removes a paper: there is no statement that could.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tatefuda_domain::{AccountId, CaseId, PaperId, SectionId, TenantId, case::By, paper::Paper, record::Subject};

use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

statements! { "paper":
    INSERT = Paper::INSERT;
    SHEET_INSERT = "INSERT INTO paper_sheet (tenant_id, id, bytes) VALUES ($1, $2, $3)";
    GET = "SELECT * FROM paper WHERE tenant_id = $1 AND id = $2";
    SHEET = "SELECT bytes FROM paper_sheet WHERE tenant_id = $1 AND id = $2";
    CONCERNED = "SELECT * FROM paper WHERE tenant_id = $1 \
        AND (subject_kind = 'body' OR account_id = $2 OR (subject_kind = $3 AND subject_id = $4)) \
        ORDER BY at DESC, id DESC LIMIT $5";
    // Each filter that is NULL lets everything through. The search looks at title, number and the account's name; `$6` is
    // escaped for LIKE.
    LIST = "SELECT p.* FROM paper p LEFT JOIN account a ON a.tenant_id = p.tenant_id AND a.id = p.account_id \
        WHERE p.tenant_id = $1 AND (CAST($2 AS TEXT) IS NULL OR p.form = $2) \
        AND (CAST($3 AS TEXT) IS NULL OR p.account_id = $3) \
        AND (CAST($4 AS TEXT) IS NULL OR p.case_id = $4) \
        AND (CAST($5 AS BIGINT) IS NULL OR p.at < $5 OR (p.at = $5 AND p.id < $7)) \
        AND (CAST($6 AS TEXT) IS NULL OR p.title LIKE $6 ESCAPE '!' OR p.number LIKE $6 ESCAPE '!' \
        OR a.name LIKE $6 ESCAPE '!') \
        AND (CAST($8 AS TEXT) IS NULL OR p.subject_kind = $8) \
        ORDER BY p.at DESC, p.id DESC LIMIT $9";
    MARKS = "SELECT * FROM paper_mark WHERE tenant_id = $1 ORDER BY id";
    MARK_SET = "INSERT INTO paper_mark (tenant_id, id, mark) VALUES ($1, $2, $3) \
        ON CONFLICT (tenant_id, id) DO UPDATE SET mark = $3";
}

columns! { Paper = "paper" {
    id;
    document;
    pack = "pack_digest";
    form;
    title;
    subject: Subject;
    account = "account_id";
    case = "case_id";
    number;
    by: By;
    at;
    digest;
    size;
} }

pub(crate) fn read(row: &Row) -> Result<Paper> {
    Paper::read(row)
}

pub(crate) fn read_mark(row: &Row) -> Result<(SectionId, String)> {
    Ok((row.id("id")?, row.text("mark")?))
}

/// Archives a paper with its bytes.
///
/// # Errors
/// Whatever the database says.
pub async fn insert(tx: &mut Tx, tenant: TenantId, paper: &Paper, bytes: &[u8]) -> Result<()> {
    table::insert(tx, tenant, paper).await?;
    tx.execute(SHEET_INSERT, args![tenant, paper.id, bytes]).await.map(drop)
}

/// A paper by id.
///
/// # Errors
/// Whatever the database says.
pub async fn get(tx: &mut Tx, tenant: TenantId, id: PaperId) -> Result<Option<Paper>> {
    tx.one(GET, args![tenant, id]).await?.as_ref().map(read).transpose()
}

/// The bytes of a paper.
///
/// # Errors
/// Whatever the database says.
pub async fn sheet(tx: &mut Tx, tenant: TenantId, id: PaperId) -> Result<Option<Vec<u8>>> {
    tx.one(SHEET, args![tenant, id]).await?.map(|row| row.bytes("bytes")).transpose()
}

/// Papers of the body, about an account and about a thing, the newest first, at most `limit`.
///
/// # Errors
/// Whatever the database says.
pub async fn concerned(
    tx: &mut Tx,
    tenant: TenantId,
    account: Option<AccountId>,
    subject: &Subject,
    limit: i64,
) -> Result<Rows<Paper>> {
    let rows = tx.all(CONCERNED, args![tenant, account, &subject.kind, &subject.id, limit]).await?;
    Rows::read("paper", &rows, read)
}

/// What a list is narrowed to; what is absent lets everything through.
#[derive(Debug, Clone, Default)]
pub struct Filter<'a> {
    /// As the text names it.
    pub form: Option<&'a str>,
    /// The kind of thing that they are about.
    pub subject_kind: Option<&'a str>,
    /// The account concerned.
    pub account: Option<AccountId>,
    /// The case for which they were drawn up.
    pub case: Option<CaseId>,
    /// A part of title, number or the account's name.
    pub search: Option<&'a str>,
    /// Only what comes after this one in the list.
    pub after: Option<(Timestamp, PaperId)>,
}

/// A page of papers, the newest first.
///
/// # Errors
/// Whatever the database says.
pub async fn list(tx: &mut Tx, tenant: TenantId, filter: &Filter<'_>, limit: i64) -> Result<Rows<Paper>> {
    let search = filter.search.map(|text| format!("%{}%", crate::case::escaped(text)));
    let (at, id) = filter.after.unzip();
    let values =
        args![tenant, filter.form, filter.account, filter.case, at, search.as_deref(), id, filter.subject_kind, limit,];
    Rows::read("paper", &tx.all(LIST, values).await?, read)
}

/// The marks of the sections that have one.
///
/// # Errors
/// Whatever the database says.
pub async fn marks(tx: &mut Tx, tenant: TenantId) -> Result<BTreeMap<SectionId, String>> {
    let rows = tx.all(MARKS, args![tenant]).await?;
    rows.iter().map(read_mark).collect()
}

/// Sets the mark of a section.
///
/// # Errors
/// Whatever the database says.
pub async fn mark_set(tx: &mut Tx, tenant: TenantId, section: SectionId, mark: &str) -> Result<()> {
    tx.execute(MARK_SET, args![tenant, section, mark]).await.map(drop)
}
