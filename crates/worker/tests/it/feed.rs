//! The body's own website: published means served, in the same transaction.

use tatefuda_app::feed::{self, FeedAddress};
use tatefuda_domain::publication::{Proof, PublicationState as S};

use crate::{on_both, support::Town};

on_both!(published_now_is_served_at_once, scheduled_is_served_by_the_worker, the_feed_carries_the_head_of_the_records,);

fn address() -> FeedAddress {
    FeedAddress {
        page: "https://example.lg.jp/".to_owned(),
        own: Some("https://example.lg.jp/feed.atom".to_owned()),
        folder: "https://example.lg.jp/".to_owned(),
    }
}

async fn published_now_is_served_at_once(town: Town) {
    let saved = town.cleared("<b>お知らせ</b> & 案内", &[town.website, town.facebook]).await;
    let ids = town.publish(&saved, None).await.publications;
    assert_eq!((town.state(ids[0]).await, town.state(ids[1]).await), (S::Published, S::Scheduled));
    assert_eq!(town.publication(ids[0]).await.state.proof(), Some(Proof::Api));
    let loaded = feed::load(&town.app, town.tenant).await.unwrap();
    let atom = feed::atom(&loaded, &address());
    assert!(atom.contains("&lt;b&gt;お知らせ&lt;/b&gt; &amp; 案内") && atom.contains("<title>春の行事</title>"));
    let json = feed::json_feed(&loaded, &address());
    assert_eq!(json["items"][0]["content_text"], "<b>お知らせ</b> & 案内");
    town.finish().await;
}

async fn scheduled_is_served_by_the_worker(town: Town) {
    let saved = town.cleared("明朝のお知らせ", &[town.website]).await;
    let at = town.now() + jiff::SignedDuration::from_hours(10);
    let id = town.publish(&saved, Some(at)).await.publications[0];
    assert!(feed::load(&town.app, town.tenant).await.unwrap().items.is_empty());
    town.clock.set(at);
    assert_eq!(town.tick().await.sent, 1);
    assert_eq!(town.state(id).await, S::Published);
    let items = feed::load(&town.app, town.tenant).await.unwrap().items;
    assert_eq!((items.len(), items[0].published_at), (1, at));
    town.finish().await;
}

async fn the_feed_carries_the_head_of_the_records(town: Town) {
    // A running worker signs what moved, at the latest when it is asked to stop.
    town.worker().run(std::future::ready(())).await;
    let signed = tatefuda_app::audit::checkpoint::last(&town.app, town.tenant).await.unwrap().unwrap();
    let mut tx = town.app.db.read().await.unwrap();
    assert_eq!(signed.head, tatefuda_store::audit::audit_head(&mut tx, town.tenant).await.unwrap());
    tx.rollback().await.unwrap();
    let loaded = feed::load(&town.app, town.tenant).await.unwrap();
    let head = signed.head.hash.to_string();
    assert!(feed::atom(&loaded, &address()).contains(&head));
    assert_eq!(feed::json_feed(&loaded, &address())["_tatefuda"]["checkpoint"]["head"], head.as_str());
    town.finish().await;
}
