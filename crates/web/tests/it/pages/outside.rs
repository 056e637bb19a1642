//! Pages of the room `outside`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /outside").await, @"
    200
    # システム外投稿の登録
    ## 登録する
    POST /outside (account through date time text reason url device)
    ## 登録されているもの
    ! まだありません。
    ");
    assert_snapshot!(writer.act("POST /outside").await, @"
    303 /outside
    -> 200
    # システム外投稿の登録
    ## 登録する
    ## 登録されているもの
    ");
}
