//! Pages of the room `member`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut admin = Screen::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(writer.get("GET /password").await, @"
    200
    # パスワードの変更
    POST /password (current new repeat)
    ");
    assert_snapshot!(admin.act("POST /password").await, @"
    422
    ## 入力内容を3か所確認してください
    # パスワードの変更
    POST /password (current new repeat)
    ! 誤り： 12字以上にしてください。NNH-7
    ");
    assert_snapshot!(admin.get("GET /people").await, @"
    200
    # 職員
    ## 職員を加える
    POST /people (name kana name_en login extension position from until rights)
    ");
    assert_snapshot!(admin.act("POST /people").await, @"
    200
    # 新人
    ## 初期パスワード
    ## 発令
    ! 現在の発令がありません
    ## 発令を加える
    POST /people/[id 1] (position kind deputy_of deputy_order from until)
    ## 画面の権限
    POST /people/[id 1]/rights (grant)
    POST /people/[id 1]/rights (grant)
    POST /people/[id 1]/rights (grant)
    POST /people/[id 1]/rights (grant)
    POST /people/[id 1]/rights (grant)
    ## 不在の登録
    POST /absences (person from_date from_time until_date until_time)
    ## 氏名・内線の変更
    POST /people/[id 1]/change (version name kana name_en extension)
    ## パスワードの初期化
    POST /people/[id 1]/reset ()
    ## 利用の終了
    POST /people/[id 1]/end (version)
    ");
    assert_snapshot!(admin.get("GET /people/{id}").await, @"
    200
    # 田中 無
    ## 発令
    ! 現在の発令がありません
    ## 発令を加える
    POST /people/[id 1] (position kind deputy_of deputy_order from until)
    ## 画面の権限
    POST /people/[id 1]/rights (grant)
    POST /people/[id 1]/rights (grant)
    POST /people/[id 1]/rights (grant)
    POST /people/[id 1]/rights (grant)
    POST /people/[id 1]/rights (grant)
    ## 不在の登録
    POST /absences/[id 2]/end (until_date until_time)
    POST /absences (person from_date from_time until_date until_time)
    ## 氏名・内線の変更
    POST /people/[id 1]/change (version name kana name_en extension)
    ## パスワードの初期化
    POST /people/[id 1]/reset ()
    ## 利用の終了
    POST /people/[id 1]/end (version)
    ");
    assert_snapshot!(admin.act("POST /people/{id}/reset").await, @"
    200
    # 田中 無
    ## 初期パスワード
    ## 発令
    ! 現在の発令がありません
    ## 発令を加える
    POST /people/[id 1] (position kind deputy_of deputy_order from until)
    ## 画面の権限
    POST /people/[id 1]/rights (grant)
    POST /people/[id 1]/rights (grant)
    POST /people/[id 1]/rights (grant)
    POST /people/[id 1]/rights (grant)
    POST /people/[id 1]/rights (grant)
    ## 不在の登録
    POST /absences/[id 2]/end (until_date until_time)
    POST /absences (person from_date from_time until_date until_time)
    ## 氏名・内線の変更
    POST /people/[id 1]/change (version name kana name_en extension)
    ## パスワードの初期化
    POST /people/[id 1]/reset ()
    ## 利用の終了
    POST /people/[id 1]/end (version)
    ");
    assert_snapshot!(admin.act("POST /people/{id}/change").await, @"
    303 /people/[id 1]
    -> 200
    # 名
    ## 発令
    ! 現在の発令がありません
    ## 発令を加える
    ## 画面の権限
    ## 不在の登録
    ## 氏名・内線の変更
    ## パスワードの初期化
    ## 利用の終了
    ");
    assert_snapshot!(admin.act("POST /people/{id}/end").await, @"
    303 /people/[id 1]
    -> 200
    # 渡辺 end
    ! この職員の利用は終わっています。記録は残ります。
    ## 発令
    ! 現在の発令がありません
    ## 発令を加える
    ## 画面の権限
    ## 不在の登録
    ## 氏名・内線の変更
    ## パスワードの初期化
    ");
    assert_snapshot!(admin.act("POST /people/{id}/rights").await, @"
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
}
