//! The body's own website: written in the transaction of the act, so published means served.

use tatefuda_domain::publication::{Event, PlatformPost, Publication};
use tatefuda_store::{
    feed::{self, FeedItem, FeedMedium},
    post::{Revision, Target},
    publication,
};

use super::{gate, move_on, save};
use crate::{command::Cx, failure::Failure, media, post::paper::ALTERED};

/// Publishes at once what a person publishes now; `stored`: the send was held and has its row already.
pub(crate) async fn publish(
    cx: &mut Cx<'_>,
    intent: &mut Publication,
    revision: &Revision,
    target: &Target,
    stored: bool,
) -> Result<(), Failure> {
    // Where the regulation that is in force does not know of stops yet.
    if let Some(barred) = gate::barred(cx.app, cx.tx, cx.actor.tenant).await? {
        return Err(Failure::state(format!("sending-{barred}")));
    }
    let pictures = pictures(cx, target).await?.ok_or_else(|| Failure::state(ALTERED))?;
    if stored {
        return publish_stored(cx, intent, revision, target, pictures).await;
    }
    serve(cx, intent)?;
    let tenant = cx.tenant();
    publication::insert(cx.tx, tenant, intent).await.map_err(|error| match error {
        tatefuda_store::Error::Unique(_) => Failure::state("already-scheduled"),
        other => other.into(),
    })?;
    item(cx, intent, revision, target, pictures).await
}

/// Publishes what has its row already.
pub(super) async fn publish_stored(
    cx: &mut Cx<'_>,
    intent: &mut Publication,
    revision: &Revision,
    target: &Target,
    pictures: Vec<FeedMedium>,
) -> Result<(), Failure> {
    serve(cx, intent)?;
    save(cx, intent).await?;
    item(cx, intent, revision, target, pictures).await
}

/// The pictures as the feed shows them; none if one of them is not what an approval covers.
pub(super) async fn pictures(cx: &mut Cx<'_>, target: &Target) -> Result<Option<Vec<FeedMedium>>, Failure> {
    let tenant = cx.tenant();
    let stored = media::unaltered(cx.tx, tenant, &target.media).await?;
    Ok(stored.map(|list| {
        let shown = list.into_iter().map(|one| FeedMedium {
            media: one.medium.id,
            alt: one.alt,
            mime: one.medium.mime,
            size: one.medium.size,
            width: one.medium.width,
            height: one.medium.height,
        });
        shown.collect()
    }))
}

fn serve(cx: &Cx<'_>, intent: &mut Publication) -> Result<(), Failure> {
    let platform_post = PlatformPost { id: intent.id.to_string(), permalink: None };
    move_on(intent, Event::Serve { platform_post, at: cx.at })
}

async fn item(
    cx: &mut Cx<'_>,
    intent: &Publication,
    revision: &Revision,
    target: &Target,
    media: Vec<FeedMedium>,
) -> Result<(), Failure> {
    let tenant = cx.tenant();
    let item = FeedItem {
        id: intent.id,
        account: intent.account,
        post: intent.post,
        title: revision.title.clone(),
        text: target.text.clone(),
        link: target.link.clone(),
        category: revision.category.clone(),
        published_at: cx.at,
        media,
        // Told by the post when it is read.
        corrects: None,
    };
    Ok(feed::insert(cx.tx, tenant, &item).await?)
}
