//! The feed of the body's own website.

use jiff::Timestamp;
use tatefuda_domain::{AccountId, PostId, PublicationId, TenantId};

use crate::{Result, Row, Tx, args, statements};

/// One published item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedItem {
    /// Its id, which is that of its publication.
    pub id: PublicationId,
    /// The website's account.
    pub account: AccountId,
    /// The post.
    pub post: PostId,
    /// The title (件名).
    pub title: String,
    /// The text.
    pub text: String,
    /// The link.
    pub link: Option<String>,
    /// The category.
    pub category: Option<String>,
    /// When it was published.
    pub published_at: Timestamp,
}

statements! { "feed":
    INSERT = "INSERT INTO feed_item \
        (tenant_id, id, publication_id, account_id, post_id, title, text, link, category, published_at, removed_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL)";
    LATEST = "SELECT * FROM feed_item WHERE tenant_id = $1 AND removed_at IS NULL \
        ORDER BY published_at DESC, id DESC LIMIT $2";
    GET = "SELECT * FROM feed_item WHERE tenant_id = $1 AND id = $2 AND removed_at IS NULL";
}

fn read(row: &Row) -> Result<FeedItem> {
    Ok(FeedItem {
        id: row.id("id")?,
        account: row.id("account_id")?,
        post: row.id("post_id")?,
        title: row.text("title")?,
        text: row.text("text")?,
        link: row.opt_text("link")?,
        category: row.opt_text("category")?,
        published_at: row.timestamp("published_at")?,
    })
}

/// Publishes an item.
///
/// # Errors
/// Also when the publication has an item already.
pub async fn insert(tx: &mut Tx, tenant: TenantId, item: &FeedItem) -> Result<()> {
    let values = args![
        tenant,
        item.id,
        item.id,
        item.account,
        item.post,
        &item.title,
        &item.text,
        item.link.as_ref(),
        item.category.as_ref(),
        item.published_at,
    ];
    tx.execute(INSERT, values).await.map(drop)
}

/// The newest items first.
///
/// # Errors
/// Whatever the database says.
pub async fn latest(tx: &mut Tx, tenant: TenantId, limit: i64) -> Result<Vec<FeedItem>> {
    tx.all(LATEST, args![tenant, limit]).await?.iter().map(read).collect()
}

/// One item.
///
/// # Errors
/// Whatever the database says.
pub async fn get(tx: &mut Tx, tenant: TenantId, id: PublicationId) -> Result<Option<FeedItem>> {
    tx.one(GET, args![tenant, id]).await?.as_ref().map(read).transpose()
}
