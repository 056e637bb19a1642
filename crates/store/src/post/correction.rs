//! What a post corrects (decision 0042): told once, when the correction is begun.

use jiff::Timestamp;
use tatefuda_domain::{AccountId, AppointmentId, PersonId, PostId, TenantId};

use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

/// That a post corrects another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The post that corrects.
    pub id: PostId,
    /// The post that is corrected.
    pub original: PostId,
    /// What is wrong there.
    pub what: String,
    /// When somebody noticed.
    pub found_at: Timestamp,
    /// Who began it.
    pub person: PersonId,
    pub capacity: AppointmentId,
    /// When.
    pub at: Timestamp,
}

statements! { "post_correction":
    INSERT = Correction::INSERT;
    GET = "SELECT * FROM post_correction WHERE tenant_id = $1 AND id = $2";
    OF = "SELECT * FROM post_correction WHERE tenant_id = $1 AND original_id = $2 ORDER BY at, id";
    LAST = "SELECT MAX(s.published_at) AS at FROM post p JOIN publication s ON s.tenant_id = p.tenant_id AND s.post_id = p.id \
        WHERE p.tenant_id = $1 AND p.corrects = $2 AND s.account_id = $3 AND s.state = 'published'";
    ACCOUNT_LAST = "SELECT MAX(s.published_at) AS at FROM publication s JOIN post p ON p.tenant_id = s.tenant_id AND p.id = s.post_id \
        WHERE s.tenant_id = $1 AND s.account_id = $2 AND s.state = 'published' AND p.corrects IS NOT NULL";
}

columns! { Correction = "post_correction" {
    id;
    original = "original_id";
    what;
    found_at;
    person = "person_id";
    capacity;
    at;
} }

pub(crate) fn read(row: &Row) -> Result<Correction> {
    Correction::read(row)
}

/// Writes that a post corrects another.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn correction_insert(tx: &mut Tx, tenant: TenantId, correction: &Correction) -> Result<()> {
    table::insert(tx, tenant, correction).await
}

/// What a post corrects; none: it is no correction.
///
/// # Errors
/// As [`correction_insert`].
pub async fn correction_find(tx: &mut Tx, tenant: TenantId, post: PostId) -> Result<Option<Correction>> {
    tx.one(GET, args![tenant, post]).await?.as_ref().map(read).transpose()
}

/// The corrections of a post, the first first.
///
/// # Errors
/// As [`correction_insert`].
pub async fn corrections_of(tx: &mut Tx, tenant: TenantId, original: PostId) -> Result<Rows<Correction>> {
    Rows::read("post_correction", &tx.all(OF, args![tenant, original]).await?, read)
}

/// When a correction of a post last went out to an account.
///
/// # Errors
/// As [`correction_insert`].
pub async fn corrected_last(
    tx: &mut Tx,
    tenant: TenantId,
    original: PostId,
    account: AccountId,
) -> Result<Option<Timestamp>> {
    match tx.one(LAST, args![tenant, original, account]).await? {
        Some(row) => row.opt_timestamp("at"),
        None => Ok(None),
    }
}

/// When any correction last went out to an account.
///
/// # Errors
/// As [`correction_insert`].
pub async fn corrected_last_on(tx: &mut Tx, tenant: TenantId, account: AccountId) -> Result<Option<Timestamp>> {
    match tx.one(ACCOUNT_LAST, args![tenant, account]).await? {
        Some(row) => row.opt_timestamp("at"),
        None => Ok(None),
    }
}
