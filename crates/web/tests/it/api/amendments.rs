//! `/api/v1/amendments`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut second = Client::of(&world, &places, &world.a.second).await;
    assert_snapshot!(second.get("GET /api/v1/amendments").await, @r#"
    200
    {
      "items": [
        {
          "changes": 0,
          "document": "ninohe",
          "from": null,
          "id": "[id 1]",
          "opened_at": "[time]",
          "opened_by": "高橋 二",
          "source": "",
          "state": "draft",
          "title": {
            "en": "Operating Procedure for the Official Social Media Services of Ninohe City",
            "ja": "二戸市公式ソーシャルメディアサービス運用手順"
          },
          "version": 1
        }
      ],
      "next": null
    }
    "#);
    assert_snapshot!(second.act("POST /api/v1/amendments/{id}/source").await, @r#"
    200 etag: "2"
    {
      "amendment": "[id 1]",
      "version": 2
    }
    "#);
    assert_snapshot!(second.act("POST /api/v1/amendments/{id}/changes").await, @r#"
    200 etag: "3"
    {
      "amendment": "[id 1]",
      "version": 3
    }
    "#);
    assert_snapshot!(second.act("POST /api/v1/amendments/{id}/rebase").await, @r#"
    200 etag: "4"
    {
      "amendment": "[id 1]",
      "version": 4
    }
    "#);
    assert_snapshot!(second.get("GET /api/v1/amendments/{id}").await, @r#"
    200 etag: "4"
    {
      "base": "[digest]",
      "base_version": "2019-07-01",
      "changes": 1,
      "confirmed": null,
      "decided_on": "2026-04-01",
      "decision": "令和8年総第12号",
      "document": "ninohe",
      "ended": [],
      "entered": [
        {
          "clause": "NNH-10",
          "en": "",
          "heading": "",
          "ja": "慎重に行う。",
          "kind": "clause",
          "number": ""
        }
      ],
      "from": "2027-04-01",
      "id": "[id 1]",
      "moved_on": false,
      "opened_at": "[time]",
      "opened_by": "高橋 二",
      "pack": null,
      "problems": [],
      "proposed": null,
      "returned": null,
      "rows": [
        {
          "change": "clause:NNH-10",
          "id": "NNH-10",
          "label": {
            "en": "10",
            "ja": "10"
          },
          "new": {
            "heading": {
              "en": "following and sharing",
              "ja": "フォロー及び共有"
            },
            "number": {
              "en": "10",
              "ja": "10"
            },
            "text": {
              "en": "慎重に行う。",
              "ja": "慎重に行う。"
            }
          },
          "old": {
            "heading": {
              "en": "following and sharing",
              "ja": "フォロー及び共有"
            },
            "number": {
              "en": "10",
              "ja": "10"
            },
            "text": {
              "en": "Follow and share with care: readers take it as the city vouching for the other.",
              "ja": "フォローや共有は、相手を市が信頼していると受け取られることを考えて、慎重に行う。"
            }
          },
          "part": "clause"
        }
      ],
      "source": "告示第15号",
      "state": "draft",
      "title": {
        "en": "Operating Procedure for the Official Social Media Services of Ninohe City",
        "ja": "二戸市公式ソーシャルメディアサービス運用手順"
      },
      "under_way": {
        "cases": [
          {
            "id": "[id 2]",
            "label": {
              "en": "a post hurt or misled",
              "ja": "傷つけた・誤解を招いたときの対応"
            },
            "title": "表現への苦情"
          },
          "[3 more]"
        ],
        "duties": [
          {
            "ends": false,
            "label": {
              "en": "check of the listing on the city's website",
              "ja": "市の公式サイトの掲載の点検"
            },
            "open": 12
          },
          "[3 more]"
        ],
        "held": [],
        "listed": [],
        "more": false,
        "renewed": []
      },
      "version": 4,
      "withdrawn": null
    }
    "#);
    assert_snapshot!(second.act("POST /api/v1/amendments/{id}/propose").await, @r#"
    200 etag: "5"
    {
      "amendment": "[id 1]",
      "version": 5
    }
    "#);
    assert_snapshot!(second.act("POST /api/v1/amendments/{id}/return").await, @r#"
    200 etag: "6"
    {
      "amendment": "[id 1]",
      "version": 6
    }
    "#);
    assert_snapshot!(second.act("POST /api/v1/amendments/{id}/undo").await, @r#"
    200 etag: "7"
    {
      "amendment": "[id 1]",
      "version": 7
    }
    "#);
    assert_snapshot!(second.act("POST /api/v1/amendments/{id}/confirm").await, @r#"
    409
    {
      "detail": "This amendment is being written.",
      "instance": "[instance]",
      "status": 409,
      "title": "Not possible in this state",
      "type": "urn:tatefuda:problem:state"
    }
    "#);
    assert_snapshot!(second.act("POST /api/v1/amendments/{id}/withdraw").await, @r#"
    200 etag: "8"
    {
      "amendment": "[id 1]",
      "version": 8
    }
    "#);
    assert_snapshot!(second.act("POST /api/v1/amendments").await, @r#"
    201 etag: "1" location: /api/v1/amendments/[id 1]
    {
      "amendment": "[id 1]",
      "version": 1
    }
    "#);
}
