//! Pages of the room `record`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /records/new").await, @"
    200
    # 注意事項の申告
    ## 住民にはこう見えます
    ### Facebookページ 公式facebook
    POST /records (kind subject_kind subject post account digest fields.declared)
    ");
    assert_snapshot!(writer.act("POST /records").await, @"
    303 /posts/[id 1]
    -> 200
    # 題
    ## 次の操作
    ## 規程の答え
    ### あなたが行うこと
    ### ほかの人が行うこと
    ## 投稿案
    ## 投稿先ごとの本文と結果
    ### Facebookページ 公式facebook
    ## 経過
    ");
    assert_snapshot!(writer.get("GET /records/{id}").await, @"
    200
    # 注意事項の申告
    ## 記録の内容
    ## この記録について
    ");
}
