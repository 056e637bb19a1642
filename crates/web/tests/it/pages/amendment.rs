//! Pages of the room `amendment`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut second = Screen::of(&world, &places, &world.a.second).await;
    assert_snapshot!(second.get("GET /amendments").await, @"");
    assert_snapshot!(second.get("GET /amendments/{id}/edit").await, @"");
    assert_snapshot!(second.act("POST /amendments/{id}/source").await, @"");
    assert_snapshot!(second.act("POST /amendments/{id}/changes").await, @"");
    assert_snapshot!(second.act("POST /amendments/{id}/rebase").await, @"");
    assert_snapshot!(second.get("GET /amendments/{id}").await, @"");
    assert_snapshot!(second.get("GET /amendments/{id}/table").await, @"");
    assert_snapshot!(second.act("POST /amendments/{id}/propose").await, @"");
    assert_snapshot!(second.act("POST /amendments/{id}/return").await, @"");
    assert_snapshot!(second.act("POST /amendments/{id}/undo").await, @"");
    assert_snapshot!(second.act("POST /amendments/{id}/confirm").await, @"");
    assert_snapshot!(second.act("POST /amendments/{id}/withdraw").await, @"");
    assert_snapshot!(second.act("POST /amendments").await, @"");
}
