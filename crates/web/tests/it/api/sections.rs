//! `/api/v1/sections`

use insta::assert_snapshot;
use serde_json::json;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut admin = Client::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(admin.act("POST /api/v1/sections").await, @r#"
    201
    {
      "id": "[id 1]"
    }
    "#);
    assert_snapshot!(admin.act("PUT /api/v1/sections/{id}").await, @"204");
    assert_snapshot!(admin.act("POST /api/v1/sections/{id}/end").await, @"204");
}

#[tokio::test]
async fn what_cannot_be_read_is_named_with_its_place() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut admin = Client::of(&world, &places, &world.a.admin).await;
    let mut add = async |body| admin.act_with("POST /api/v1/sections", body).await;
    assert_snapshot!(add(json!({ "name_ja": "課", "span": { "form": "2026-04-01T00:00:00Z" } })).await, @r#"
    400
    {
      "detail": "unknown field `span.form`",
      "instance": "[instance]",
      "status": 400,
      "title": "Cannot be read",
      "type": "urn:tatefuda:problem:malformed"
    }
    "#);
    assert_snapshot!(add(json!({ "name_ja": "課", "level": 1 })).await, @r#"
    400
    {
      "detail": "invalid type: integer `1`, expected a string",
      "instance": "[instance]",
      "status": 400,
      "title": "Cannot be read",
      "type": "urn:tatefuda:problem:malformed"
    }
    "#);
    assert_snapshot!(add(json!({ "name_kana": "か" })).await, @r#"
    400
    {
      "detail": "missing field `name_ja`",
      "instance": "[instance]",
      "status": 400,
      "title": "Cannot be read",
      "type": "urn:tatefuda:problem:malformed"
    }
    "#);
    assert_snapshot!(add(json!({ "name_ja": "課", "id": "0197a000-0000-7000-8000-00000000000a" })).await, @r#"
    400
    {
      "detail": "unknown field `id`",
      "instance": "[instance]",
      "status": 400,
      "title": "Cannot be read",
      "type": "urn:tatefuda:problem:malformed"
    }
    "#);
    assert_snapshot!(add(json!({ "name_ja": "課", "span": { "until": "2100-01-01T00:00:00Z" } })).await, @r#"
    422
    {
      "errors": [
        {
          "code": "moment-range",
          "field": "span.until",
          "message": "Choose a time from 1 January 1900 to 31 December 2099. Check that the year has all its digits."
        }
      ],
      "instance": "[instance]",
      "status": 422,
      "title": "Some values cannot be used",
      "type": "urn:tatefuda:problem:invalid"
    }
    "#);
    assert_snapshot!(add(json!({ "name_ja": "課", "span": { "until": "2026-03-01T00:00:00Z" } })).await, @r#"
    422
    {
      "detail": "The end lies before the beginning.",
      "errors": [
        {
          "code": "ends-before-start",
          "field": "until",
          "message": "The end lies before the beginning."
        }
      ],
      "instance": "[instance]",
      "status": 422,
      "title": "Some values cannot be used",
      "type": "urn:tatefuda:problem:invalid"
    }
    "#);
    assert_snapshot!(add(json!([])).await, @r#"
    400
    {
      "detail": "not an object",
      "instance": "[instance]",
      "status": 400,
      "title": "Cannot be read",
      "type": "urn:tatefuda:problem:malformed"
    }
    "#);
    // What may be absent may be written as null.
    assert_snapshot!(add(json!({ "name_ja": "課", "parent": null, "span": { "from": null } })).await, @r#"
    201
    {
      "id": "[id 1]"
    }
    "#);
}
