//! Pages of the room `request`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.get("GET /requests").await, @"
    200
    # 依頼
    GET /requests (q)
    ");
    assert_snapshot!(writer.get("GET /requests/new").await, @"
    200
    # 投稿を依頼する
    POST /requests (title text document source account wished_date wished_time picture note)
    ");
    assert_snapshot!(writer.get("GET /requests/{id}").await, @"
    200
    # 依頼 show
    ## 依頼の内容
    ## 投稿案にする
    POST /requests/[id 1]/take (version accounts)
    ## 差し戻す
    POST /requests/[id 1]/return (version reason)
    ## 見送る
    POST /requests/[id 1]/refuse (version reason)
    ## 内容を直す
    POST /requests/[id 1] (version title text document source account wished_date wished_time picture note)
    ## 取り下げる
    POST /requests/[id 1]/withdraw (version)
    ");
    assert_snapshot!(writer.act("POST /requests").await, @"
    303 /requests/[id 1]
    -> 200
    # まつり
    ## 依頼の内容
    ## 投稿案にする
    ## 差し戻す
    ## 見送る
    ## 内容を直す
    ## 取り下げる
    ");
    assert_snapshot!(writer.act("POST /requests/{id}").await, @"
    303 /requests/[id 1]
    -> 200
    # まつり
    ## 依頼の内容
    ## 投稿案にする
    ## 差し戻す
    ## 見送る
    ## 内容を直す
    ## 取り下げる
    ");
    assert_snapshot!(writer.act("POST /requests/{id}/take").await, @"
    303 /requests/[id 1]
    -> 200
    # 依頼 take
    ## 依頼への対応
    ## 依頼の内容
    ");
    assert_snapshot!(writer.act("POST /requests/{id}/return").await, @"
    303 /requests/[id 1]
    -> 200
    # 依頼 return
    ## 依頼への対応
    ## 依頼の内容
    ## 内容を直す
    ## 取り下げる
    ");
    assert_snapshot!(writer.act("POST /requests/{id}/refuse").await, @"
    303 /requests/[id 1]
    -> 200
    # 依頼 refuse
    ## 依頼への対応
    ## 依頼の内容
    ");
    assert_snapshot!(writer.act("POST /requests/{id}/withdraw").await, @"
    303 /requests/[id 1]
    -> 200
    # 依頼 withdraw
    ## 依頼への対応
    ## 依頼の内容
    ");
}
