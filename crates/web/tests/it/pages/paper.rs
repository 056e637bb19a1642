//! Pages of the room `paper`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut admin = Screen::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(writer.get("GET /papers").await, @"
    200
    # 文書
    GET /papers (q form about)
    ");
    assert_snapshot!(writer.get("GET /papers/new").await, @"
    200
    # 文書を作る
    GET /papers/new (account)
    ! 記載がない項目： 別記の事項
    ");
    assert_snapshot!(writer.get("GET /papers/draft").await, @"
    200
    # 公式アカウントについて
    ## 記載がない項目
    ! 別記の事項 条文： 12 規程の設定を開く 別記の事項
    ## 記載する内容
    ## 保存（提出）
    ");
    assert_snapshot!(writer.act("POST /papers").await, @"
    303 /papers/[id 1]
    -> 200
    # 公式アカウントの掲載
    ## 保存した内容
    ");
    assert_snapshot!(writer.get("GET /papers/{id}").await, @"
    200
    # 公式アカウントの掲載
    ## 保存した内容
    ");
    assert_snapshot!(writer.get("GET /papers/marks").await, @"
    200
    # 文書番号の記号
    ");
    assert_snapshot!(admin.act("POST /papers/marks").await, @"
    303 /papers/marks
    -> 200
    # 文書番号の記号
    ");
}
