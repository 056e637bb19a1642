//! Pages of the room `stop`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut admin = Screen::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(writer.get("GET /stop").await, @"
    200
    # 緊急停止
    ## 全投稿を緊急停止する
    POST /stop (reason)
    ## 手作業で投稿する本文を持っている人
    ## 送信する機器
    ! 送信する機器からの連絡がまだありません。
    ");
    assert_snapshot!(admin.act("POST /stop/propose-end").await, @"
    404
    # ページが見つかりません
    ## どうすればよいか
    ## 入力した内容
    ");
    assert_snapshot!(admin.act("POST /stop/end").await, @"
    404
    # ページが見つかりません
    ## どうすればよいか
    ");
    assert_snapshot!(writer.act("POST /stop").await, @"
    303 /stop
    -> 200
    # 緊急停止
    ## 緊急停止中
    ## 手作業で投稿する本文を持っている人
    ## 送信する機器
    ! 送信する機器からの連絡がまだありません。
    ");
}
