//! `/api/v1/me`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /api/v1/me").await, @r#"
    200
    {
      "body": "mizube町",
      "capacities": [
        {
          "extension": "202",
          "id": "[id 1]",
          "position": "主事",
          "rank": "主事",
          "section": "広報課"
        }
      ],
      "capacity": "[id 1]",
      "name": "山田 花",
      "person": "[id 2]",
      "rights": [],
      "scope": "act",
      "slug": "[slug]"
    }
    "#);
}
