//! Pages of the room `notice`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut checker = Screen::of(&world, &places, &world.a.checker).await;
    assert_snapshot!(checker.get("GET /notices").await, @"");
    assert_snapshot!(checker.act("POST /notices").await, @"");
    assert_snapshot!(writer.act("POST /notices/{id}/prove").await, @"");
    assert_snapshot!(writer.act("POST /notices/{id}/code").await, @"");
    assert_snapshot!(writer.act("POST /notices/{id}/change").await, @"");
    assert_snapshot!(writer.act("POST /notices/{id}/end").await, @"");
}
