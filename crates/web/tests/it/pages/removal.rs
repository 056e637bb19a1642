//! Pages of the room `removal`: its forms stand on the page of the post.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.act("POST /publications/{id}/removal").await, @"
    303 /posts/[id 1]
    -> 200
    # 題
    ## 次の操作
    ## 投稿案
    ## 投稿先ごとの本文と結果
    ### Facebookページ 公式facebook
    ## 経過
    ");
    assert_snapshot!(writer.act("POST /publications/{id}/removal/copy").await, @"
    303 /posts/[id 1]
    -> 200
    # 題
    ## 次の操作
    ## 投稿案
    ## 投稿先ごとの本文と結果
    ### Facebookページ 公式facebook
    ## 経過
    ");
    assert_snapshot!(writer.act("POST /publications/{id}/removal/answer").await, @"
    303 /posts/[id 1]
    -> 200
    # 題
    ## 次の操作
    ## 投稿案
    ## 投稿先ごとの本文と結果
    ### Facebookページ 公式facebook
    ## 経過
    ");
    assert_snapshot!(writer.act("POST /publications/{id}/removal/call-off").await, @"
    303 /posts/[id 1]
    -> 200
    # 題
    ## 次の操作
    ## 投稿案
    ## 投稿先ごとの本文と結果
    ### Facebookページ 公式facebook
    ## 経過
    ");
}
