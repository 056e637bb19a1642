//! `/api/v1/audit`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut admin = Client::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(admin.get("GET /api/v1/audit/entries").await, @r#"
    200
    {
      "items": [
        {
          "after": null,
          "answer": null,
          "at": "[time]",
          "before": null,
          "capacity": "[id 1]",
          "command": "token.create",
          "command_id": "[id 2]",
          "commitments": {
            "name": "[digest]"
          },
          "format": 1,
          "hash": "[digest]",
          "kind": "done",
          "person": "[id 3]",
          "previous": "[digest]",
          "seq": 258,
          "subject": {
            "id": "[id 4]",
            "kind": "token"
          },
          "tenant": "[id 5]"
        },
        "[49 more]"
      ],
      "next": 209,
      "unreadable": 0
    }
    "#);
}
