//! `/api/v1/imports`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut admin = Client::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(admin.get("GET /api/v1/imports").await, @r#"
    200
    {
      "items": [
        {
          "at": "[time]",
          "basis": "",
          "by": "広報課 書記 鈴木 一",
          "id": "[id 1]",
          "kind": "people",
          "rows": 1,
          "source": "名簿.csv",
          "until": null
        }
      ]
    }
    "#);
    assert_snapshot!(admin.get("GET /api/v1/imports/{id}").await, @r#"
    200
    {
      "at": "[time]",
      "basis": "",
      "by": "広報課 書記 鈴木 一",
      "id": "[id 1]",
      "items": [
        {
          "id": "[id 2]",
          "kind": "person",
          "name": "名簿 一",
          "number": 1,
          "repairs": [],
          "said": {}
        }
      ],
      "kind": "people",
      "more": false,
      "rows": 1,
      "source": "名簿.csv",
      "until": null
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/imports/accounts").await, @r#"
    201 location: /api/v1/imports/[id 1]
    {
      "import": "[id 1]",
      "rows": 1
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/imports/people").await, @r#"
    201 location: /api/v1/imports/[id 1]
    {
      "import": "[id 1]",
      "rows": 1
    }
    "#);
}
