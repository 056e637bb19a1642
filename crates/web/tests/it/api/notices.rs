//! `/api/v1/notices`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut admin = Client::of(&world, &places, &world.a.admin).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(admin.get("GET /api/v1/notices").await, @"");
    assert_snapshot!(admin.get("GET /api/v1/notices/failing").await, @"");
    assert_snapshot!(admin.act("POST /api/v1/notices").await, @"");
    assert_snapshot!(writer.act("POST /api/v1/notices/{id}/prove").await, @"");
    assert_snapshot!(writer.act("POST /api/v1/notices/{id}/code").await, @"");
    assert_snapshot!(writer.act("POST /api/v1/notices/{id}/change").await, @"");
    assert_snapshot!(writer.act("POST /api/v1/notices/{id}/end").await, @"");
    assert_snapshot!(writer.get("GET /api/v1/notices").await, @"");
}
