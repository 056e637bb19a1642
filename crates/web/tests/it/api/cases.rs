//! `/api/v1/cases`, `/api/v1/incidents`, `/api/v1/procedures`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    let list = writer.get("GET /api/v1/cases").await;
    assert_eq!(list.0.status, 200);
    assert_eq!(list.json()["items"].as_array().map(Vec::len), Some(4));
    assert_eq!(list.json()["items"][0]["procedure"], "harm");
    let one = writer.get("GET /api/v1/cases/{id}").await;
    assert_eq!((one.0.status.as_u16(), one.0.header("etag")), (200, "\"1\""));
    assert_eq!(one.json()["course"][0]["standing"], "open");
    assert_eq!(one.json()["course"][0]["mine"], true);
    assert_eq!(one.json()["course"][1]["standing"], "waits");
    let openable = writer.get("GET /api/v1/procedures").await;
    assert_eq!(openable.json()["items"][0]["procedure"], "harm");
    assert_snapshot!(writer.act("POST /api/v1/cases").await, @r#"
    201 etag: "1" location: /api/v1/cases/[id 1]
    {
      "case": "[id 1]",
      "version": 1
    }
    "#);
    // Nothing of this text begins by a report alone.
    assert_eq!(writer.act("POST /api/v1/incidents").await.0.status, 409);
    assert_snapshot!(writer.act("POST /api/v1/cases/{id}/steps").await, @r#"
    200 etag: "2"
    {
      "case": "[id 1]",
      "closed": false,
      "version": 2
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/cases/{id}/withdraw").await, @r#"
    200 etag: "2"
    {
      "case": "[id 1]",
      "version": 2
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/cases/{id}/close").await, @r#"
    200 etag: "4"
    {
      "case": "[id 1]",
      "version": 4
    }
    "#);
}
