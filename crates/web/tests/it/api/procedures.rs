//! `/api/v1/procedures`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /api/v1/procedures").await, @r#"
    200
    {
      "items": [
        {
          "clauses": [
            {
              "document": "ninohe",
              "id": "NNH-3(1)"
            }
          ],
          "document": "ninohe",
          "label": {
            "en": "a post hurt or misled",
            "ja": "傷つけた・誤解を招いたときの対応"
          },
          "mine": true,
          "procedure": "harm",
          "subject": "incident",
          "who": [
            {
              "en": "operator",
              "ja": "運用担当者"
            }
          ]
        }
      ]
    }
    "#);
}
