//! Pages of the room `absence`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut admin = Screen::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(writer.get("GET /absences").await, @"
    200
    # 不在の登録
    ## あなたの不在
    POST /absences (person from_date from_time until_date until_time)
    ");
    assert_snapshot!(admin.act("POST /absences").await, @"
    303 /people/[id 1]
    -> 200
    # 田中 無
    ## 発令
    ! 現在の発令がありません
    ## 発令を加える
    ## 画面の権限
    ## 不在の登録
    ## 氏名・内線の変更
    ## パスワードの初期化
    ## 利用の終了
    ");
    assert_snapshot!(admin.act("POST /absences/{id}/end").await, @"
    303 /absences
    -> 200
    # 不在の登録
    ## あなたの不在
    ");
}
