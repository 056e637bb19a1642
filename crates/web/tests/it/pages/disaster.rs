//! Pages of the room `disaster`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /disaster").await, @"
    200
    # 災害時体制
    ! 災害時体制はとっていません。
    ## 災害時体制に切り替える
    POST /disaster/start (text date time)
    ## 保留された投稿 1 件
    ## 解除を出していない情報 0 件
    ! ありません。
    ## これから出る予定の投稿 7 件
    ## 実際のコメントを見る
    ## 連絡先
    ### 当番
    ! 当番の人が登録されていません。
    ### 投稿の前に決める人
    ");
    assert_snapshot!(writer.get("GET /disaster/card").await, @"
    200
    # 災害時カード
    ## 投稿先
    ## 連絡先
    ### 当番
    ! 当番の人が登録されていません。
    ### 投稿の前に決める人
    ## 後で行うこと
    ");
    assert_snapshot!(writer.act("POST /disaster/start").await, @"
    422
    ## 入力内容を1か所確認してください
    # 災害時体制
    ! 災害時体制はとっていません。
    ## 災害時体制に切り替える
    POST /disaster/start (text date time)
    ! 誤り： 入力してください。
    ## 保留された投稿 1 件
    ## 解除を出していない情報 0 件
    ! ありません。
    ## これから出る予定の投稿 7 件
    ## 実際のコメントを見る
    ## 連絡先
    ### 当番
    ! 当番の人が登録されていません。
    ### 投稿の前に決める人
    ");
    assert_snapshot!(writer.act("POST /disaster/end").await, @"
    422
    ## 入力内容を1か所確認してください
    # 災害時体制
    ! 災害時体制はとっていません。
    ## 災害時体制に切り替える
    POST /disaster/start (text date time)
    ! 誤り： 入力してください。
    ## 保留された投稿 1 件
    ## 解除を出していない情報 0 件
    ! ありません。
    ## これから出る予定の投稿 7 件
    ## 実際のコメントを見る
    ## 連絡先
    ### 当番
    ! 当番の人が登録されていません。
    ### 投稿の前に決める人
    ");
}
