//! `/api/v1/people`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut admin = Client::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(admin.get("GET /api/v1/people/{id}").await, @r#"
    200 etag: "1"
    {
      "appointments": [],
      "created_at": "[time]",
      "ended_at": null,
      "extension": "",
      "id": "[id 1]",
      "kana": "",
      "login": "nobody",
      "must_change_password": false,
      "name": "田中 無",
      "name_en": "",
      "rights": [],
      "version": 1
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/people").await, @r#"
    201
    {
      "initial_password": "[initial_password]",
      "person": "[id 1]"
    }
    "#);
    assert_snapshot!(admin.act("PUT /api/v1/people/{id}").await, @r#"
    200 etag: "2"
    {
      "version": 2
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/people/{id}/absences").await, @r#"
    201
    {
      "id": "[id 1]"
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/people/{id}/appointments").await, @r#"
    201
    {
      "id": "[id 1]"
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/people/{id}/rights").await, @"204");
    assert_snapshot!(admin.get("GET /api/v1/people").await, @r#"
    200
    {
      "items": [
        {
          "appointments": [
            {
              "absent": false,
              "deputy_of": null,
              "deputy_order": 0,
              "extension": "203",
              "id": "[id 1]",
              "kind": "regular",
              "person": "[id 2]",
              "person_name": "鈴木 一",
              "position": "[id 3]",
              "position_name": "書記",
              "position_name_en": "Secretary",
              "rank": "書記",
              "section": "[id 4]",
              "section_name": "広報課",
              "section_name_en": "Public Relations",
              "span": {
                "from": "[time]",
                "until": null
              }
            }
          ],
          "created_at": "[time]",
          "ended_at": null,
          "extension": "",
          "id": "[id 2]",
          "kana": "",
          "login": "admin",
          "must_change_password": false,
          "name": "鈴木 一",
          "name_en": "",
          "rights": [
            "read-drafts",
            "[4 more]"
          ],
          "version": 1
        },
        "[8 more]"
      ]
    }
    "#);
    assert_snapshot!(admin.get("GET /api/v1/people/{id}/publications").await, @r#"
    200
    {
      "items": []
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/people/{id}/password-reset").await, @r#"
    200
    {
      "initial_password": "[initial_password]",
      "person": "[id 1]"
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/people/{id}/end").await, @r#"
    200 etag: "2"
    {
      "version": 2
    }
    "#);
}
