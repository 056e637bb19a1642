//! Pages of the room `post`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut checker = Screen::of(&world, &places, &world.a.checker).await;
    assert_snapshot!(writer.get("GET /posts").await, @"");
    assert_snapshot!(writer.act("POST /posts").await, @"");
    assert_snapshot!(writer.get("GET /posts/new").await, @"");
    assert_snapshot!(writer.act("POST /check").await, @"");
    assert_snapshot!(writer.get("GET /posts/{id}").await, @"");
    assert_snapshot!(writer.get("GET /posts/{id}/edit").await, @"");
    assert_snapshot!(writer.act("POST /posts/{id}/edit").await, @"");
    assert_snapshot!(writer.get("GET /posts/{id}/check").await, @"");
    assert_snapshot!(writer.act("POST /posts/{id}/submit").await, @"");
    assert_snapshot!(writer.act("POST /posts/{id}/take-back").await, @"");
    assert_snapshot!(checker.act("POST /posts/{id}/return").await, @"");
    assert_snapshot!(checker.act("POST /posts/{id}/step").await, @"");
    assert_snapshot!(writer.act("POST /posts/{id}/schedule").await, @"");
    assert_snapshot!(writer.act("POST /posts/{id}/publish").await, @"");
    assert_snapshot!(writer.act("POST /posts/{id}/cancel").await, @"");
    assert_snapshot!(writer.act("POST /posts/{id}/withdraw").await, @"");
}
