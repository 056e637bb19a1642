//! Pages of the room `installation`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut anyone = Screen::outside(&world, &places);
    assert_snapshot!(anyone.get("GET /installation/stop").await, @"
    200
    # 全団体の緊急停止
    ## 全団体の送信を緊急停止する
    POST /installation/stop (secret reason)
    ");
    assert_snapshot!(anyone.act("POST /installation/stop").await, @"
    422
    ## 入力内容を2か所確認してください
    # 全団体の緊急停止
    ## 全団体の送信を緊急停止する
    POST /installation/stop (secret reason)
    ! 誤り： 入力してください。
    ! 誤り： 入力してください。
    ");
}
