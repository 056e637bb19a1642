//! `/api/v1/paper-forms`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /api/v1/paper-forms").await, @r#"
    200
    {
      "items": [
        {
          "clauses": [
            {
              "document": "ninohe",
              "id": "NNH-0"
            },
            "[7 more]"
          ],
          "document": "ninohe",
          "form": "about",
          "kind": "page",
          "label": {
            "en": "About the official accounts",
            "ja": "公式アカウントについて"
          },
          "missing": [
            {
              "en": "matters of the annex",
              "ja": "別記の事項"
            }
          ],
          "scope": "body"
        }
      ]
    }
    "#);
    assert_snapshot!(writer.get("GET /api/v1/paper-forms/{form}").await, @r#"
    200
    {
      "account": null,
      "case": null,
      "clauses": [
        {
          "document": "ninohe",
          "id": "NNH-0"
        },
        "[7 more]"
      ],
      "derived": false,
      "digest": "[digest]",
      "document": "ninohe",
      "form": "about",
      "kind": "page",
      "label": {
        "en": "About the official accounts",
        "ja": "公式アカウントについて"
      },
      "mark": "",
      "missing": [
        {
          "en": "matters of the annex",
          "ja": "別記の事項"
        }
      ],
      "numbers": [
        {
          "en": "title",
          "ja": "題名"
        },
        "[7 more]"
      ],
      "pack": "[digest]",
      "parts": [
        {
          "clauses": [
            {
              "document": "ninohe",
              "id": "NNH-0"
            },
            "[7 more]"
          ],
          "id": "basis",
          "label": {
            "en": "basis",
            "ja": "根拠"
          },
          "lines": [
            {
              "number": {
                "en": "1",
                "ja": "1"
              },
              "original": false,
              "text": {
                "en": "Rests on the city's information security policy as revised on 19 February 2019 and says how official accounts are used.",
                "ja": "市の情報セキュリティポリシー（2019年2月19日改定版）を根拠とし、公式アカウントを使うときの手順を決める。"
              }
            }
          ],
          "required": true,
          "source": {
            "from": "text"
          }
        },
        "[6 more]"
      ],
      "record": null,
      "record_kind": null,
      "scope": "body",
      "seals": [],
      "text_title": {
        "en": "Operating Procedure for the Official Social Media Services of Ninohe City",
        "ja": "二戸市公式ソーシャルメディアサービス運用手順"
      }
    }
    "#);
}
