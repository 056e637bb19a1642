//! `/api/v1/case-files`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.bring("POST /api/v1/case-files", b"%PDF-1.7".to_vec()).await, @r#"
    201 location: /api/v1/case-files/[id 1]
    {
      "digest": "[digest]",
      "file": "[id 1]",
      "mime": "application/pdf",
      "size": 8
    }
    "#);
    assert_snapshot!(writer.get("GET /api/v1/case-files/{id}").await, @"200 text/plain");
}
