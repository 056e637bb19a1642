//! Pages of the room `session`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut anyone = Screen::outside(&world, &places);
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut checker = Screen::of(&world, &places, &world.a.checker).await;
    assert_snapshot!(anyone.get("GET /sign-in").await, @"");
    assert_snapshot!(anyone.act("POST /sign-in").await, @"");
    assert_snapshot!(anyone.act("POST /language").await, @"");
    assert_snapshot!(writer.get("GET /capacity").await, @"");
    // It is somebody else's.
    assert_snapshot!(writer.act("POST /capacity").await, @"");
    assert_snapshot!(writer.act("POST /sign-out").await, @"");
    assert_snapshot!(checker.act("POST /sign-out-everywhere").await, @"");
}
