//! Pages of the room `copy`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut admin = Screen::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(writer.get("GET /copy").await, @"
    200
    # 写しの照合
    ## 送信する機器
    ! 送信する機器からの連絡がまだありません。
    ");
    assert_snapshot!(admin.act("POST /copy/doubts/{id}").await, @"
    404
    # ページが見つかりません
    ## どうすればよいか
    ## 入力した内容
    ");
    assert_snapshot!(admin.act("POST /copy/release").await, @"
    404
    # ページが見つかりません
    ## どうすればよいか
    ## 入力した内容
    ");
    assert_snapshot!(admin.act("POST /copy/nodes/{id}/admit").await, @"
    404
    # ページが見つかりません
    ## どうすればよいか
    ## 入力した内容
    ");
}
