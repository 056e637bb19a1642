//! Pages of the room `session`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut anyone = Screen::outside(&world, &places);
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut checker = Screen::of(&world, &places, &world.a.checker).await;
    assert_snapshot!(anyone.get("GET /sign-in").await, @"
    200
    # サインイン
    POST /sign-in (next body login password)
    ## 住民の皆さま向け：公式アカウント一覧
    ");
    assert_snapshot!(anyone.act("POST /sign-in").await, @"
    403
    ## 入力内容を1か所確認してください
    # サインイン
    POST /sign-in (next body login password)
    ! 誤り： ログイン名かパスワードが違います。
    ## 住民の皆さま向け：公式アカウント一覧
    ");
    assert_snapshot!(anyone.act("POST /language").await, @"
    303 /
    -> 200
    # Sign in
    ## For residents: official accounts
    ");
    assert_snapshot!(writer.get("GET /capacity").await, @"
    200
    # どの職として行いますか
    POST /capacity (next capacity)
    ");
    // It is somebody else's.
    assert_snapshot!(writer.act("POST /capacity").await, @"
    404
    # ページが見つかりません
    ## どうすればよいか
    ");
    assert_snapshot!(writer.act("POST /sign-out").await, @"
    303 /sign-in
    -> 200
    # サインイン
    ## 住民の皆さま向け：公式アカウント一覧
    ");
    assert_snapshot!(checker.act("POST /sign-out-everywhere").await, @"
    303 /sign-in
    -> 200
    # サインイン
    ## 住民の皆さま向け：公式アカウント一覧
    ");
}
