//! `/api/v1/installation`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

/// What the operator's key does is told in `stop`: no personal token stands for it, whosever it is.
#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut admin = Client::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(admin.act("POST /api/v1/installation/stop").await, @r#"
    401
    {
      "detail": "That is not the operator’s key. Look at the settings of the server.",
      "instance": "[instance]",
      "status": 401,
      "title": "That is not the operator’s key",
      "type": "urn:tatefuda:problem:operator-key"
    }
    "#);
}
