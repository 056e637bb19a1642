//! Pages of the room `notice`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut checker = Screen::of(&world, &places, &world.a.checker).await;
    assert_snapshot!(checker.get("GET /notices").await, @"
    200
    # お知らせの届け先
    ! この導入にはメールサーバーが設定されていないため、メールは届きません。導入の担当者に相談してください。
    ## 自分の届け先
    ! 届け先はまだありません。
    ## 届け先を加える
    POST /notices (kind address key lang pace quiet_from quiet_until daily_at)
    ");
    assert_snapshot!(checker.act("POST /notices").await, @"
    303 /notices
    -> 200
    # お知らせの届け先
    ! この導入にはメールサーバーが設定されていないため、メールは届きません。導入の担当者に相談してください。
    ## 自分の届け先
    ### メール yamada@town.example.jp 未確認
    ## 届け先を加える
    ");
    assert_snapshot!(writer.act("POST /notices/{id}/prove").await, @"
    422
    # お知らせの届け先
    ! この導入にはメールサーバーが設定されていないため、メールは届きません。導入の担当者に相談してください。
    ## 自分の届け先
    ### メール code@town.example.jp 未確認
    POST /notices/[id 1]/prove (code)
    POST /notices/[id 1]/code ()
    POST /notices/[id 1]/end ()
    ### メール end@town.example.jp 未確認
    POST /notices/[id 2]/prove (code)
    POST /notices/[id 2]/code ()
    POST /notices/[id 2]/end ()
    ### メール change@town.example.jp 未確認
    POST /notices/[id 3]/prove (code)
    POST /notices/[id 3]/code ()
    POST /notices/[id 3]/end ()
    ### メール prove@town.example.jp 未確認
    POST /notices/[id 4]/prove (code)
    ! 誤り： 番号が違うか、期限が切れています
    POST /notices/[id 4]/code ()
    POST /notices/[id 4]/end ()
    ## 届け先を加える
    POST /notices (kind address key lang pace quiet_from quiet_until daily_at)
    ");
    assert_snapshot!(writer.act("POST /notices/{id}/code").await, @"
    303 /notices
    -> 200
    # お知らせの届け先
    ! この導入にはメールサーバーが設定されていないため、メールは届きません。導入の担当者に相談してください。
    ## 自分の届け先
    ### メール code@town.example.jp 未確認
    ### メール end@town.example.jp 未確認
    ### メール change@town.example.jp 未確認
    ### メール prove@town.example.jp 未確認
    ## 届け先を加える
    ");
    assert_snapshot!(writer.act("POST /notices/{id}/change").await, @"
    303 /notices
    -> 200
    # お知らせの届け先
    ! この導入にはメールサーバーが設定されていないため、メールは届きません。導入の担当者に相談してください。
    ## 自分の届け先
    ### メール code@town.example.jp 未確認
    ### メール end@town.example.jp 未確認
    ### メール change@town.example.jp 未確認
    ### メール prove@town.example.jp 未確認
    ## 届け先を加える
    ");
    assert_snapshot!(writer.act("POST /notices/{id}/end").await, @"
    303 /notices
    -> 200
    # お知らせの届け先
    ! この導入にはメールサーバーが設定されていないため、メールは届きません。導入の担当者に相談してください。
    ## 自分の届け先
    ### メール code@town.example.jp 未確認
    ### メール change@town.example.jp 未確認
    ### メール prove@town.example.jp 未確認
    ## 届け先を加える
    ");
}
