//! Pages of the room `audit`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut admin = Screen::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(admin.get("GET /audit").await, @"
    200
    # 操作記録
    ## 改ざん検査
    GET /audit (verify)
    ");
}
