//! `/api/v1/stop`

use insta::assert_snapshot;
use serde_json::json;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut admin = Client::of(&world, &places, &world.a.admin).await;
    let mut second = Client::of(&world, &places, &world.a.second).await;
    assert_snapshot!(admin.get("GET /api/v1/stop").await, @r#"
    200
    {
      "file": false,
      "nodes": [],
      "stop": null,
      "stopped": false,
      "taken": [
        {
          "account": "公式facebook",
          "at": "[time]",
          "person": {
            "extension": "202",
            "id": "[id 1]",
            "name": "山田 花",
            "position": "主事",
            "section": "広報課"
          }
        },
        "[2 more]"
      ]
    }
    "#);
    let stopped = admin.act("POST /api/v1/stop").await;
    assert_snapshot!(stopped, @r#"
    200
    {
      "file": false,
      "nodes": [],
      "stop": {
        "end_proposed_by": null,
        "id": "[id 1]",
        "reason": "理由",
        "scope": "body",
        "source": "api",
        "stopped_at": "[time]",
        "stopped_by": "鈴木 一",
        "version": 1
      },
      "stopped": true,
      "taken": [
        {
          "account": "公式facebook",
          "at": "[time]",
          "person": {
            "extension": "202",
            "id": "[id 2]",
            "name": "山田 花",
            "position": "主事",
            "section": "広報課"
          }
        },
        "[2 more]"
      ]
    }
    "#);
    let id = stopped.json()["stop"]["id"].as_str().unwrap().to_owned();
    let why = json!({ "reason": "理由" });
    assert_snapshot!(admin.on("POST /api/v1/stop/{id}/propose-end", &id, 1, why).await, @"204");
    assert_snapshot!(admin.on("POST /api/v1/stop/{id}/end", &id, 2, json!({})).await, @r#"
    403
    {
      "detail": "Somebody else has to do this.",
      "instance": "[instance]",
      "status": 403,
      "title": "Forbidden",
      "type": "urn:tatefuda:problem:forbidden"
    }
    "#);
    assert_snapshot!(second.on("POST /api/v1/stop/{id}/end", &id, 2, json!({})).await, @"204");
}
