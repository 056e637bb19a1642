//! Pages of the room `member`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut admin = Screen::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(writer.get("GET /password").await, @"");
    assert_snapshot!(admin.act("POST /password").await, @"");
    assert_snapshot!(admin.get("GET /people").await, @"");
    assert_snapshot!(admin.act("POST /people").await, @"");
    assert_snapshot!(admin.get("GET /people/{id}").await, @"");
    assert_snapshot!(admin.act("POST /people/{id}/reset").await, @"");
    assert_snapshot!(admin.act("POST /people/{id}/change").await, @"");
    assert_snapshot!(admin.act("POST /people/{id}/end").await, @"");
    assert_snapshot!(admin.act("POST /people/{id}/rights").await, @"");
}
