//! `/api/v1/regulation`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut admin = Client::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(admin.act("POST /api/v1/regulation/wording").await, @r#"
    200
    {
      "found": 1,
      "lost": [
        "題名",
        "[49 more]"
      ]
    }
    "#);
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /api/v1/regulation").await, @r#"
    200
    {
      "documents": [
        {
          "categories": [
            {
              "clauses": [
                "NNH-8(1)"
              ],
              "id": "NNH-8(1)",
              "label": {
                "en": "official announcement",
                "ja": "公式発表"
              }
            },
            "[5 more]"
          ],
          "chains": [
            {
              "before": [
                "post.publish",
                "post.correct"
              ],
              "clauses": [
                "NNH-6(2)a"
              ],
              "id": "check",
              "label": {
                "en": "check before posting",
                "ja": "投稿前の確認"
              },
              "steps": [
                {
                  "after": [],
                  "id": "check",
                  "kind": "check",
                  "label": {
                    "en": "Check",
                    "ja": "確認"
                  }
                }
              ]
            }
          ],
          "classifications": [
            {
              "clauses": [
                "NNH-4(1)"
              ],
              "id": "Ⅳ",
              "label": {
                "en": "Ⅳ",
                "ja": "Ⅳ"
              }
            },
            "[3 more]"
          ],
          "document": "ninohe",
          "pack": "[digest]",
          "parameters": [
            {
              "clauses": [
                "NNH-7"
              ],
              "id": "password",
              "kind": "password-policy",
              "label": {
                "en": "conditions on passwords",
                "ja": "パスワードの条件"
              },
              "value": "min_length=10\nmin_kinds=3"
            },
            "[12 more]"
          ],
          "record_kinds": [
            {
              "clauses": [
                "NNH-6-0"
              ],
              "id": "operator-appointment",
              "label": {
                "en": "appointment of an operator",
                "ja": "運用担当者の選任"
              }
            },
            "[28 more]"
          ],
          "roles": [
            {
              "clauses": [
                "NNH-6-0"
              ],
              "id": "rp",
              "label": {
                "en": "responsible person",
                "ja": "運用責任者"
              }
            },
            {
              "clauses": [
                "NNH-6-0"
              ],
              "id": "operator",
              "label": {
                "en": "operator",
                "ja": "運用担当者"
              }
            }
          ],
          "services": [
            "facebook",
            "youtube"
          ],
          "title": {
            "en": "Operating Procedure for the Official Social Media Services of Ninohe City",
            "ja": "二戸市公式ソーシャルメディアサービス運用手順"
          },
          "unset": [
            "param:annex-text",
            "[2 more]"
          ],
          "version": "2019-07-01"
        }
      ]
    }
    "#);
}
