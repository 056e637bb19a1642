//! `/api/v1/posts`

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    let mut checker = Client::of(&world, &places, &world.a.checker).await;
    insta::assert_snapshot!(writer.act("POST /api/v1/posts").await, @r#"
    201 etag: "1" location: /api/v1/posts/[id 1]
    {
      "post": "[id 1]",
      "revision": 1,
      "sheet": "[digest]",
      "version": 1
    }
    "#);
    insta::assert_snapshot!(writer.get("GET /api/v1/posts/{id}").await, @r#"
    200 etag: "1"
    {
      "answers": [
        {
          "action": "post.draft",
          "answer": {
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
            "trace": "[2 trace]"
          },
          "at": "[time]",
          "decision": "permitted",
          "id": "[id 1]",
          "person": {
            "extension": "202",
            "id": "[id 2]",
            "name": "山田 花",
            "position": "主事",
            "section": "広報課"
          }
        }
      ],
      "check_number": "[check_number]",
      "content": {
        "category": "NNH-8(3)",
        "classification": "Ⅲ",
        "decision_status": "decided",
        "fields": {},
        "targets": [
          {
            "account": "[id 3]",
            "link": null,
            "media": [
              {
                "alt": "甲の町だけが知る下書き",
                "children": null,
                "classification": null,
                "consents": [],
                "media": "[id 4]",
                "other_text": null,
                "people": null,
                "people_count": null,
                "rights": null,
                "rights_holder": null
              }
            ],
            "options": {},
            "text": null
          }
        ],
        "text": "甲の町だけが知る下書き",
        "title": "題",
        "window": {
          "from": null,
          "until": null
        }
      },
      "correction_clocks": [],
      "corrections": [],
      "corrects": null,
      "created_at": "[time]",
      "created_by": {
        "extension": "",
        "id": "[id 2]",
        "name": "山田 花",
        "position": "",
        "section": ""
      },
      "document_number": null,
      "id": "[id 5]",
      "notes": [],
      "offers": {
        "cancel": false,
        "correct": false,
        "deny": false,
        "edit": true,
        "publish": false,
        "resolve": false,
        "return_": false,
        "schedule": false,
        "steps": [],
        "submit": true,
        "take_back": false,
        "withdraw": true
      },
      "publications": [],
      "revision": 1,
      "revisions": [
        {
          "at": "[time]",
          "id": "[id 6]",
          "number": 1,
          "person": {
            "extension": "202",
            "id": "[id 2]",
            "name": "山田 花",
            "position": "主事",
            "section": "広報課"
          },
          "title": "題"
        }
      ],
      "section": "[id 7]",
      "section_name": "広報課",
      "sheet": "[digest]",
      "state": "drafting",
      "steps": [],
      "targets": [
        {
          "account": "[id 3]",
          "account_name": "公式facebook",
          "account_state": "transition",
          "altered": false,
          "answer": {
            "citations": "[18 citations]",
            "consumes": [],
            "decision": "needs",
            "exceptions_used": [],
            "facts_digest": "[digest]",
            "groups": [
              {
                "alternatives": [
                  {
                    "fixed": {},
                    "kind": "posting-declaration",
                    "label": {
                      "en": "declaration on the points to observe",
                      "ja": "注意事項の申告"
                    },
                    "remedy": "give-record",
                    "scope": "digest",
                    "who": [
                      {
                        "holders": [
                          {
                            "absent": false,
                            "capacity": "[id 8]",
                            "deputy": false,
                            "extension": "202",
                            "name": "山田 花",
                            "person": "[id 2]",
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
                    "id": "NNH-3(3)"
                  },
                  "[9 more]"
                ],
                "id": "ninohe/declared",
                "layer": "ninohe",
                "message": {
                  "en": "A declaration on the points to observe is needed.",
                  "ja": "注意事項に反しないことの申告が必要です。"
                },
                "rule": "declared",
                "strength": "absolute"
              },
              "[3 more]"
            ],
            "notes": [],
            "pack_digest": "[digest]",
            "powers_used": [],
            "refusals": [],
            "semantics": 2,
            "settings_digest": "[digest]",
            "trace": "[28 trace]"
          },
          "asked_for": "[time]",
          "check_number": "[check_number]",
          "clearance": {
            "citations": "[18 citations]",
            "consumes": [],
            "decision": "needs",
            "exceptions_used": [],
            "facts_digest": "[digest]",
            "groups": [
              {
                "alternatives": [
                  {
                    "fixed": {},
                    "kind": "posting-declaration",
                    "label": {
                      "en": "declaration on the points to observe",
                      "ja": "注意事項の申告"
                    },
                    "remedy": "give-record",
                    "scope": "digest",
                    "who": [
                      {
                        "holders": [
                          {
                            "absent": false,
                            "capacity": "[id 8]",
                            "deputy": false,
                            "extension": "202",
                            "name": "山田 花",
                            "person": "[id 2]",
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
                    "id": "NNH-3(3)"
                  },
                  "[9 more]"
                ],
                "id": "ninohe/declared",
                "layer": "ninohe",
                "message": {
                  "en": "A declaration on the points to observe is needed.",
                  "ja": "注意事項に反しないことの申告が必要です。"
                },
                "rule": "declared",
                "strength": "absolute"
              },
              "[3 more]"
            ],
            "notes": [],
            "pack_digest": "[digest]",
            "powers_used": [],
            "refusals": [],
            "semantics": 2,
            "settings_digest": "[digest]",
            "trace": "[28 trace]"
          },
          "connector": true,
          "digest": "[digest]",
          "edit": "by-hand",
          "handle": "@facebook",
          "id": "[id 9]",
          "link": null,
          "media": [
            {
              "alt": "甲の町だけが知る下書き",
              "children": null,
              "classification": null,
              "consents": [],
              "media": "[id 4]",
              "other_text": null,
              "people": null,
              "people_count": null,
              "rights": null,
              "rights_holder": null
            }
          ],
          "moved_from": null,
          "own_text": false,
          "place": "facebook:id:page-facebook",
          "publication": null,
          "remove": "here",
          "service": "facebook",
          "steps": [],
          "text": "甲の町だけが知る下書き"
        }
      ],
      "title": "題",
      "trail": [
        {
          "answer": "[id 1]",
          "at": "[time]",
          "by_program": false,
          "capacity": "[id 8]",
          "command": "post.draft",
          "person": {
            "extension": "202",
            "id": "[id 2]",
            "name": "山田 花",
            "position": "主事",
            "section": "広報課"
          },
          "refused": false,
          "seq": 55
        }
      ],
      "updated_at": "[time]",
      "version": 1
    }
    "#);
    insta::assert_snapshot!(writer.act("PUT /api/v1/posts/{id}/revision").await, @r#"
    200 etag: "2"
    {
      "post": "[id 1]",
      "revision": 2,
      "sheet": "[digest]",
      "version": 2
    }
    "#);
    insta::assert_snapshot!(writer.act("POST /api/v1/posts/preview").await, @r#"
    200
    {
      "asked_for": "[time]",
      "found": [],
      "missing": [],
      "problems": [],
      "targets": [
        {
          "account": "[id 1]",
          "account_name": "公式facebook",
          "answer": {
            "citations": "[18 citations]",
            "consumes": [],
            "decision": "needs",
            "exceptions_used": [],
            "facts_digest": "[digest]",
            "groups": [
              {
                "alternatives": [
                  {
                    "fixed": {},
                    "kind": "posting-declaration",
                    "label": {
                      "en": "declaration on the points to observe",
                      "ja": "注意事項の申告"
                    },
                    "remedy": "give-record",
                    "scope": "digest",
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
                    "id": "NNH-3(3)"
                  },
                  "[9 more]"
                ],
                "id": "ninohe/declared",
                "layer": "ninohe",
                "message": {
                  "en": "A declaration on the points to observe is needed.",
                  "ja": "注意事項に反しないことの申告が必要です。"
                },
                "rule": "declared",
                "strength": "absolute"
              },
              "[4 more]"
            ],
            "notes": [],
            "pack_digest": "[digest]",
            "powers_used": [],
            "refusals": [],
            "semantics": 2,
            "settings_digest": "[digest]",
            "trace": "[28 trace]"
          },
          "blocks_submit": true,
          "check_number": "[check_number]",
          "length": {
            "count": 2,
            "max": 63206,
            "over": false,
            "unit": "utf-16"
          }
        }
      ]
    }
    "#);
    insta::assert_snapshot!(writer.act("POST /api/v1/posts/{id}/submit").await, @r#"
    200 etag: "2"
    {
      "post": "[id 1]",
      "revision": 1,
      "sheet": "[digest]",
      "version": 2
    }
    "#);
    insta::assert_snapshot!(checker.act("POST /api/v1/posts/{id}/steps").await, @r#"
    201 etag: "3"
    {
      "post": "[id 1]",
      "sheet": "[digest]",
      "version": 3
    }
    "#);
    insta::assert_snapshot!(checker.act("POST /api/v1/posts/{id}/return").await, @r#"
    200 etag: "3"
    {
      "post": "[id 1]",
      "revision": 1,
      "sheet": "[digest]",
      "version": 3
    }
    "#);
    insta::assert_snapshot!(writer.act("POST /api/v1/posts/{id}/take-back").await, @r#"
    200 etag: "3"
    {
      "post": "[id 1]",
      "revision": 1,
      "sheet": "[digest]",
      "version": 3
    }
    "#);
    insta::assert_snapshot!(writer.act("POST /api/v1/posts/{id}/publications").await, @r#"
    201 etag: "4"
    {
      "by_hand": [
        "[id 1]"
      ],
      "post": "[id 2]",
      "publications": [
        "[id 3]"
      ],
      "version": 4
    }
    "#);
    insta::assert_snapshot!(writer.act("POST /api/v1/posts/{id}/corrections").await, @r#"
    201 etag: "1" location: /api/v1/posts/[id 1]
    {
      "post": "[id 1]",
      "revision": 1,
      "sheet": "[digest]",
      "version": 1
    }
    "#);
    insta::assert_snapshot!(writer.act("POST /api/v1/posts/{id}/withdraw").await, @r#"
    200 etag: "2"
    {
      "post": "[id 1]",
      "revision": 1,
      "sheet": "[digest]",
      "version": 2
    }
    "#);
    insta::assert_snapshot!(writer.get("GET /api/v1/posts").await, @r#"
    200
    {
      "items": [
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
        "[36 more]"
      ],
      "more": false,
      "next": null,
      "total": 37
    }
    "#);
}
