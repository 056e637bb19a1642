//! Pages of the room `case`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut admin = Screen::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(writer.get("GET /cases").await, @"
    200
    # 手続・事案
    GET /cases (q procedure about)
    ");
    assert_snapshot!(writer.act("POST /cases").await, @"
    303 /cases/[id 1]
    -> 200
    # 傷つけた・誤解を招いたときの対応
    ## 対象
    ## 手順
    ### 1. 何が起きたかを整理する 条文： 3(1)
    ### 2. 市としての対応を決める 条文： 3(1)
    ## 該当する投稿
    ! 該当する投稿は記録されていません。
    ## 誰に何を伝えたか
    ! 伝えた記録はありません。
    ## 証拠ファイル
    ! 付けられたファイルはありません。
    ## 文書
    ## 閉じる
    ### あなたが行うこと
    ### ほかの人が行うこと
    ## 取りやめる
    ");
    assert_snapshot!(writer.get("GET /cases/new").await, @"
    200
    # 手続を始める・事案を記録する
    GET /cases/new (account)
    ## 傷つけた・誤解を招いたときの対応
    POST /cases (procedure document account title detected_date detected_time reported_date reported_time post urls)
    ");
    assert_snapshot!(admin.act("POST /incidents").await, @"
    409
    # ほかの操作と重なりました
    ! 報告だけで始まる手順は、規程にありません。手続を選んで始めてください。
    ## どうすればよいか
    ## 入力した内容
    ");
    assert_snapshot!(writer.get("GET /cases/{id}").await, @"
    200
    # 傷つけた・誤解を招いたときの対応
    ## 対象
    ## 手順
    ### 1. 何が起きたかを整理する 条文： 3(1)
    POST /cases/[id 1]/step (version step supply supply.harm-assessment.what file)
    ### 2. 市としての対応を決める 条文： 3(1)
    ## 該当する投稿
    ! 該当する投稿は記録されていません。
    POST /cases/[id 1]/posts (post url)
    ## 誰に何を伝えたか
    ! 伝えた記録はありません。
    POST /cases/[id 1]/told (whom how text date time)
    ## 証拠ファイル
    POST /cases/[id 1]/files (file step)
    ## 文書
    ## 閉じる
    ### あなたが行うこと
    ### ほかの人が行うこと
    ## 取りやめる
    POST /cases/[id 1]/withdraw (version reason)
    ");
    assert_snapshot!(writer.act("POST /cases/{id}/step").await, @"
    303 /cases/[id 1]
    -> 200
    # 傷つけた・誤解を招いたときの対応
    ## 対象
    ## 手順
    ### 1. 何が起きたかを整理する 条文： 3(1)
    ### 2. 市としての対応を決める 条文： 3(1)
    ## 確かめたこと・決めたこと
    ### 何が起きたかの整理 条文： 3(1)
    ## 該当する投稿
    ! 該当する投稿は記録されていません。
    ## 誰に何を伝えたか
    ! 伝えた記録はありません。
    ## 証拠ファイル
    ! 付けられたファイルはありません。
    ## 文書
    ## 閉じる
    ### ほかの人が行うこと
    ");
    assert_snapshot!(writer.act("POST /cases/{id}/files").await, @"
    422
    ## 入力内容を1か所確認してください
    # 傷つけた・誤解を招いたときの対応
    ## 対象
    ## 手順
    ### 1. 何が起きたかを整理する 条文： 3(1)
    POST /cases/[id 1]/step (version step supply supply.harm-assessment.what file)
    ### 2. 市としての対応を決める 条文： 3(1)
    ## 該当する投稿
    ! 該当する投稿は記録されていません。
    POST /cases/[id 1]/posts (post url)
    ## 誰に何を伝えたか
    ! 伝えた記録はありません。
    POST /cases/[id 1]/told (whom how text date time)
    ## 証拠ファイル
    POST /cases/[id 1]/files (file step)
    ! 誤り： ファイルを選んでください。
    ## 文書
    ## 閉じる
    ### あなたが行うこと
    ### ほかの人が行うこと
    ## 取りやめる
    POST /cases/[id 1]/withdraw (version reason)
    ");
    assert_snapshot!(writer.act("POST /cases/{id}/posts").await, @"
    303 /cases/[id 1]
    -> 200
    # 傷つけた・誤解を招いたときの対応
    ## 対象
    ## 手順
    ### 1. 何が起きたかを整理する 条文： 3(1)
    ### 2. 市としての対応を決める 条文： 3(1)
    ## 該当する投稿
    ## 誰に何を伝えたか
    ! 伝えた記録はありません。
    ## 証拠ファイル
    ## 文書
    ## 閉じる
    ### あなたが行うこと
    ### ほかの人が行うこと
    ## 取りやめる
    ");
    assert_snapshot!(writer.act("POST /cases/{id}/told").await, @"
    303 /cases/[id 1]
    -> 200
    # 傷つけた・誤解を招いたときの対応
    ## 対象
    ## 手順
    ### 1. 何が起きたかを整理する 条文： 3(1)
    ### 2. 市としての対応を決める 条文： 3(1)
    ## 該当する投稿
    ## 誰に何を伝えたか
    ## 証拠ファイル
    ## 文書
    ## 閉じる
    ### あなたが行うこと
    ### ほかの人が行うこと
    ## 取りやめる
    ");
    assert_snapshot!(writer.act("POST /cases/{id}/close").await, @"
    303 /cases/[id 1]
    -> 200
    # 傷つけた・誤解を招いたときの対応
    ## 対象
    ## 手順
    ### 1. 何が起きたかを整理する 条文： 3(1)
    ### 2. 市としての対応を決める 条文： 3(1)
    ## 確かめたこと・決めたこと
    ### 何が起きたかの整理 条文： 3(1)
    ### 対応の決定（説明・訂正・お詫び） 条文： 3(1)
    ## 該当する投稿
    ! 該当する投稿は記録されていません。
    ## 誰に何を伝えたか
    ! 伝えた記録はありません。
    ## 証拠ファイル
    ! 付けられたファイルはありません。
    ## 文書
    ");
    assert_snapshot!(writer.act("POST /cases/{id}/withdraw").await, @"
    303 /cases/[id 1]
    -> 200
    # 傷つけた・誤解を招いたときの対応
    ## 対象
    ## 手順
    ### 1. 何が起きたかを整理する 条文： 3(1)
    ### 2. 市としての対応を決める 条文： 3(1)
    ## 該当する投稿
    ! 該当する投稿は記録されていません。
    ## 誰に何を伝えたか
    ! 伝えた記録はありません。
    ## 証拠ファイル
    ! 付けられたファイルはありません。
    ## 文書
    ");
}
