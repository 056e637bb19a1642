//! What belongs to something that happened: the posts that it concerns, and what was told to whom.

use tatefuda_domain::{
    AccountId, CaseId, OutsideId, PublicationId, TenantId,
    case::{By, CasePost, ConcernedPost, PostSort, Told},
};

use crate::{
    Result, Row, Rows, Tx, Value, args, columns,
    sql::{
        Columns, Name, Table as _,
        columns::{self as table, there, unfit},
    },
    statements,
};

statements! { "case::concern":
    POST_INSERT = CasePost::INSERT;
    POSTS = "SELECT * FROM case_post WHERE tenant_id = $1 AND case_id = $2 ORDER BY at, id LIMIT $3";
    TOLD_INSERT = Told::INSERT;
    TOLD = "SELECT * FROM case_told WHERE tenant_id = $1 AND case_id = $2 ORDER BY told_at, id LIMIT $3";
    // Sends that are out, or may be, on an account and on all of them, the last first: what a person chooses from.
    OWN = "SELECT id FROM publication WHERE tenant_id = $1 AND (CAST($2 AS TEXT) IS NULL OR account_id = $2) \
        AND state IN ('published', 'unknown', 'taken', 'sending') ORDER BY scheduled_at DESC, id DESC LIMIT $3";
    // Addresses that are known: of sends and of registrations.
    BY_URL = "SELECT id, 'own' AS sort FROM publication WHERE tenant_id = $1 AND permalink = $2 \
        UNION ALL SELECT id, 'outside' AS sort FROM outside_post WHERE tenant_id = $1 AND url = $2 LIMIT 1";
}

columns! { CasePost = "case_post" {
    id;
    case = "case_id";
    post: ConcernedPost;
    by: By;
    at;
} }

columns! { Told = "case_told" {
    id;
    case = "case_id";
    whom;
    how;
    text;
    told_at;
    by: By;
    at;
} }

/// The columns of [`ConcernedPost`]: one of three is filled.
struct PostColumns {
    sort: PostSort,
    publication: Option<PublicationId>,
    outside: Option<OutsideId>,
    url: Option<String>,
}

columns! { PostColumns {
    sort;
    publication = "publication_id";
    outside = "outside_id";
    url;
} }

impl Columns for ConcernedPost {
    const NAMES: &'static [Name] = PostColumns::NAMES;

    fn bind(&self, values: &mut Vec<Value>) {
        let mut columns = PostColumns { sort: self.sort(), publication: None, outside: None, url: None };
        match self {
            Self::Own(id) => columns.publication = Some(*id),
            Self::Outside(id) => columns.outside = Some(*id),
            Self::Unknown(url) => columns.url = Some(url.clone()),
        }
        columns.bind(values);
    }

    fn read(row: &Row) -> Result<Self> {
        let PostColumns { sort, publication, outside, url } = PostColumns::read(row)?;
        match (sort, publication, outside, url) {
            (PostSort::Own, Some(id), None, None) => Ok(Self::Own(id)),
            (PostSort::Outside, None, Some(id), None) => Ok(Self::Outside(id)),
            (PostSort::Unknown, None, None, url) => Ok(Self::Unknown(there("url", url)?)),
            _ => Err(unfit("sort", sort.as_str())),
        }
    }
}

pub(crate) fn read_post(row: &Row) -> Result<CasePost> {
    CasePost::read(row)
}

pub(crate) fn read_told(row: &Row) -> Result<Told> {
    Told::read(row)
}

/// Adds a post that something concerns.
///
/// # Errors
/// [`crate::Error::Unique`]: it stands there already.
pub async fn post_insert(tx: &mut Tx, tenant: TenantId, post: &CasePost) -> Result<()> {
    table::insert(tx, tenant, post).await
}

/// The posts that something concerns, in the order in which they were added, at most `limit`.
///
/// # Errors
/// Whatever the database says.
pub async fn posts(tx: &mut Tx, tenant: TenantId, case: CaseId, limit: i64) -> Result<Rows<CasePost>> {
    Rows::read("case_post", &tx.all(POSTS, args![tenant, case, limit]).await?, read_post)
}

/// Adds what was told.
///
/// # Errors
/// Whatever the database says.
pub async fn told_insert(tx: &mut Tx, tenant: TenantId, told: &Told) -> Result<()> {
    table::insert(tx, tenant, told).await
}

/// What was told, in the order in which it was, at most `limit`.
///
/// # Errors
/// Whatever the database says.
pub async fn told(tx: &mut Tx, tenant: TenantId, case: CaseId, limit: i64) -> Result<Rows<Told>> {
    Rows::read("case_told", &tx.all(TOLD, args![tenant, case, limit]).await?, read_told)
}

/// Sends that are out, or may be, on an account (absent: on any), the last first, at most `limit`: what there is to choose from.
///
/// # Errors
/// Whatever the database says.
pub async fn own(tx: &mut Tx, tenant: TenantId, account: Option<AccountId>, limit: i64) -> Result<Vec<PublicationId>> {
    tx.all(OWN, args![tenant, account, limit]).await?.iter().map(|row| row.id("id")).collect()
}

/// The send or the registration that is known under an address.
///
/// # Errors
/// Whatever the database says.
pub async fn by_url(tx: &mut Tx, tenant: TenantId, url: &str) -> Result<Option<ConcernedPost>> {
    let Some(row) = tx.one(BY_URL, args![tenant, url]).await? else { return Ok(None) };
    Ok(Some(match row.text("sort")?.as_str() {
        "own" => ConcernedPost::Own(row.id("id")?),
        _ => ConcernedPost::Outside(row.id("id")?),
    }))
}
