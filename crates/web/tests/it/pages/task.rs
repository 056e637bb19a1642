//! Pages of the room `task`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    // The address of a feed is a key, and nobody is told which key is none. What it tells stands in `own_feed`.
    assert_snapshot!(writer.get("GET /mine/{token}/{file}").await, @"
    404
    # ページが見つかりません
    ## どうすればよいか
    ");
}
