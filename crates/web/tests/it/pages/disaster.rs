//! Pages of the room `disaster`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /disaster").await, @"");
    assert_snapshot!(writer.get("GET /disaster/card").await, @"");
    assert_snapshot!(writer.act("POST /disaster/start").await, @"");
    assert_snapshot!(writer.act("POST /disaster/end").await, @"");
}
