//! `/api/v1/papers`

use insta::assert_snapshot;
use serde_json::json;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    let mut admin = Client::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(writer.get("GET /api/v1/papers").await, @r#"
    200
    {
      "items": [
        {
          "account": "[id 1]",
          "account_name": "公式facebook",
          "at": "[time]",
          "by": {
            "extension": "202",
            "id": "[id 2]",
            "name": "山田 花",
            "position": "主事",
            "section": "広報課"
          },
          "case": null,
          "digest": "[digest]",
          "document": "ninohe",
          "form": "listing",
          "id": "[id 3]",
          "number": "二第7号",
          "pack": "[digest]",
          "size": 1906,
          "subject_kind": "account",
          "title": "公式アカウントの掲載"
        }
      ],
      "next": null
    }
    "#);
    assert_snapshot!(writer.get("GET /api/v1/papers/{id}").await, @r#"
    200
    {
      "account": "[id 1]",
      "account_name": "公式facebook",
      "at": "[time]",
      "by": {
        "extension": "202",
        "id": "[id 2]",
        "name": "山田 花",
        "position": "主事",
        "section": "広報課"
      },
      "case": null,
      "digest": "[digest]",
      "document": "ninohe",
      "form": "listing",
      "id": "[id 3]",
      "number": "二第7号",
      "pack": "[digest]",
      "size": 1906,
      "subject_kind": "account",
      "title": "公式アカウントの掲載"
    }
    "#);
    assert_snapshot!(writer.get("GET /api/v1/papers/marks").await, @r#"
    200
    {
      "items": [
        {
          "mark": "",
          "name": {
            "en": "Public Relations",
            "ja": "広報課"
          },
          "section": "[id 1]"
        },
        {
          "mark": "",
          "name": {
            "en": "",
            "ja": "臨時室"
          },
          "section": "[id 2]"
        }
      ]
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/papers/marks").await, @"204");
    assert_snapshot!(writer.act("POST /api/v1/papers").await, @r#"
    201 location: /api/v1/papers/[id 1]
    {
      "digest": "[digest]",
      "paper": "[id 1]"
    }
    "#);
    let sheet = writer.get("GET /api/v1/papers/{id}/sheet").await;
    let policy = sheet.0.header("content-security-policy").to_owned();
    assert!(policy.contains("sandbox") && policy.contains("default-src 'none'"), "{policy}");
    assert_snapshot!(sheet, @"200 text/html; charset=utf-8");
}

#[tokio::test]
async fn what_was_not_shown_is_not_archived() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    let account = world.a.facebook.to_string();
    let other = json!({ "form": "listing", "account": account, "shown": "0".repeat(64) });
    assert_eq!(writer.act_with("POST /api/v1/papers", other).await.0.status, 412);
    let long = json!({
        "form": "listing", "account": account, "shown": "0".repeat(64), "number": "号".repeat(61),
    });
    assert_eq!(writer.act_with("POST /api/v1/papers", long).await.0.status, 422);
    let unknown = json!({ "form": "nothing", "account": account, "shown": "0".repeat(64) });
    assert_eq!(writer.act_with("POST /api/v1/papers", unknown).await.0.status, 404);
    // A paper of another body is not there, and neither are its bytes.
    let mut stranger = world.client(&world.b.admin, "act").await;
    let id = writer.get("GET /api/v1/papers").await.0.json()["items"][0]["id"].as_str().unwrap().to_owned();
    for path in [format!("/api/v1/papers/{id}"), format!("/api/v1/papers/{id}/sheet")] {
        assert_eq!(stranger.get(&path).await.status, 404, "{path}");
    }
    assert_eq!(stranger.get("/api/v1/papers").await.json()["items"], json!([]));
}
