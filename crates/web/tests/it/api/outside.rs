//! `/api/v1/outside`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.act("POST /api/v1/outside").await, @r#"
    201
    {
      "id": "[id 1]"
    }
    "#);
    assert_snapshot!(writer.get("GET /api/v1/outside").await, @r#"
    200
    {
      "posts": [
        {
          "account": "[id 1]",
          "account_name": "公式facebook",
          "at": "[time]",
          "device": "",
          "id": "[id 2]",
          "person": {
            "extension": "202",
            "id": "[id 3]",
            "name": "山田 花",
            "position": "主事",
            "section": "広報課"
          },
          "posted_at": "[time]",
          "reason": "停電",
          "text": "避難所を開けました",
          "through": "app",
          "url": null
        }
      ]
    }
    "#);
}
