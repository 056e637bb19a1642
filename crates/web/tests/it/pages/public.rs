//! Pages of the room `public`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut anyone = Screen::outside(&world, &places);
    assert_snapshot!(anyone.get("GET /public/{body}").await, @"303 /public/mizube/");
    assert_snapshot!(anyone.get("GET /public/{body}/").await, @"
    200
    # 公式アカウント一覧
    ## 公式アカウント
    ### Facebookページ 公式facebook
    ### ウェブサイト（フィード） 公式website
    ## 「本物ですか？」への4つの答え
    ");
    assert_snapshot!(anyone.get("GET /public/{body}/{file}").await, @"200 application/atom+xml; charset=utf-8");
}
