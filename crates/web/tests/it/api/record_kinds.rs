//! `/api/v1/record-kinds`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /api/v1/record-kinds").await, @r#"
    200
    {
      "documents": [
        {
          "document": "ninohe",
          "kinds": [
            {
              "clauses": [
                "NNH-6-0"
              ],
              "fields": [
                {
                  "choices": [],
                  "help": {
                    "en": "",
                    "ja": ""
                  },
                  "id": "person",
                  "kind": "person",
                  "label": {
                    "en": "operator",
                    "ja": "運用担当者"
                  },
                  "required": true
                },
                "[2 more]"
              ],
              "help": {
                "en": "The responsible person chooses an operator.",
                "ja": "運用責任者が運用担当者を選びます。"
              },
              "kind": "operator-appointment",
              "label": {
                "en": "appointment of an operator",
                "ja": "運用担当者の選任"
              },
              "lines": [],
              "once": false,
              "scope": "person"
            },
            "[28 more]"
          ]
        }
      ]
    }
    "#);
}
