//! `/api/v1/duties`

use insta::assert_snapshot;
use tatefuda_app::noun;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    while noun::tend(&world.app, world.a.tenant).await.unwrap() {}
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /api/v1/duties").await, @"");
    assert_snapshot!(writer.act("POST /api/v1/duties").await, @"");
}
