//! `/api/v1/publications`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.act("POST /api/v1/publications/{id}/cancel").await, @r#"
    200
    {
      "state": "cancelled"
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/publications/{id}/resolve").await, @r#"
    200
    {
      "state": "published"
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/publications/{id}/reschedule").await, @r#"
    200
    {
      "state": "scheduled"
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/publications/{id}/take").await, @r#"
    200
    {
      "attempt": 1,
      "took": "taken"
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/publications/{id}/answer").await, @r#"
    200
    {
      "state": "published"
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/publications/{id}/evidence").await, @r#"
    200
    {
      "grade": "stated",
      "id": "[id 1]"
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/publications/{id}/removal").await, @r#"
    200
    {
      "removal": "[id 1]",
      "road": "hand",
      "state": "waiting"
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/publications/{id}/removal/copy").await, @r#"
    200
    {
      "removal": "[id 1]",
      "road": "hand",
      "state": "waiting"
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/publications/{id}/removal/answer").await, @r#"
    200
    {
      "removal": "[id 1]",
      "road": "hand",
      "state": "removed"
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/publications/{id}/removal/call-off").await, @r#"
    200
    {
      "removal": "[id 1]",
      "road": "hand",
      "state": "called-off"
    }
    "#);
    let task = writer.get("GET /api/v1/publications/{id}/hand").await;
    assert_snapshot!(task, @r#"
    200
    {
      "account": {
        "handle": "@facebook",
        "id": "[id 1]",
        "name": "公式facebook",
        "service_en": "Facebook Page",
        "service_ja": "Facebookページ",
        "url": "https://facebook.example/official"
      },
      "answer": null,
      "check_number": "[check_number]",
      "devices": [],
      "has_addresses": true,
      "mine": true,
      "own_device": null,
      "post": "[id 2]",
      "publication": {
        "account": "[id 1]",
        "account_name": "公式facebook",
        "address": "https://www.facebook.com/{page}/posts/{number}",
        "answer": "[id 3]",
        "attempts": 1,
        "deniable_from": null,
        "due_at": "[time]",
        "evidence": [],
        "id": "[id 4]",
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
          "id": "[id 5]",
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
      },
      "stay": null,
      "taking": {
        "at": "[time]",
        "device": null,
        "person": {
          "extension": "202",
          "id": "[id 5]",
          "name": "山田 花",
          "position": "主事",
          "section": "広報課"
        },
        "posted_on": null,
        "said": null,
        "said_at": null,
        "words": null
      },
      "text": {
        "link": null,
        "pictures": [],
        "text": "甲の町だけが知る下書き hand"
      },
      "title": "題",
      "until": "[time]"
    }
    "#);
    assert!(task.json()["text"]["text"].as_str().unwrap().starts_with(crate::places::SECRET));
}
