//! Pages of the room `hand`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /hand/{id}").await, @"
    200
    # 手作業投稿
    ## 投稿先
    ## 引き受けた人
    ## 投稿する本文
    ### 携帯に移すQRコード
    ## 結果を回答する
    POST /hand/[id 1]/answer (version outcome url date time posted_on picture words)
    ");
    assert_snapshot!(writer.act("POST /hand/{id}/take").await, @"
    303 /hand/[id 1]
    -> 200
    # 手作業投稿
    ## 投稿先
    ## 引き受けた人
    ## 投稿する本文
    ### 携帯に移すQRコード
    ## 結果を回答する
    ");
    assert_snapshot!(writer.act("POST /hand/{id}/answer").await, @"
    303 /hand/[id 1]
    -> 200
    # 手作業投稿
    ## 投稿先
    ## 引き受けた人
    ");
}
