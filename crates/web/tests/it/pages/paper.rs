//! Pages of the room `paper`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut admin = Screen::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(writer.get("GET /papers").await, @"");
    assert_snapshot!(writer.get("GET /papers/new").await, @"");
    assert_snapshot!(writer.get("GET /papers/draft").await, @"");
    assert_snapshot!(writer.act("POST /papers").await, @"");
    assert_snapshot!(writer.get("GET /papers/{id}").await, @"");
    assert_snapshot!(writer.get("GET /papers/marks").await, @"");
    assert_snapshot!(admin.act("POST /papers/marks").await, @"");
}
