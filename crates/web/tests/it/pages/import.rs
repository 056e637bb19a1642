//! Pages of the room `import`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut admin = Screen::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(writer.get("GET /imports").await, @"
    200
    # 一括取込
    ! 台帳の取込にはアカウントを管理する権限、名簿の取込には職員を管理する権限が要ります。
    ## 取り込んだもの
    ");
    assert_snapshot!(admin.get("GET /imports").await, @"
    200
    # 一括取込
    ## 取り込んだもの
    ");
    assert_snapshot!(writer.get("GET /imports/new").await, @"
    403
    # この画面を見る権限がありません
    ! アカウント台帳を管理する権限がありません。職員を管理する人に相談してください。
    ## どうすればよいか
    ");
    assert_snapshot!(admin.get("GET /imports/new").await, @"
    200
    # 既存の台帳を取り込む
    POST /imports/preview (kind text file)
    ## 取り込める欄
    ");
    assert_snapshot!(admin.act("POST /imports/preview").await, @"
    200
    # 取込の確認
    ! このまま取り込めます。
    POST /imports (kind source epoch heading column.1 down.1 column.2 down.2 basis add_units table)
    ## 列の意味
    ");
    assert_snapshot!(admin.act("POST /imports").await, @"
    303 /imports/[id 1]
    -> 200
    # 取り込んだ名簿
    ");
    assert_snapshot!(admin.get("GET /imports/{id}").await, @"
    200
    # 取り込んだ名簿
    ");
}
