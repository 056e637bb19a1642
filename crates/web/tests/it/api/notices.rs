//! `/api/v1/notices`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut admin = Client::of(&world, &places, &world.a.admin).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(admin.get("GET /api/v1/notices").await, @r#"
    200
    {
      "places": []
    }
    "#);
    assert_snapshot!(admin.get("GET /api/v1/notices/failing").await, @r#"
    200
    {
      "places": []
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/notices").await, @r#"
    201
    {
      "id": "[id 1]"
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/notices/{id}/prove").await, @r#"
    200
    {
      "proven": false
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/notices/{id}/code").await, @"204");
    assert_snapshot!(writer.act("POST /api/v1/notices/{id}/change").await, @r#"
    200 etag: "2"
    {
      "version": 2
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/notices/{id}/end").await, @"204");
    assert_snapshot!(writer.get("GET /api/v1/notices").await, @r#"
    200
    {
      "places": [
        {
          "code_until": null,
          "failing_since": null,
          "failing_why": null,
          "hours": {
            "daily_at": 510,
            "pace": "once",
            "quiet_from": 1320,
            "quiet_until": 420
          },
          "id": "[id 1]",
          "kind": "mail",
          "lang": "ja",
          "messages": [
            {
              "created_at": "[time]",
              "due_at": "[time]",
              "ended_at": "[time]",
              "kind": "proof",
              "state": "dropped",
              "tries": 0,
              "why": null
            },
            {
              "created_at": "[time]",
              "due_at": "[time]",
              "ended_at": null,
              "kind": "proof",
              "state": "waiting",
              "tries": 0,
              "why": null
            }
          ],
          "proven_at": null,
          "shown": "code@town.example.jp",
          "version": 1
        },
        "[2 more]"
      ]
    }
    "#);
}
