//! Pages of the room `token`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut admin = Screen::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(writer.get("GET /tokens").await, @"
    200
    # 連携用の個人トークン
    ! トークンはありません。
    ## トークンを作る
    POST /tokens (name kind)
    ");
    assert_snapshot!(writer.act("POST /tokens").await, @"
    200
    # 連携用の個人トークン
    ## 新しいトークン
    POST /tokens/[id 1]/revoke ()
    ## トークンを作る
    POST /tokens (name kind)
    ");
    assert_snapshot!(admin.act("POST /tokens/{id}/revoke").await, @"
    404
    # ページが見つかりません
    ## どうすればよいか
    ");
}
