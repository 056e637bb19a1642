//! Pages of the room `amendment`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut second = Screen::of(&world, &places, &world.a.second).await;
    assert_snapshot!(second.get("GET /amendments").await, @"
    200
    # 規程の改正
    POST /amendments (document)
    ");
    assert_snapshot!(second.get("GET /amendments/{id}/edit").await, @"
    200
    # 改める 10
    POST /amendments/[id 1]/changes (version kind clause number heading ja en)
    POST /amendments/[id 1]/changes (version kind clause)
    ");
    assert_snapshot!(second.act("POST /amendments/{id}/source").await, @"
    303 /amendments/[id 1]
    -> 200
    # 二戸市公式ソーシャルメディアサービス運用手順
    ## 改正
    ## 新旧対照表
    ! まだ何も改めていません。
    ## 進行中の手続（始めたときの規程のまま続きます）
    ## 始まっている務め
    ## 改める
    ## 改正の根拠
    ## 確認に回す
    ## 取り下げる
    ");
    assert_snapshot!(second.act("POST /amendments/{id}/changes").await, @"
    303 /amendments/[id 1]
    -> 200
    # 二戸市公式ソーシャルメディアサービス運用手順
    ## 改正
    ## 新旧対照表
    ## 進行中の手続（始めたときの規程のまま続きます）
    ## 始まっている務め
    ## 改める
    ## 改正の根拠
    ## 確認に回す
    ## 取り下げる
    ");
    assert_snapshot!(second.act("POST /amendments/{id}/rebase").await, @"
    303 /amendments/[id 1]
    -> 200
    # 二戸市公式ソーシャルメディアサービス運用手順
    ## 改正
    ## 新旧対照表
    ## 進行中の手続（始めたときの規程のまま続きます）
    ## 始まっている務め
    ## 改める
    ## 改正の根拠
    ## 確認に回す
    ## 取り下げる
    ");
    assert_snapshot!(second.get("GET /amendments/{id}").await, @"
    200
    # 二戸市公式ソーシャルメディアサービス運用手順
    ## 改正
    ## 新旧対照表
    POST /amendments/[id 1]/undo (version change)
    ## 進行中の手続（始めたときの規程のまま続きます）
    ## 始まっている務め
    ## 改める
    GET /amendments/[id 1]/edit (what)
    ## 改正の根拠
    POST /amendments/[id 1]/source (version source decision decided_on from)
    ## 確認に回す
    POST /amendments/[id 1]/propose (version)
    ## 取り下げる
    POST /amendments/[id 1]/withdraw (version reason)
    ");
    assert_snapshot!(second.get("GET /amendments/{id}/table").await, @"
    200
    # 新旧対照表
    ");
    assert_snapshot!(second.act("POST /amendments/{id}/propose").await, @"
    303 /amendments/[id 1]
    -> 200
    # 二戸市公式ソーシャルメディアサービス運用手順
    ## 改正
    ## 新旧対照表
    ## 進行中の手続（始めたときの規程のまま続きます）
    ## 始まっている務め
    ## 差し戻す
    ## 取り下げる
    ");
    assert_snapshot!(second.act("POST /amendments/{id}/return").await, @"
    303 /amendments/[id 1]
    -> 200
    # 二戸市公式ソーシャルメディアサービス運用手順
    ## 改正
    ## 新旧対照表
    ## 進行中の手続（始めたときの規程のまま続きます）
    ## 始まっている務め
    ## 改める
    ## 改正の根拠
    ## 確認に回す
    ## 取り下げる
    ");
    assert_snapshot!(second.act("POST /amendments/{id}/undo").await, @"
    303 /amendments/[id 1]
    -> 200
    # 二戸市公式ソーシャルメディアサービス運用手順
    ## 改正
    ## 新旧対照表
    ! まだ何も改めていません。
    ## 進行中の手続（始めたときの規程のまま続きます）
    ## 始まっている務め
    ## 改める
    ## 改正の根拠
    ## 確認に回す
    ## 取り下げる
    ");
    assert_snapshot!(second.act("POST /amendments/{id}/confirm").await, @"
    409
    # ほかの操作と重なりました
    ! この改正は作成中です。
    ## どうすればよいか
    ");
    assert_snapshot!(second.act("POST /amendments/{id}/withdraw").await, @"
    303 /amendments/[id 1]
    -> 200
    # 二戸市公式ソーシャルメディアサービス運用手順
    ## 改正
    ## 新旧対照表
    ! まだ何も改めていません。
    ");
    assert_snapshot!(second.act("POST /amendments").await, @"
    303 /amendments
    -> 200
    # 規程の改正
    ");
}
