//! `/api/v1/cases`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /api/v1/cases").await, @r#"
    200
    {
      "items": [
        {
          "account": "[id 1]",
          "account_name": "公式facebook",
          "document": "ninohe",
          "done": 0,
          "ended_at": null,
          "id": "[id 2]",
          "label": {
            "en": "a post hurt or misled",
            "ja": "傷つけた・誤解を招いたときの対応"
          },
          "open": [
            {
              "en": "set out what happened",
              "ja": "何が起きたかを整理する"
            }
          ],
          "opened_at": "[time]",
          "opened_by": {
            "extension": "202",
            "id": "[id 3]",
            "name": "山田 花",
            "position": "主事",
            "section": "広報課"
          },
          "procedure": "harm",
          "state": "running",
          "steps": 2,
          "subject_kind": "incident",
          "title": "表現への苦情",
          "version": 1
        },
        "[3 more]"
      ],
      "next": null
    }
    "#);
    assert_snapshot!(writer.get("GET /api/v1/cases/{id}").await, @r#"
    200 etag: "1"
    {
      "account": "[id 1]",
      "account_name": "公式facebook",
      "clauses": [
        {
          "document": "ninohe",
          "id": "NNH-3(1)"
        }
      ],
      "close": {
        "citations": "[2 citations]",
        "consumes": [],
        "decision": "needs",
        "exceptions_used": [],
        "facts_digest": "[digest]",
        "groups": [
          {
            "alternatives": [
              {
                "after": [],
                "label": {
                  "en": "set out what happened",
                  "ja": "何が起きたかを整理する"
                },
                "procedure": "harm",
                "remedy": "do-step",
                "step": "assess",
                "who": [
                  {
                    "holders": [
                      {
                        "absent": false,
                        "capacity": "[id 2]",
                        "deputy": false,
                        "extension": "202",
                        "name": "山田 花",
                        "person": "[id 3]",
                        "position": "主事",
                        "section": "広報課"
                      }
                    ],
                    "label": {
                      "en": "operator",
                      "ja": "運用担当者"
                    },
                    "role": "operator"
                  }
                ]
              }
            ],
            "clauses": [
              {
                "document": "ninohe",
                "id": "NNH-3(1)"
              }
            ],
            "id": "ninohe/harm/assess",
            "layer": "ninohe",
            "message": {
              "en": "“set out what happened” is still to be given.",
              "ja": "「何が起きたかを整理する」がまだ済んでいません。"
            },
            "rule": "harm",
            "strength": "duty"
          },
          {
            "alternatives": [
              {
                "after": [
                  "assess"
                ],
                "label": {
                  "en": "decide the city's response",
                  "ja": "市としての対応を決める"
                },
                "procedure": "harm",
                "remedy": "do-step",
                "step": "decide",
                "who": [
                  {
                    "holders": [
                      {
                        "absent": false,
                        "capacity": "[id 4]",
                        "deputy": false,
                        "extension": "201",
                        "name": "佐藤 清",
                        "person": "[id 5]",
                        "position": "課長",
                        "section": "広報課"
                      }
                    ],
                    "label": {
                      "en": "responsible person",
                      "ja": "運用責任者"
                    },
                    "role": "rp"
                  }
                ]
              }
            ],
            "clauses": [
              {
                "document": "ninohe",
                "id": "NNH-3(1)"
              }
            ],
            "id": "ninohe/harm/decide",
            "layer": "ninohe",
            "message": {
              "en": "“decide the city's response” is still to be given.",
              "ja": "「市としての対応を決める」がまだ済んでいません。"
            },
            "rule": "harm",
            "strength": "duty"
          }
        ],
        "notes": [],
        "pack_digest": "[digest]",
        "powers_used": [],
        "refusals": [],
        "semantics": 2,
        "settings_digest": "[digest]",
        "trace": "[4 trace]"
      },
      "course": [
        {
          "act": null,
          "answer": {
            "citations": "[2 citations]",
            "consumes": [],
            "decision": "needs",
            "exceptions_used": [],
            "facts_digest": "[digest]",
            "groups": [
              {
                "alternatives": [
                  {
                    "fixed": {},
                    "kind": "harm-assessment",
                    "label": {
                      "en": "what happened",
                      "ja": "何が起きたかの整理"
                    },
                    "remedy": "give-record",
                    "scope": "subject",
                    "who": [
                      {
                        "holders": [
                          {
                            "absent": false,
                            "capacity": "[id 2]",
                            "deputy": false,
                            "extension": "202",
                            "name": "山田 花",
                            "person": "[id 3]",
                            "position": "主事",
                            "section": "広報課"
                          }
                        ],
                        "label": {
                          "en": "operator",
                          "ja": "運用担当者"
                        },
                        "role": "operator"
                      }
                    ]
                  }
                ],
                "clauses": [
                  {
                    "document": "ninohe",
                    "id": "NNH-3(1)"
                  }
                ],
                "id": "ninohe/harm/assess/harm-assessment",
                "layer": "ninohe",
                "message": {
                  "en": "Nobody responds alone; the city answers in good faith.",
                  "ja": "一人で応じず、市として誠意をもって対応します。"
                },
                "rule": "harm/assess",
                "strength": "duty"
              }
            ],
            "notes": [],
            "pack_digest": "[digest]",
            "powers_used": [],
            "refusals": [],
            "semantics": 2,
            "settings_digest": "[digest]",
            "trace": "[4 trace]"
          },
          "board": null,
          "by": [],
          "clauses": [
            {
              "document": "ninohe",
              "id": "NNH-3(1)"
            }
          ],
          "document": null,
          "due": null,
          "each": false,
          "id": "assess",
          "label": {
            "en": "set out what happened",
            "ja": "何が起きたかを整理する"
          },
          "late": false,
          "message": {
            "en": "",
            "ja": ""
          },
          "mine": true,
          "missing": [],
          "more": null,
          "optional": false,
          "owner": [
            {
              "holders": [
                {
                  "absent": false,
                  "capacity": "[id 2]",
                  "deputy": false,
                  "extension": "202",
                  "name": "山田 花",
                  "person": "[id 3]",
                  "position": "主事",
                  "section": "広報課"
                }
              ],
              "label": {
                "en": "operator",
                "ja": "運用担当者"
              },
              "role": "operator"
            }
          ],
          "records": [
            {
              "decision": false,
              "given": null,
              "kind": "harm-assessment",
              "label": {
                "en": "what happened",
                "ja": "何が起きたかの整理"
              }
            }
          ],
          "soon": false,
          "standing": "open",
          "waits_for": []
        },
        {
          "act": null,
          "answer": null,
          "board": null,
          "by": [],
          "clauses": [
            {
              "document": "ninohe",
              "id": "NNH-3(1)"
            }
          ],
          "document": null,
          "due": null,
          "each": false,
          "id": "decide",
          "label": {
            "en": "decide the city's response",
            "ja": "市としての対応を決める"
          },
          "late": false,
          "message": {
            "en": "",
            "ja": ""
          },
          "mine": false,
          "missing": [],
          "more": null,
          "optional": false,
          "owner": [
            {
              "holders": [
                {
                  "absent": false,
                  "capacity": "[id 4]",
                  "deputy": false,
                  "extension": "201",
                  "name": "佐藤 清",
                  "person": "[id 5]",
                  "position": "課長",
                  "section": "広報課"
                }
              ],
              "label": {
                "en": "responsible person",
                "ja": "運用責任者"
              },
              "role": "rp"
            }
          ],
          "records": [
            {
              "decision": false,
              "given": null,
              "kind": "harm-response",
              "label": {
                "en": "decided response (explanation, correction, apology)",
                "ja": "対応の決定（説明・訂正・お詫び）"
              }
            }
          ],
          "soon": false,
          "standing": "waits",
          "waits_for": [
            "assess"
          ]
        }
      ],
      "detected_at": "[time]",
      "document": "ninohe",
      "done": 0,
      "ended_at": null,
      "ended_by": null,
      "files": [
        {
          "at": "[time]",
          "by": {
            "extension": "202",
            "id": "[id 3]",
            "name": "山田 花",
            "position": "主事",
            "section": "広報課"
          },
          "digest": "[digest]",
          "id": "[id 6]",
          "mime": "text/plain",
          "name": "screen.txt",
          "size": 33,
          "step": null
        }
      ],
      "id": "[id 7]",
      "label": {
        "en": "a post hurt or misled",
        "ja": "傷つけた・誤解を招いたときの対応"
      },
      "message": {
        "en": "Nobody responds alone; the city answers in good faith.",
        "ja": "一人で応じず、市として誠意をもって対応します。"
      },
      "open": [
        {
          "en": "set out what happened",
          "ja": "何が起きたかを整理する"
        }
      ],
      "opened_at": "[time]",
      "opened_by": {
        "extension": "202",
        "id": "[id 3]",
        "name": "山田 花",
        "position": "主事",
        "section": "広報課"
      },
      "origin": null,
      "pack": "[digest]",
      "posts": [],
      "procedure": "harm",
      "reason": null,
      "records": [],
      "reported_at": "[time]",
      "state": "running",
      "steps": 2,
      "subject": {
        "id": "[id 7]",
        "kind": "incident"
      },
      "subject_kind": "incident",
      "text_changed": false,
      "text_version": "2019-07-01",
      "title": "表現への苦情",
      "told": [],
      "version": 1,
      "withdraw": {
        "citations": "[2 citations]",
        "consumes": [],
        "decision": "permitted",
        "exceptions_used": [],
        "facts_digest": "[digest]",
        "groups": [],
        "notes": [],
        "pack_digest": "[digest]",
        "powers_used": [],
        "refusals": [],
        "semantics": 2,
        "settings_digest": "[digest]",
        "trace": "[4 trace]"
      }
    }
    "#);
    let list = writer.get("GET /api/v1/cases").await;
    assert_eq!(list.0.status, 200);
    assert_eq!(list.json()["items"].as_array().map(Vec::len), Some(4));
    assert_eq!(list.json()["items"][0]["procedure"], "harm");
    let one = writer.get("GET /api/v1/cases/{id}").await;
    assert_eq!((one.0.status.as_u16(), one.0.header("etag")), (200, "\"1\""));
    assert_eq!(one.json()["course"][0]["standing"], "open");
    assert_eq!(one.json()["course"][0]["mine"], true);
    assert_eq!(one.json()["course"][1]["standing"], "waits");
    assert_snapshot!(writer.act("POST /api/v1/cases").await, @r#"
    201 etag: "1" location: /api/v1/cases/[id 1]
    {
      "case": "[id 1]",
      "version": 1
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/cases/{id}/steps").await, @r#"
    200 etag: "2"
    {
      "case": "[id 1]",
      "closed": false,
      "version": 2
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/cases/{id}/posts").await, @r#"
    201
    {
      "id": "[id 1]",
      "sort": "unknown"
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/cases/{id}/told").await, @r#"
    201
    {
      "id": "[id 1]"
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/cases/{id}/withdraw").await, @r#"
    200 etag: "2"
    {
      "case": "[id 1]",
      "version": 2
    }
    "#);
    assert_snapshot!(writer.act("POST /api/v1/cases/{id}/close").await, @r#"
    200 etag: "4"
    {
      "case": "[id 1]",
      "version": 4
    }
    "#);
}
