//! `/api/v1/accounts`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut admin = Client::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(admin.get("GET /api/v1/accounts/{id}").await, @r#"
    200 etag: "1"
    {
      "by_hand": true,
      "checked_at": null,
      "class": null,
      "connected": false,
      "connector": true,
      "connector_note": null,
      "connects_by": [
        "token"
      ],
      "ended_at": null,
      "external_id": null,
      "handle": "",
      "id": "[id 1]",
      "last_published": null,
      "listed": false,
      "listing_url": "",
      "mail": "",
      "mail_personal": null,
      "mailbox": "",
      "name": "渡辺台帳 change",
      "profile_url": "",
      "public_note": "",
      "purpose": "",
      "registered_at": "[time]",
      "road": null,
      "section": "[id 2]",
      "section_name": {
        "en": "Public Relations",
        "ja": "広報課"
      },
      "service": "facebook",
      "service_name": {
        "en": "Facebook Page",
        "ja": "Facebookページ"
      },
      "shares": [],
      "started_at": "[time]",
      "state": "transition",
      "token_ends": "no",
      "token_expires_at": null,
      "token_renewed": false,
      "transition_until": "[time]",
      "url": "",
      "version": 1
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/accounts").await, @r#"
    201 etag: "1"
    {
      "account": "[id 1]",
      "version": 1
    }
    "#);
    assert_snapshot!(admin.act("PUT /api/v1/accounts/{id}").await, @r#"
    200 etag: "2"
    {
      "account": "[id 1]",
      "version": 2
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/accounts/{id}/connect").await, @"204");
    assert_snapshot!(admin.act("POST /api/v1/accounts/{id}/road").await, @r#"
    200 etag: "2"
    {
      "account": "[id 1]",
      "version": 2
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/accounts/{id}/sections").await, @r#"
    200 etag: "2"
    {
      "account": "[id 1]",
      "version": 2
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/accounts/{id}/sections/end").await, @r#"
    200 etag: "3"
    {
      "account": "[id 1]",
      "version": 3
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/accounts/{id}/state").await, @r#"
    200 etag: "2"
    {
      "account": "[id 1]",
      "version": 2
    }
    "#);
    assert_snapshot!(admin.get("GET /api/v1/accounts").await, @r#"
    200
    {
      "items": [
        {
          "by_hand": true,
          "checked_at": null,
          "class": null,
          "connected": false,
          "connector": true,
          "connector_note": null,
          "connects_by": [
            "token"
          ],
          "ended_at": null,
          "external_id": "page-facebook",
          "handle": "@facebook",
          "id": "[id 1]",
          "last_published": "[time]",
          "listed": true,
          "listing_url": "",
          "mail": "",
          "mail_personal": null,
          "mailbox": "",
          "name": "公式facebook",
          "profile_url": "",
          "public_note": "",
          "purpose": "お知らせ",
          "registered_at": "[time]",
          "road": null,
          "section": "[id 2]",
          "section_name": {
            "en": "Public Relations",
            "ja": "広報課"
          },
          "service": "facebook",
          "service_name": {
            "en": "Facebook Page",
            "ja": "Facebookページ"
          },
          "shares": [],
          "started_at": "[time]",
          "state": "transition",
          "token_ends": "no",
          "token_expires_at": null,
          "token_renewed": false,
          "transition_until": "[time]",
          "url": "https://facebook.example/official",
          "version": 1
        },
        "[13 more]"
      ]
    }
    "#);
    assert_snapshot!(admin.act("POST /api/v1/accounts/{id}/login").await, @r#"
    201
    {
      "id": "[id 1]"
    }
    "#);
    assert_snapshot!(admin.get("GET /api/v1/accounts/listed").await, @r#"
    200
    {
      "listed": [
        {
          "account": null,
          "account_name": null,
          "clauses": [
            "NNH-2"
          ],
          "differences": [],
          "document": "ninohe",
          "document_title": {
            "en": "Operating Procedure for the Official Social Media Services of Ninohe City",
            "ja": "二戸市公式ソーシャルメディアサービス運用手順"
          },
          "handle": "",
          "name": "二戸市 (Ninohe City)",
          "note": {
            "en": "",
            "ja": ""
          },
          "service": "facebook",
          "service_name": {
            "en": "Facebook Page",
            "ja": "Facebookページ"
          },
          "standing": "missing",
          "url": ""
        },
        {
          "account": null,
          "account_name": null,
          "clauses": [
            "NNH-2"
          ],
          "differences": [],
          "document": "ninohe",
          "document_title": {
            "en": "Operating Procedure for the Official Social Media Services of Ninohe City",
            "ja": "二戸市公式ソーシャルメディアサービス運用手順"
          },
          "handle": "",
          "name": "二戸市 (ninohecity)",
          "note": {
            "en": "",
            "ja": ""
          },
          "service": "youtube",
          "service_name": {
            "en": "YouTube channel",
            "ja": "YouTubeチャンネル"
          },
          "standing": "missing",
          "url": ""
        }
      ],
      "unlisted": [
        {
          "account": "[id 1]",
          "document": "ninohe",
          "document_title": {
            "en": "Operating Procedure for the Official Social Media Services of Ninohe City",
            "ja": "二戸市公式ソーシャルメディアサービス運用手順"
          },
          "handle": "@facebook",
          "name": "公式facebook",
          "service_name": {
            "en": "Facebook Page",
            "ja": "Facebookページ"
          }
        },
        "[13 more]"
      ]
    }
    "#);
}
