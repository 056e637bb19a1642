//! Posts that were made outside the system and registered afterwards.

use tatefuda_domain::{AccountId, OutsideId, TenantId, outside::Outside};

use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

statements! { "outside_post":
    INSERT = Outside::INSERT;
    LIST = "SELECT * FROM outside_post WHERE tenant_id = $1 ORDER BY posted_at DESC, id LIMIT $2";
    GET = "SELECT * FROM outside_post WHERE tenant_id = $1 AND id = $2";
    CLAIMED = "SELECT id FROM outside_post WHERE tenant_id = $1 AND account_id = $2 AND platform_post_id = $3";
}

columns! { Outside = "outside_post" {
    id;
    account = "account_id";
    through;
    posted_at;
    text;
    reason;
    device;
    url;
    platform_post = "platform_post_id";
    picture = "media_id";
    person = "person_id";
    capacity;
    at;
} }

pub(crate) fn read(row: &Row) -> Result<Outside> {
    Outside::read(row)
}

/// Registers one.
///
/// # Errors
/// [`crate::Error::Unique`]: this post is registered already.
pub async fn outside_insert(tx: &mut Tx, tenant: TenantId, outside: &Outside) -> Result<()> {
    table::insert(tx, tenant, outside).await
}

/// The registered ones, the last posted first.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn outside_list(tx: &mut Tx, tenant: TenantId, limit: i64) -> Result<Rows<Outside>> {
    Rows::read("outside_post", &tx.all(LIST, args![tenant, limit]).await?, read)
}

/// Whether a post of an account is registered as made outside.
///
/// # Errors
/// As [`outside_list`].
pub async fn outside_claimed(
    tx: &mut Tx,
    tenant: TenantId,
    account: AccountId,
    platform_post: &str,
) -> Result<Option<OutsideId>> {
    tx.one(CLAIMED, args![tenant, account, platform_post]).await?.map(|row| row.id("id")).transpose()
}

/// A registered one by id.
///
/// # Errors
/// As [`outside_list`].
pub async fn outside_get(tx: &mut Tx, tenant: TenantId, id: OutsideId) -> Result<Option<Outside>> {
    tx.one(GET, args![tenant, id]).await?.as_ref().map(read).transpose()
}
