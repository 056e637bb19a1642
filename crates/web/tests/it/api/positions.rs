//! `/api/v1/positions`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut admin = Client::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(admin.act("POST /api/v1/positions").await, @r#"
    201
    {
      "id": "[id 1]"
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/positions/{id}/end").await, @"204");
}
