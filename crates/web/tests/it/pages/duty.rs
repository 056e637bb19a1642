//! Pages of the room `duty`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /duties").await, @"
    200
    # 務めと見張り
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    POST /duties (document duty instance account person case answer note)
    ## 自由記述欄の点検 条文： 5(2)
    POST /duties (document duty instance account person case answer note)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    POST /duties (document duty instance account person case answer note)
    ## 自由記述欄の点検 条文： 5(2)
    POST /duties (document duty instance account person case answer note)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    POST /duties (document duty instance account person case answer note)
    ## 自由記述欄の点検 条文： 5(2)
    POST /duties (document duty instance account person case answer note)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    POST /duties (document duty instance account person case answer note)
    ## 自由記述欄の点検 条文： 5(2)
    POST /duties (document duty instance account person case answer note)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    POST /duties (document duty instance account person case answer note)
    ## 自由記述欄の点検 条文： 5(2)
    POST /duties (document duty instance account person case answer note)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    POST /duties (document duty instance account person case answer note)
    ## 自由記述欄の点検 条文： 5(2)
    POST /duties (document duty instance account person case answer note)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    POST /duties (document duty instance account person case answer note)
    ## 自由記述欄の点検 条文： 5(2)
    POST /duties (document duty instance account person case answer note)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    POST /duties (document duty instance account person case answer note)
    ## 自由記述欄の点検 条文： 5(2)
    POST /duties (document duty instance account person case answer note)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    POST /duties (document duty instance account person case answer note)
    ## 自由記述欄の点検 条文： 5(2)
    POST /duties (document duty instance account person case answer note)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    POST /duties (document duty instance account person case answer note)
    ## 自由記述欄の点検 条文： 5(2)
    POST /duties (document duty instance account person case answer note)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    POST /duties (document duty instance account person case answer note)
    ## 自由記述欄の点検 条文： 5(2)
    POST /duties (document duty instance account person case answer note)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    POST /duties (document duty instance account person case answer note)
    ## 自由記述欄の点検 条文： 5(2)
    POST /duties (document duty instance account person case answer note)
    ");
    assert_snapshot!(writer.act("POST /duties").await, @"
    303 /duties
    -> 200
    # 務めと見張り
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    ## 自由記述欄の点検 条文： 5(2)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    ## 自由記述欄の点検 条文： 5(2)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    ## 自由記述欄の点検 条文： 5(2)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    ## 自由記述欄の点検 条文： 5(2)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    ## 自由記述欄の点検 条文： 5(2)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    ## 自由記述欄の点検 条文： 5(2)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    ## 自由記述欄の点検 条文： 5(2)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    ## 自由記述欄の点検 条文： 5(2)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    ## 自由記述欄の点検 条文： 5(2)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    ## 自由記述欄の点検 条文： 5(2)
    ## 市の公式サイトの掲載の点検 条文： 5(1)
    ## 自由記述欄の点検 条文： 5(2)
    ");
}
