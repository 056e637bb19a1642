//! `/api/v1/disaster`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /api/v1/disaster").await, @r#"
    200
    {
      "by": null,
      "coming": [
        {
          "accounts": [
            {
              "account": "[id 1]",
              "name": "公式facebook",
              "service": "facebook"
            }
          ],
          "category": "NNH-8(3)",
          "document_number": "2026-13",
          "id": "[id 2]",
          "person": {
            "extension": "",
            "id": "[id 3]",
            "name": "山田 花",
            "position": "",
            "section": ""
          },
          "publications": [
            {
              "account": "[id 1]",
              "account_name": "公式facebook",
              "address": "https://www.facebook.com/{page}/posts/{number}",
              "answer": "[id 4]",
              "attempts": 1,
              "deniable_from": null,
              "due_at": "[time]",
              "evidence": [],
              "id": "[id 5]",
              "look_at": null,
              "looks": [],
              "permalink": null,
              "planned_at": "[time]",
              "platform_post_id": null,
              "post": "[id 2]",
              "proof": null,
              "published_at": null,
              "reason": null,
              "reason_detail": null,
              "removals": [],
              "scheduled_by": {
                "extension": "202",
                "id": "[id 3]",
                "name": "山田 花",
                "position": "主事",
                "section": "広報課"
              },
              "service": "facebook",
              "state": "taken",
              "taking": null,
              "version": 3,
              "window": {
                "from": null,
                "until": null
              }
            }
          ],
          "section_name": "広報課",
          "state": "submitted",
          "title": "題",
          "updated_at": "[time]",
          "version": 4,
          "window": {
            "from": null,
            "until": null
          }
        },
        "[6 more]"
      ],
      "comments": [
        {
          "account": "[id 1]",
          "at": null,
          "by": null,
          "name": "公式facebook"
        },
        "[11 more]"
      ],
      "deciders": [
        {
          "absent": false,
          "deputy": false,
          "extension": "201",
          "name": "佐藤 清",
          "position": "課長",
          "role": {
            "en": "responsible person",
            "ja": "運用責任者"
          }
        }
      ],
      "held": [
        {
          "accounts": [
            {
              "account": "[id 1]",
              "name": "公式facebook",
              "service": "facebook"
            }
          ],
          "category": "NNH-8(3)",
          "document_number": "2026-11",
          "id": "[id 6]",
          "person": {
            "extension": "",
            "id": "[id 3]",
            "name": "山田 花",
            "position": "",
            "section": ""
          },
          "publications": [
            {
              "account": "[id 1]",
              "account_name": "公式facebook",
              "address": "https://www.facebook.com/{page}/posts/{number}",
              "answer": "[id 7]",
              "attempts": 0,
              "deniable_from": null,
              "due_at": "[time]",
              "evidence": [],
              "id": "[id 8]",
              "look_at": null,
              "looks": [],
              "permalink": null,
              "planned_at": "[time]",
              "platform_post_id": null,
              "post": "[id 6]",
              "proof": null,
              "published_at": null,
              "reason": "not-connected",
              "reason_detail": null,
              "removals": [],
              "scheduled_by": {
                "extension": "202",
                "id": "[id 3]",
                "name": "山田 花",
                "position": "主事",
                "section": "広報課"
              },
              "service": "facebook",
              "state": "held",
              "taking": null,
              "version": 3,
              "window": {
                "from": null,
                "until": null
              }
            }
          ],
          "section_name": "広報課",
          "state": "submitted",
          "title": "題",
          "updated_at": "[time]",
          "version": 4,
          "window": {
            "from": null,
            "until": null
          }
        }
      ],
      "may": true,
      "name": "",
      "on_call": [],
      "open": [],
      "since": null
    }
    "#);
}
