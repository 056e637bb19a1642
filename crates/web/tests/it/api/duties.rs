//! `/api/v1/duties`

use insta::assert_snapshot;
use tatefuda_app::noun;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    while noun::tend(&world.app, world.a.tenant).await.unwrap() {}
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /api/v1/duties").await, @r#"
    200
    {
      "items": [
        {
          "account": "[id 1]",
          "account_name": "公式facebook",
          "act": null,
          "answers": "[2 answers]",
          "clauses": [
            {
              "document": "ninohe",
              "id": "NNH-5(1)"
            }
          ],
          "days": null,
          "document": "ninohe",
          "due": "[time]",
          "id": "[id 2]",
          "instance": "[instance]",
          "item": "listing-check",
          "kind": "duty",
          "label": {
            "en": "check of the listing on the city's website",
            "ja": "市の公式サイトの掲載の点検"
          },
          "late": false,
          "message": {
            "en": "Open the city's page: name, purpose, link and office.",
            "ja": "市のページを開き、名称・目的・リンク・運用する室の四つを見てください。"
          },
          "record": null,
          "state": "open",
          "subject": {
            "id": "[id 1]",
            "kind": "account"
          }
        },
        "[23 more]"
      ],
      "next": null
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/duties").await, @r#"
    201
    {
      "answer": "[id 1]",
      "opened": null
    }
    "#);
}
