//! Which road the posts of an account go, and what went out on none of ours.

use jiff::{SignedDuration, Timestamp};
use tatefuda_app::{
    Actor, Failure,
    account::{ChooseRoad, Connect},
    outside::{self, RegisterOutside},
};
use tatefuda_domain::{
    account::Road,
    outside::Through,
    publication::{Proof, PublicationState as S},
};

use super::{FILM, answer, field, offered, posted, take};
use crate::{on_both, support::Town};

on_both!(
    outside_posts_are_registered_and_counted,
    by_hand_is_the_default_where_nothing_is_connected,
    the_road_of_an_account_is_chosen,
);

fn outside(account: tatefuda_domain::AccountId, at: Timestamp, url: &str) -> RegisterOutside {
    RegisterOutside {
        account,
        through: Through::App,
        posted_at: at,
        text: "避難所を開けました".to_owned(),
        reason: "停電で本システムを使えなかった".to_owned(),
        device: "携帯1".to_owned(),
        url: url.to_owned(),
        picture: None,
    }
}

async fn outside_posts_are_registered_and_counted(town: Town) {
    let at = town.now() - SignedDuration::from_mins(30);
    town.run(&town.operator, &outside(town.youtube, at, FILM)).await.unwrap();
    let list = outside::list(&town.app, &town.chief).await.unwrap();
    assert_eq!((list.len(), list[0].posted_at, list[0].person.id), (1, at, town.operator.person));
    let account = tatefuda_app::account::find(&town.app, &town.admin, town.youtube).await.unwrap();
    assert_eq!(account.last_published, Some(at), "it counts as a post of the account");
    assert_eq!(field(town.run(&town.chief, &outside(town.youtube, at, FILM)).await).1, "counted-already");
    assert_eq!(field(town.run(&town.chief, &outside(town.youtube, at, "https://example.org/")).await).0, "url");
    let future = town.now() + SignedDuration::from_mins(5);
    assert_eq!(field(town.run(&town.chief, &outside(town.youtube, future, "")).await).0, "posted_at");
    // Without an address: twice is possible, nobody can tell.
    town.run(&town.chief, &outside(town.youtube, at, "")).await.unwrap();
    // The same post is not counted for a send of ours.
    let id = offered(&town, "別の投稿").await;
    take(&town, id).await;
    assert_eq!(field(answer(&town, id, posted(FILM)).await).1, "counted-already");
    town.finish().await;
}

async fn disconnect(town: &Town) {
    let mut tx = town.app.db.write().await.unwrap();
    let sql = "DELETE FROM account_credential WHERE tenant_id = $1 AND account_id = $2";
    tx.execute(sql, tatefuda_store::args![town.tenant, town.facebook]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn by_hand_is_the_default_where_nothing_is_connected(town: Town) {
    let ledger = async || tatefuda_app::account::find(&town.app, &town.admin, town.facebook).await.unwrap();
    assert!(!ledger().await.by_hand);
    disconnect(&town).await;
    assert!(ledger().await.by_hand);
    let id = town.scheduled("連携していないページ").await;
    assert_eq!(town.tick().await.offered, 1);
    take(&town, id).await;
    let url = "https://www.facebook.com/100/posts/7";
    assert_eq!(answer(&town, id, posted(url)).await.unwrap(), S::Published);
    assert_eq!((town.double.state.sends(), town.publication(id).await.state.proof()), (0, Some(Proof::Stated)));
    // Connected meanwhile: the next one goes the other road.
    town.run(&town.admin, &Connect::new(town.facebook, tatefuda_app::Secret::new(crate::support::TOKEN), None))
        .await
        .unwrap();
    let next = town.scheduled("連携したページ").await;
    town.settle(2).await;
    assert_eq!((town.state(next).await, town.copies("連携したページ")), (S::Published, 1));
    town.finish().await;
}

async fn the_road_of_an_account_is_chosen(town: Town) {
    let choose = async |actor: &Actor, account, road| {
        let version = tatefuda_app::account::find(&town.app, &town.admin, account).await.unwrap().version;
        town.run(actor, &ChooseRoad { account, version, road }).await
    };
    assert!(matches!(choose(&town.operator, town.facebook, Some(Road::Hand)).await, Err(Failure::Forbidden(_))));
    assert_eq!(field(choose(&town.admin, town.youtube, Some(Road::Connector)).await).0, "road");
    assert_eq!(field(choose(&town.admin, town.website, Some(Road::Hand)).await).0, "road");
    choose(&town.admin, town.facebook, Some(Road::Hand)).await.unwrap();
    let id = town.scheduled("手作業と決めたページ").await;
    assert_eq!((town.tick().await.offered, town.double.state.sends()), (1, 0), "although it is connected");
    assert_eq!(town.state(id).await, S::Waiting);
    // Where the connector is chosen and nothing is connected, a person has to look: nothing is posted by hand unseen.
    choose(&town.admin, town.facebook, Some(Road::Connector)).await.unwrap();
    disconnect(&town).await;
    let held = town.scheduled("連携と決めたページ").await;
    town.tick().await;
    assert_eq!(town.publication(held).await.state.reason(), Some("not-connected"));
    town.finish().await;
}
