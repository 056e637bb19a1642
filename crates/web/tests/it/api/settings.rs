//! `/api/v1/settings`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut admin = Client::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(admin.act("POST /api/v1/settings").await, @r#"
    201
    {
      "id": "[id 1]"
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/settings/{id}/confirm").await, @"204");
    assert_snapshot!(admin.get("GET /api/v1/settings").await, @r#"
    200
    {
      "documents": [
        {
          "document": "ninohe",
          "unset": [
            "param:annex-text",
            "[2 more]"
          ],
          "values": [
            {
              "confirmed_by": "[id 1]",
              "effective_from": "[time]",
              "id": "[id 2]",
              "key": "extend:website",
              "note": "",
              "practice": true,
              "proposed_at": "[time]",
              "proposed_by": "[id 3]",
              "source": "架空の決定 第1号",
              "value": "新着情報にも用いる"
            },
            "[12 more]"
          ]
        }
      ]
    }
    "#);
}
