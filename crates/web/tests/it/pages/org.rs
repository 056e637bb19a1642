//! Pages of the room `org`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut admin = Screen::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(admin.act("POST /people/{id}").await, @"
    303 /people/[id 1]
    -> 200
    # 田中 無
    ## 発令
    ## 発令を加える
    ## 画面の権限
    ## 不在の登録
    ## 氏名・内線の変更
    ## パスワードの初期化
    ## 利用の終了
    ");
    assert_snapshot!(admin.act("POST /appointments/{id}/end").await, @"
    303 /people
    -> 200
    # 職員
    ## 職員を加える
    ");
    assert_snapshot!(writer.get("GET /organisation").await, @"
    200
    # 組織
    GET /organisation (day)
    ## 広報課
    ### 課長 課長 内線201
    ### 主事 主事 内線202
    ### 書記 書記 内線203
    ## 臨時室
    ### 臨時室
    ! 就いている職員がいません。
    ");
    assert_snapshot!(admin.get("GET /sections/new").await, @"
    200
    # 部署を加える
    POST /sections (name_ja name_kana name_en parent ordinal branch from until)
    ");
    assert_snapshot!(admin.act("POST /sections").await, @"
    303 /organisation
    -> 200
    # 組織
    ## 新しい課
    ! 職がまだありません。
    ## 広報課
    ### 課長 課長 内線201
    ### 主事 主事 内線202
    ### 書記 書記 内線203
    ## 臨時室
    ### 臨時室
    ! 就いている職員がいません。
    ");
    assert_snapshot!(admin.act("POST /sections/{id}/change").await, @"
    303 /organisation
    -> 200
    # 組織
    ## 新しい課
    ! 職がまだありません。
    ## 広報課
    ### 課長 課長 内線201
    ### 主事 主事 内線202
    ### 書記 書記 内線203
    ## 臨時室
    ### 臨時室
    ! 就いている職員がいません。
    ");
    assert_snapshot!(admin.act("POST /sections/{id}/end").await, @"
    303 /organisation
    -> 200
    # 組織
    ## 新しい課
    ! 職がまだありません。
    ## 広報課
    ### 課長 課長 内線201
    ### 主事 主事 内線202
    ### 書記 書記 内線203
    ## 臨時室
    ### 臨時室
    ! 就いている職員がいません。
    ");
    assert_snapshot!(admin.get("GET /positions/new").await, @"
    200
    # 職を加える
    POST /positions (section name_ja name_kana name_en rank rank_order extension from until)
    ");
    assert_snapshot!(admin.act("POST /positions").await, @"
    303 /organisation
    -> 200
    # 組織
    ## 新しい課
    ! 職がまだありません。
    ## 広報課
    ### 課長 課長 内線201
    ### 主事 主事 内線202
    ### 書記 書記 内線203
    ### 新しい職
    ! 就いている職員がいません。
    ## 臨時室
    ### 臨時室
    ! 就いている職員がいません。
    ");
    assert_snapshot!(admin.act("POST /positions/{id}/end").await, @"
    303 /organisation
    -> 200
    # 組織
    ## 新しい課
    ! 職がまだありません。
    ## 広報課
    ### 課長 課長 内線201
    ### 主事 主事 内線202
    ### 書記 書記 内線203
    ### 新しい職
    ! 就いている職員がいません。
    ## 臨時室
    ### 臨時室
    ! 就いている職員がいません。
    ");
}
