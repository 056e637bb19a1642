//! Pages of the room `health`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut anyone = Screen::outside(&world, &places);
    assert_snapshot!(anyone.get("GET /health").await, @"200 text/plain; charset=utf-8");
}
