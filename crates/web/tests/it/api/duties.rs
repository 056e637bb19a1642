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
          "account_name": "渡辺台帳 change",
          "act": null,
          "answers": "[2 answers]",
          "clauses": [
            {
              "document": "ninohe",
              "id": "NNH-5(2)"
            }
          ],
          "document": "ninohe",
          "due": "[time]",
          "id": "[id 2]",
          "instance": "[instance]",
          "item": "profile-check",
          "kind": "duty",
          "label": {
            "en": "check of the account's free-text field",
            "ja": "自由記述欄の点検"
          },
          "late": false,
          "message": {
            "en": "Open the account: office and city address.",
            "ja": "アカウントを開き、運用する室の名と市のURLを見てください。"
          },
          "record": null,
          "state": "open",
          "subject": {
            "id": "[id 1]",
            "kind": "account"
          }
        },
        "[19 more]"
      ]
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
