//! `/api/v1/cases`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /api/v1/cases").await, @r#"
    200
    {
      "items": [
        {
          "account": "[id 1]",
          "account_name": "公式facebook",
          "document": "ninohe",
          "done": 0,
          "ended_at": null,
          "id": "[id 2]",
          "label": {
            "en": "a post hurt or misled",
            "ja": "傷つけた・誤解を招いたときの対応"
          },
          "open": [
            {
              "en": "set out what happened",
              "ja": "何が起きたかを整理する"
            }
          ],
          "opened_at": "[time]",
          "opened_by": {
            "extension": "202",
            "id": "[id 3]",
            "name": "山田 花",
            "position": "主事",
            "section": "広報課"
          },
          "procedure": "harm",
          "state": "running",
          "steps": 2,
          "subject_kind": "incident",
          "title": "表現への苦情",
          "version": 1
        },
        "[3 more]"
      ],
      "next": null
    }
    "#);
    assert_snapshot!(writer.get("GET /api/v1/cases/{id}").await, @"");
    let list = writer.get("GET /api/v1/cases").await;
    assert_eq!(list.0.status, 200);
    assert_eq!(list.json()["items"].as_array().map(Vec::len), Some(4));
    assert_eq!(list.json()["items"][0]["procedure"], "harm");
    let one = writer.get("GET /api/v1/cases/{id}").await;
    assert_eq!((one.0.status.as_u16(), one.0.header("etag")), (200, "\"1\""));
    assert_eq!(one.json()["course"][0]["standing"], "open");
    assert_eq!(one.json()["course"][0]["mine"], true);
    assert_eq!(one.json()["course"][1]["standing"], "waits");
    assert_snapshot!(writer.act("POST /api/v1/cases").await, @r#"
    201 etag: "1" location: /api/v1/cases/[id 1]
    {
      "case": "[id 1]",
      "version": 1
    }
    "#);
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
