//! `/api/v1/requests`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /api/v1/requests").await, @r#"
    200
    {
      "items": [
        {
          "account": "[id 1]",
          "account_name": "公式facebook",
          "asked_at": "[time]",
          "id": "[id 2]",
          "person": {
            "extension": "202",
            "id": "[id 3]",
            "name": "山田 花",
            "position": "主事",
            "section": "広報課"
          },
          "section": "[id 4]",
          "section_name": "広報課",
          "stage": null,
          "state": "asked",
          "stated_at": "[time]",
          "title": "依頼 return",
          "version": 1,
          "wished_at": null
        },
        "[4 more]"
      ],
      "next": null
    }
    "#);
    assert_snapshot!(writer.get("GET /api/v1/requests/{id}").await, @r#"
    200 etag: "1"
    {
      "account": "[id 1]",
      "account_name": "公式facebook",
      "asked_at": "[time]",
      "decided_at": null,
      "decided_by": null,
      "id": "[id 2]",
      "moves": [
        "amend",
        "[4 more]"
      ],
      "note": "",
      "person": {
        "extension": "202",
        "id": "[id 3]",
        "name": "山田 花",
        "position": "主事",
        "section": "広報課"
      },
      "pictures": [],
      "post": null,
      "reason": null,
      "section": "[id 4]",
      "section_name": "広報課",
      "source": "",
      "stage": null,
      "state": "asked",
      "stated_at": "[time]",
      "text": "甲の町だけが知る下書き",
      "title": "依頼 show",
      "version": 1,
      "wished_at": null
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/requests").await, @r#"
    201 etag: "1" location: /api/v1/requests/[id 1]
    {
      "request": "[id 1]",
      "version": 1
    }
    "#);
    assert_snapshot!(writer.act("PUT /api/v1/requests/{id}").await, @r#"
    200 etag: "2"
    {
      "request": "[id 1]",
      "version": 2
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/requests/{id}/take").await, @r#"
    200 etag: "2"
    {
      "post": "[id 1]",
      "version": 2
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/requests/{id}/return").await, @r#"
    200 etag: "2"
    {
      "request": "[id 1]",
      "version": 2
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/requests/{id}/refuse").await, @r#"
    200 etag: "2"
    {
      "request": "[id 1]",
      "version": 2
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/requests/{id}/withdraw").await, @r#"
    200 etag: "2"
    {
      "request": "[id 1]",
      "version": 2
    }
    "#);
}
