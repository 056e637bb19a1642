//! Pages of the room `screening`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /screening").await, @"
    200
    # 文章の確認（試し読み）
    POST /screening (text mode)
    ");
    assert_snapshot!(writer.act("POST /screening").await, @"
    200
    # 文章の確認（試し読み）
    POST /screening (text mode)
    ## 本文から読み取ったもの 0件
    ");
}
