//! Pages of the room `device`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut admin = Screen::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(admin.get("GET /devices").await, @"
    200
    # 端末
    ## 登録用のコードを作る
    POST /devices (number)
    POST /devices/[id 1]/revoke ()
    ");
    assert_snapshot!(admin.act("POST /devices").await, @"
    200
    # 端末
    ## 登録用のコード
    ## 登録用のコードを作る
    POST /devices (number)
    POST /devices/[id 1]/revoke ()
    POST /devices/[id 2]/revoke ()
    ");
    assert_snapshot!(writer.get("GET /devices/this").await, @"
    200
    # この端末の登録
    POST /devices/this (code)
    ");
    assert_snapshot!(writer.act("POST /devices/this").await, @"
    303 /devices/this
    -> 200
    # この端末の登録
    ");
    assert_snapshot!(admin.act("POST /devices/{id}/revoke").await, @"
    303 /devices
    -> 200
    # 端末
    ## 登録用のコードを作る
    ");
}
