//! Pages of the room `trouble`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut admin = Screen::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(admin.get("GET /unreadable").await, @"
    200
    # 読めないデータ
    ! すべての行を読めました。
    ");
}
