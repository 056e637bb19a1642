//! `/api/v1/answers`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /api/v1/answers/{id}").await, @r#"
    200
    {
      "action": "post.step",
      "answer": {
        "citations": "[7 citations]",
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
        "trace": "[10 trace]"
      },
      "asked_for": "[time]",
      "at": "[time]",
      "document": "ninohe",
      "id": "[id 1]",
      "subject": "[id 2]",
      "subject_kind": "post"
    }
    "#);
}
