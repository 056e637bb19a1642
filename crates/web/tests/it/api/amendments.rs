//! `/api/v1/amendments`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut second = Client::of(&world, &places, &world.a.second).await;
    assert_snapshot!(second.get("GET /api/v1/amendments").await, @"");
    assert_snapshot!(second.act("POST /api/v1/amendments/{id}/source").await, @"");
    assert_snapshot!(second.act("POST /api/v1/amendments/{id}/changes").await, @"");
    assert_snapshot!(second.act("POST /api/v1/amendments/{id}/rebase").await, @"");
    assert_snapshot!(second.get("GET /api/v1/amendments/{id}").await, @"");
    assert_snapshot!(second.act("POST /api/v1/amendments/{id}/propose").await, @"");
    assert_snapshot!(second.act("POST /api/v1/amendments/{id}/return").await, @"");
    assert_snapshot!(second.act("POST /api/v1/amendments/{id}/undo").await, @"");
    assert_snapshot!(second.act("POST /api/v1/amendments/{id}/confirm").await, @"");
    assert_snapshot!(second.act("POST /api/v1/amendments/{id}/withdraw").await, @"");
    assert_snapshot!(second.act("POST /api/v1/amendments").await, @"");
}
