//! Pages of the room `org`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut admin = Screen::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(admin.act("POST /people/{id}").await, @"");
    assert_snapshot!(admin.act("POST /appointments/{id}/end").await, @"");
    assert_snapshot!(writer.get("GET /organisation").await, @"");
    assert_snapshot!(admin.get("GET /sections/new").await, @"");
    assert_snapshot!(admin.act("POST /sections").await, @"");
    assert_snapshot!(admin.act("POST /sections/{id}/change").await, @"");
    assert_snapshot!(admin.act("POST /sections/{id}/end").await, @"");
    assert_snapshot!(admin.get("GET /positions/new").await, @"");
    assert_snapshot!(admin.act("POST /positions").await, @"");
    assert_snapshot!(admin.act("POST /positions/{id}/end").await, @"");
}
