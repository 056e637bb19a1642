//! `/api/v1/incidents`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    // Nothing of this text begins by a report alone.
    assert_snapshot!(writer.act("POST /api/v1/incidents").await, @r#"
    409
    {
      "detail": "The regulation begins nothing by a report alone. Choose a procedure and open it.",
      "instance": "[instance]",
      "status": 409,
      "title": "Not possible in this state",
      "type": "urn:tatefuda:problem:state"
    }
    "#);
}
