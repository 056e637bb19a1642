//! The feed of the body's own website: Atom and JSON Feed, with the head of the newest audit checkpoint in it.

mod atom;
mod json;

use jiff::Timestamp;
use tatefuda_audit::Checkpoint;
use tatefuda_domain::{MediaId, TenantId};
use tatefuda_store::{
    audit::audit_checkpoint_last,
    feed::{self, FeedItem, FeedMedium},
    tenant::{Tenant, tenant_find},
};

use crate::{
    core::App,
    failure::{Failure, left_out},
};

pub use atom::{atom, escape as xml};
pub use json::json_feed;

/// Most items in a feed.
const ITEMS: i64 = 50;

/// Where the feed and its items are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedAddress {
    /// The page for people, without fragment; items are its fragments.
    pub page: String,
    /// The feed itself, where its whole address is known: an address without its host says nothing of where it lies.
    pub own: Option<String>,
    /// The folder of all files, with its slash; pictures lie in it.
    pub folder: String,
}

/// Name of the file of a picture, beside the page.
pub fn file_name(medium: &FeedMedium) -> String {
    format!("media-{}.{}", medium.media, if medium.mime == "image/png" { "png" } else { "jpg" })
}

/// The picture that a file name stands for; every other name is none.
pub fn medium_of(name: &str) -> Option<MediaId> {
    let rest = name.strip_prefix("media-")?;
    rest.strip_suffix(".jpg").or_else(|| rest.strip_suffix(".png"))?.parse().ok()
}

/// What a feed is made of.
#[derive(Debug, Clone)]
pub struct Feed {
    /// The body.
    pub tenant: Tenant,
    /// The newest items first.
    pub items: Vec<FeedItem>,
    /// The newest signed end of the operation records.
    pub checkpoint: Option<Checkpoint>,
}

impl Feed {
    /// When its items last changed.
    pub fn updated(&self) -> Timestamp {
        self.items.first().map_or(self.tenant.created_at, |item| item.published_at)
    }

    /// When anything in it last changed: the checkpoint goes with it.
    pub fn changed(&self) -> Timestamp {
        self.checkpoint.as_ref().map_or(self.updated(), |checkpoint| checkpoint.at.max(self.updated()))
    }
}

/// What the body's website shows at the moment.
///
/// # Errors
/// [`Failure::NotFound`] for an unknown body.
pub async fn load(app: &App, tenant: TenantId) -> Result<Feed, Failure> {
    let mut tx = app.db.read().await?;
    let body = tenant_find(&mut tx, tenant).await?.ok_or(Failure::NotFound)?;
    let items = feed::latest(&mut tx, tenant, ITEMS).await?.readable();
    let checkpoint = left_out(audit_checkpoint_last(&mut tx, tenant).await)?;
    tx.rollback().await?;
    Ok(Feed { tenant: body, items, checkpoint })
}
