//! `/api/v1/copy`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut admin = Client::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(admin.get("GET /api/v1/copy").await, @r#"
    200
    {
      "bearing": "sound",
      "doubts": [],
      "hold": null,
      "nodes": []
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/copy/doubts/{id}").await, @r#"
    404
    {
      "instance": "[instance]",
      "status": 404,
      "title": "Not found",
      "type": "urn:tatefuda:problem:not-found"
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/copy/holds/{id}/release").await, @r#"
    404
    {
      "instance": "[instance]",
      "status": 404,
      "title": "Not found",
      "type": "urn:tatefuda:problem:not-found"
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/copy/nodes/{id}/admit").await, @r#"
    404
    {
      "instance": "[instance]",
      "status": 404,
      "title": "Not found",
      "type": "urn:tatefuda:problem:not-found"
    }
    "#);
}
