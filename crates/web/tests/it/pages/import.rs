//! Pages of the room `import`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut admin = Screen::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(writer.get("GET /imports").await, @"");
    assert_snapshot!(admin.get("GET /imports").await, @"");
    assert_snapshot!(writer.get("GET /imports/new").await, @"");
    assert_snapshot!(admin.get("GET /imports/new").await, @"");
    assert_snapshot!(admin.act("POST /imports/preview").await, @"");
    assert_snapshot!(admin.act("POST /imports").await, @"");
    assert_snapshot!(admin.get("GET /imports/{id}").await, @"");
}
