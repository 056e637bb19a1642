//! Pages of the room `home`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /").await, @"
    200
    # 今日の仕事
    ## 結果不明・保留・送信失敗 8 件
    ### 題
    ### 題
    ### 題
    ### 題
    ### 題
    ### 題
    ### 題
    ### 題
    ## 手作業で投稿するもの 5 件
    ### 題
    ### 題
    ### 題
    ### 題
    ### 題
    ## 手続・事案 3 件
    ### 傷つけた・誤解を招いたときの対応 表現への苦情
    ### 傷つけた・誤解を招いたときの対応 表現への苦情
    ### 傷つけた・誤解を招いたときの対応 表現への苦情
    ## 投稿できるもの 3 件
    ### 題
    ### 題
    ### 題
    ## 作成の途中 6 件
    ### 題
    ### 題
    ### 題
    ### 題
    ### 題
    ### 題
    ");
}
