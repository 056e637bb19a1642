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
      "id": "[id]"
    }
    "#);
    assert_snapshot!(writer.act("GET /api/v1/publications/{id}/hand").await, @"");
}
