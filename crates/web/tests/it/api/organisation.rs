//! `/api/v1/organisation`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /api/v1/organisation").await, @r#"
    200
    {
      "appointments": [
        {
          "absent": false,
          "deputy_of": null,
          "deputy_order": 0,
          "extension": "201",
          "id": "[id 1]",
          "kind": "regular",
          "person": "[id 2]",
          "person_name": "佐藤 清",
          "position": "[id 3]",
          "position_name": "課長",
          "position_name_en": "Head",
          "rank": "課長",
          "section": "[id 4]",
          "section_name": "広報課",
          "section_name_en": "Public Relations",
          "span": {
            "from": "[time]",
            "until": null
          }
        },
        "[3 more]"
      ],
      "positions": [
        {
          "extension": "201",
          "id": "[id 3]",
          "name_en": "Head",
          "name_ja": "課長",
          "name_kana": "",
          "rank": "課長",
          "rank_order": 1,
          "section": "[id 4]",
          "span": {
            "from": "[time]",
            "until": null
          }
        },
        "[3 more]"
      ],
      "sections": [
        {
          "branch": "",
          "id": "[id 4]",
          "level": "",
          "name_en": "Public Relations",
          "name_ja": "広報課",
          "name_kana": "こうほうか",
          "ordinal": 1,
          "parent": null,
          "span": {
            "from": "[time]",
            "until": null
          }
        },
        {
          "branch": "",
          "id": "[id 5]",
          "level": "",
          "name_en": "",
          "name_ja": "臨時室",
          "name_kana": "",
          "ordinal": 9,
          "parent": null,
          "span": {
            "from": "[time]",
            "until": null
          }
        }
      ]
    }
    "#);
}
