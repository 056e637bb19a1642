//! Pages of the room `account`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut admin = Screen::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(writer.get("GET /accounts").await, @"");
    assert_snapshot!(admin.get("GET /accounts/new").await, @"");
    assert_snapshot!(admin.act("POST /accounts").await, @"");
    assert_snapshot!(writer.get("GET /accounts/{id}").await, @"");
    assert_snapshot!(admin.act("POST /accounts/{id}/change").await, @"");
    assert_snapshot!(admin.act("POST /accounts/{id}/connect").await, @"");
    assert_snapshot!(admin.act("POST /accounts/{id}/road").await, @"");
    assert_snapshot!(admin.act("POST /accounts/{id}/start").await, @"");
    assert_snapshot!(admin.act("POST /accounts/{id}/suspend").await, @"");
    assert_snapshot!(admin.act("POST /accounts/{id}/close").await, @"");
    assert_snapshot!(admin.act("POST /accounts/{id}/delete").await, @"");
}
