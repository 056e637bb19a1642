//! Pages of the room `post`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut checker = Screen::of(&world, &places, &world.a.checker).await;
    assert_snapshot!(writer.get("GET /posts").await, @"
    200
    # 投稿案一覧
    GET /posts (q)
    ");
    assert_snapshot!(writer.get("GET /calendar").await, @"
    200
    # 予定表 2026年4月
    GET /calendar (view day account)
    ");
    assert_snapshot!(writer.act("POST /posts").await, @"
    303 /posts/[id 1]
    -> 200
    # 本文
    ## 次の操作
    ## 規程の答え
    ### あなたが行うこと
    ### ほかの人が行うこと
    ## 投稿案
    ## 投稿先ごとの本文と結果
    ### Facebookページ 公式facebook
    ## 経過
    ");
    assert_snapshot!(writer.get("GET /posts/new").await, @"
    200
    # 投稿案の作成
    POST /posts (accounts text text.019d4657-0000-717e-b98a-66d43aa5fd7b text.019d4657-0000-7408-9013-c6b1c77725e3 text.019d4657-ee48-71e4-a79b-d27fa4da4210 text.019d4657-ee48-720b-917e-eac6039892a3 text.019d4657-ee48-723c-881d-45bfaf05c3f8 text.019d4657-ee48-7269-b1f7-2d32a3a1c94f text.019d4657-ee48-754a-a6c9-5e338ffcbb16 text.019d4657-ee48-7708-976b-920f805bd3d6 text.019d4657-ee48-78bf-a046-11a5498ad421 text.019d4657-ee48-792e-8443-87eca86a8f1e text.019d4657-ee48-7b6c-9401-d0b5602b9c2e text.019d4657-ee48-7c14-9cda-243d70c1ed18 link picture intent from_date from_time until_date until_time category classification confirms supply supply.posting-declaration.* decision_status)
    ## 規程の答え
    ## 確かめること
    ");
    assert_snapshot!(writer.act("POST /check").await, @"
    200
    ### ほかの人が行うこと
    ## 確かめること
    ");
    assert_snapshot!(writer.get("GET /posts/{id}").await, @"
    200
    # 題
    ## 次の操作
    POST /posts/[id 1]/submit (version supply supply.posting-declaration.declared supply.picture-safety.safe)
    POST /posts/[id 1]/withdraw (version reason)
    ## 規程の答え
    ### あなたが行うこと
    ### ほかの人が行うこと
    ## 投稿案
    ## 投稿先ごとの本文と結果
    ### Facebookページ 公式facebook
    ## 経過
    ");
    assert_snapshot!(writer.get("GET /posts/{id}/edit").await, @"
    200
    # 投稿案の編集
    POST /posts/[id 1]/edit (version post base accounts title text text.019d4657-0000-717e-b98a-66d43aa5fd7b text.019d4657-0000-7408-9013-c6b1c77725e3 text.019d4657-ee48-71e4-a79b-d27fa4da4210 text.019d4657-ee48-720b-917e-eac6039892a3 text.019d4657-ee48-723c-881d-45bfaf05c3f8 text.019d4657-ee48-7269-b1f7-2d32a3a1c94f text.019d4657-ee48-754a-a6c9-5e338ffcbb16 text.019d4657-ee48-7708-976b-920f805bd3d6 text.019d4657-ee48-78bf-a046-11a5498ad421 text.019d4657-ee48-792e-8443-87eca86a8f1e text.019d4657-ee48-7b6c-9401-d0b5602b9c2e text.019d4657-ee48-7c14-9cda-243d70c1ed18 link picture intent from_date from_time until_date until_time category classification supply supply.posting-declaration.* decision_status)
    ## 規程の答え
    ### ほかの人が行うこと
    ## 確かめること
    ");
    assert_snapshot!(writer.act("POST /posts/{id}/edit").await, @"
    303 /posts/[id 1]
    -> 200
    # 題
    ## 次の操作
    ## 規程の答え
    ### あなたが行うこと
    ### ほかの人が行うこと
    ## 投稿案
    ## 投稿先ごとの本文と結果
    ### Facebookページ 公式facebook
    ## 経過
    ");
    assert_snapshot!(writer.get("GET /posts/{id}/check").await, @"303 /posts/[id 1]");
    assert_snapshot!(writer.act("POST /posts/{id}/submit").await, @"
    303 /posts/[id 1]
    -> 200
    # 題
    ## 次の操作
    ## 規程の答え
    ### ほかの人が行うこと
    ## 投稿案
    ## 投稿先ごとの本文と結果
    ### Facebookページ 公式facebook
    ## 経過
    ");
    assert_snapshot!(writer.act("POST /posts/{id}/take-back").await, @"
    303 /posts/[id 1]
    -> 200
    # 題
    ## 次の操作
    ## 規程の答え
    ### ほかの人が行うこと
    ## 投稿案
    ## 投稿先ごとの本文と結果
    ### Facebookページ 公式facebook
    ## 経過
    ");
    assert_snapshot!(checker.act("POST /posts/{id}/return").await, @"
    303 /posts/[id 1]
    -> 200
    # 題
    ## 規程の答え
    ### あなたが行うこと
    ## 投稿案
    ## 投稿先ごとの本文と結果
    ### Facebookページ 公式facebook
    ## 経過
    ");
    assert_snapshot!(checker.act("POST /posts/{id}/step").await, @"
    303 /posts/[id 1]
    -> 200
    # 題
    ## 次の操作
    ## 規程の答え
    ## 投稿案
    ## 投稿先ごとの本文と結果
    ### Facebookページ 公式facebook
    ## 経過
    ");
    assert_snapshot!(writer.act("POST /posts/{id}/schedule").await, @"
    303 /posts/[id 1]
    -> 200
    # 題
    ## 次の操作
    ## 規程の答え
    ## 投稿案
    ## 投稿先ごとの本文と結果
    ### Facebookページ 公式facebook
    ## 経過
    ");
    assert_snapshot!(writer.act("POST /posts/{id}/publish").await, @"
    303 /posts/[id 1]
    -> 200
    # 題
    ## 次の操作
    ## 規程の答え
    ## 投稿案
    ## 投稿先ごとの本文と結果
    ### Facebookページ 公式facebook
    ## 経過
    ");
    assert_snapshot!(writer.act("POST /posts/{id}/cancel").await, @"
    303 /posts/[id 1]
    -> 200
    # 題
    ## 次の操作
    ## 規程の答え
    ## 投稿案
    ## 投稿先ごとの本文と結果
    ### Facebookページ 公式facebook
    ## 経過
    ");
    assert_snapshot!(writer.act("POST /posts/{id}/correct").await, @"
    303 /posts/[id 1]/edit
    -> 200
    # 投稿案の編集
    ## 規程の答え
    ### ほかの人が行うこと
    ## 確かめること
    ");
    assert_snapshot!(writer.act("POST /posts/{id}/withdraw").await, @"
    303 /posts/[id 1]
    -> 200
    # 題
    ## 投稿案
    ## 投稿先ごとの本文と結果
    ### Facebookページ 公式facebook
    ## 経過
    ");
}
