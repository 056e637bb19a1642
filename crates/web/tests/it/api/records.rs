//! `/api/v1/records`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.act("POST /api/v1/records").await, @r#"
    201
    {
      "id": "[id 1]"
    }
    "#);
    assert_snapshot!(writer.get("GET /api/v1/records/{id}").await, @r#"
    200
    {
      "at": "[time]",
      "capacity": "[id 1]",
      "digest": "[digest]",
      "fields": {
        "declared": "yes",
        "line:NNH-3(10)": "yes",
        "line:NNH-3(3)": "yes",
        "line:NNH-3(4)": "yes",
        "line:NNH-3(5)": "yes",
        "line:NNH-3(6)": "yes",
        "line:NNH-3(7)": "yes",
        "line:NNH-3(8)": "yes",
        "line:NNH-3(9)": "yes",
        "line:NNH-4(2)": "yes",
        "line:NNH-4(3)": "yes"
      },
      "id": "[id 2]",
      "kind": "posting-declaration",
      "person": "[id 3]",
      "subject": {
        "id": "[id 4]",
        "kind": "post"
      },
      "used_by": null,
      "valid_from": null,
      "valid_until": null
    }
    "#);
}
