//! The feed of the body's own website.

use jiff::Timestamp;
use tatefuda_domain::{AccountId, MediaId, PostId, PublicationId, TenantId};

use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

/// One published item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedItem {
    /// Its id, which is that of its publication.
    pub id: PublicationId,
    /// The website's account.
    pub account: AccountId,
    pub post: PostId,
    /// The title (件名).
    pub title: String,
    pub text: String,
    pub link: Option<String>,
    pub category: Option<String>,
    /// When it was published.
    pub published_at: Timestamp,
    /// Its pictures in order.
    pub media: Vec<FeedMedium>,
    /// The item that it corrects, where that is shown.
    pub corrects: Option<PublicationId>,
}

/// A picture of a published item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedMedium {
    /// The stored medium.
    pub media: MediaId,
    /// Its alternative text.
    pub alt: String,
    /// `image/jpeg`, `image/png`.
    pub mime: String,
    /// In bytes.
    pub size: i64,
    /// In pixels.
    pub width: i64,
    /// In pixels.
    pub height: i64,
}

statements! { "feed":
    INSERT = NewItem::INSERT;
    LATEST = "SELECT * FROM feed_item WHERE tenant_id = $1 AND removed_at IS NULL \
        ORDER BY published_at DESC, id DESC LIMIT $2";
    MEDIUM_INSERT = "INSERT INTO feed_medium (tenant_id, id, item_id, ordinal, media_id, alt) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    MEDIA = "SELECT f.media_id AS media_id, f.alt AS alt, m.mime AS mime, m.size AS size, m.width AS width, \
        m.height AS height FROM feed_medium f JOIN media m ON m.tenant_id = f.tenant_id AND m.id = f.media_id \
        WHERE f.tenant_id = $1 AND f.item_id = $2 ORDER BY f.ordinal";
    SHOWN = "SELECT b.bytes AS bytes, m.mime AS mime FROM feed_medium f \
        JOIN feed_item i ON i.tenant_id = f.tenant_id AND i.id = f.item_id \
        JOIN media m ON m.tenant_id = f.tenant_id AND m.id = f.media_id \
        JOIN media_bytes b ON b.tenant_id = f.tenant_id AND b.id = f.media_id \
        WHERE f.tenant_id = $1 AND f.media_id = $2 AND i.removed_at IS NULL LIMIT 1";
    GET = "SELECT * FROM feed_item WHERE tenant_id = $1 AND id = $2 AND removed_at IS NULL";
    WITHDRAW = "UPDATE feed_item SET removed_at = $3 WHERE tenant_id = $1 AND id = $2 AND removed_at IS NULL";
    CORRECTED = "SELECT o.id AS id FROM post p JOIN feed_item o ON o.tenant_id = p.tenant_id AND o.post_id = p.corrects \
        WHERE p.tenant_id = $1 AND p.id = $2 AND o.account_id = $3 AND o.removed_at IS NULL";
}

columns! { FeedItem {
    id;
    account = "account_id";
    post = "post_id";
    title;
    text;
    link;
    category;
    published_at;
    media => vec![];
    corrects => None;
} }

columns! { FeedMedium {
    media = "media_id";
    alt;
    mime;
    size;
    width;
    height;
} }

/// An item as it is written: its id is that of its publication, which the schema refers to by a column of its own.
struct NewItem {
    item: FeedItem,
    publication: PublicationId,
}

columns! { NewItem = "feed_item" {
    item: FeedItem;
    publication = "publication_id";
} }

pub(crate) fn read(row: &Row) -> Result<FeedItem> {
    FeedItem::read(row)
}

async fn with_media(tx: &mut Tx, tenant: TenantId, row: &Row) -> Result<FeedItem> {
    let mut item = read(row)?;
    for row in tx.all(MEDIA, args![tenant, item.id]).await? {
        item.media.push(FeedMedium::read(&row)?);
    }
    if let Some(row) = tx.one(CORRECTED, args![tenant, item.post, item.account]).await? {
        item.corrects = Some(row.id("id")?);
    }
    Ok(item)
}

/// Publishes an item.
///
/// # Errors
/// Also when the publication has an item already.
pub async fn insert(tx: &mut Tx, tenant: TenantId, item: &FeedItem) -> Result<()> {
    table::insert(tx, tenant, &NewItem { item: item.clone(), publication: item.id }).await?;
    for (ordinal, medium) in (0_i64..).zip(&item.media) {
        let id = format!("{}-{ordinal}", item.id);
        tx.execute(MEDIUM_INSERT, args![tenant, id, item.id, ordinal, medium.media, &medium.alt]).await?;
    }
    Ok(())
}

/// The bytes and the type of a picture that residents can see at the moment; `None` for every other one.
///
/// # Errors
/// Whatever the database says.
pub async fn shown(tx: &mut Tx, tenant: TenantId, medium: MediaId) -> Result<Option<(Vec<u8>, String)>> {
    let row = tx.one(SHOWN, args![tenant, medium]).await?;
    row.map(|row| Ok((row.bytes("bytes")?, row.text("mime")?))).transpose()
}

/// The newest items first.
///
/// # Errors
/// Whatever the database says.
pub async fn latest(tx: &mut Tx, tenant: TenantId, limit: i64) -> Result<Rows<FeedItem>> {
    let mut items = Rows::default();
    for row in tx.all(LATEST, args![tenant, limit]).await? {
        let item = with_media(tx, tenant, &row).await;
        items.take("feed_item", &row, item)?;
    }
    Ok(items)
}

/// One item.
///
/// # Errors
/// Whatever the database says.
pub async fn get(tx: &mut Tx, tenant: TenantId, id: PublicationId) -> Result<Option<FeedItem>> {
    match tx.one(GET, args![tenant, id]).await? {
        Some(row) => with_media(tx, tenant, &row).await.map(Some),
        None => Ok(None),
    }
}

/// Withdraws an item: page, feeds and pictures show it no more.
///
/// # Errors
/// Whatever the database says.
pub async fn withdraw(tx: &mut Tx, tenant: TenantId, id: PublicationId, at: Timestamp) -> Result<()> {
    tx.execute(WITHDRAW, args![tenant, id, at]).await.map(drop)
}
