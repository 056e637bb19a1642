//! Pages of the room `account`.

use insta::assert_snapshot;

use crate::{places::Places, screen::Screen, world::World};

#[tokio::test]
async fn every_page_shows_what_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Screen::of(&world, &places, &world.a.writer).await;
    let mut admin = Screen::of(&world, &places, &world.a.admin).await;
    assert_snapshot!(writer.get("GET /accounts").await, @"
    200
    # 公式アカウント台帳
    GET /accounts (q of)
    ## Facebookページ 公式facebook
    ### 是正事項
    ## ウェブサイト（フィード） 公式website
    ### 是正事項
    ## Facebookページ 渡辺台帳 delete
    ### 是正事項
    ## Facebookページ 渡辺台帳 start
    ### 是正事項
    ## Facebookページ 渡辺台帳 end
    ### 是正事項
    ## Facebookページ 渡辺台帳 connect
    ### 是正事項
    ## Facebookページ 渡辺台帳 sections
    ### 是正事項
    ## Facebookページ 渡辺台帳 login
    ### 是正事項
    ## Facebookページ 渡辺台帳 change
    ### 是正事項
    ## Facebookページ 渡辺台帳 state
    ### 是正事項
    ## Facebookページ 渡辺台帳 suspend
    ### 是正事項
    ## Facebookページ 渡辺台帳 close
    ### 是正事項
    ## Facebookページ 渡辺台帳 road
    ### 是正事項
    ");
    assert_snapshot!(admin.get("GET /accounts/new").await, @"
    200
    # アカウントを登録する
    POST /accounts (service name handle url purpose section mail mail_personal listing_url profile_url mailbox external_id listed public_note running_until)
    ");
    assert_snapshot!(admin.act("POST /accounts").await, @"
    303 /accounts/[id 1]
    -> 200
    # YouTubeチャンネル 名
    ## 台帳の記載
    ### 是正事項
    ## 共同で運用する部署
    ## 手続・事案
    ## ログイン情報
    ## 文書
    ## 運用の開始・停止・終了
    ### 運用を始める
    ### できない理由
    ### あなたが行うこと
    ### ほかの人が行うこと
    ### 運用を終える
    ### サービス上で削除したと記録する
    ## 台帳の記載の変更
    ");
    assert_snapshot!(writer.get("GET /accounts/{id}").await, @"
    200
    # Facebookページ 渡辺台帳 change
    ## 台帳の記載
    ### 是正事項
    ## 共同で運用する部署
    ## 手続・事案
    ### 務めと見張り
    ## ログイン情報
    ### できない理由
    ## 文書
    ## 運用の開始・停止・終了
    ### 運用を始める
    ### できない理由
    ### あなたが行うこと
    ! アカウント台帳を管理する権限がありません。職員を管理する人に相談してください。
    ### 利用を停止する
    ! アカウント台帳を管理する権限がありません。職員を管理する人に相談してください。
    ### 運用を終える
    ! アカウント台帳を管理する権限がありません。職員を管理する人に相談してください。
    ");
    assert_snapshot!(admin.act("POST /accounts/{id}/change").await, @"
    303 /accounts/[id 1]
    -> 200
    # Facebookページ 名
    ## 台帳の記載
    ### 是正事項
    ## 共同で運用する部署
    ## 手続・事案
    ### 務めと見張り
    ## ログイン情報
    ## 文書
    ## 運用の開始・停止・終了
    ### 運用を始める
    ### できない理由
    ### あなたが行うこと
    ### ほかの人が行うこと
    ### 利用を停止する
    ### 運用を終える
    ## 投稿のしかた
    ## サービスとの連携
    ## 台帳の記載の変更
    ");
    assert_snapshot!(admin.act("POST /accounts/{id}/connect").await, @"
    303 /accounts/[id 1]
    -> 200
    # Facebookページ 渡辺台帳 connect
    ## 台帳の記載
    ### 是正事項
    ## 共同で運用する部署
    ## 手続・事案
    ### 務めと見張り
    ## ログイン情報
    ## 文書
    ## 運用の開始・停止・終了
    ### 運用を始める
    ### できない理由
    ### あなたが行うこと
    ### ほかの人が行うこと
    ### 利用を停止する
    ### 運用を終える
    ## 投稿のしかた
    ## サービスとの連携
    ## 台帳の記載の変更
    ");
    assert_snapshot!(admin.act("POST /accounts/{id}/road").await, @"
    303 /accounts/[id 1]
    -> 200
    # Facebookページ 渡辺台帳 road
    ## 台帳の記載
    ### 是正事項
    ## 共同で運用する部署
    ## 手続・事案
    ### 務めと見張り
    ## ログイン情報
    ## 文書
    ## 運用の開始・停止・終了
    ### 運用を始める
    ### できない理由
    ### あなたが行うこと
    ### ほかの人が行うこと
    ### 利用を停止する
    ### 運用を終える
    ## 投稿のしかた
    ## サービスとの連携
    ## 台帳の記載の変更
    ");
    assert_snapshot!(admin.act("POST /accounts/{id}/sections").await, @"
    303 /accounts/[id 1]
    -> 200
    # Facebookページ 渡辺台帳 sections
    ## 台帳の記載
    ### 是正事項
    ## 共同で運用する部署
    ## 手続・事案
    ### 務めと見張り
    ## ログイン情報
    ## 文書
    ## 運用の開始・停止・終了
    ### 運用を始める
    ### できない理由
    ### あなたが行うこと
    ### ほかの人が行うこと
    ### 利用を停止する
    ### 運用を終える
    ## 投稿のしかた
    ## サービスとの連携
    ## 台帳の記載の変更
    ");
    assert_snapshot!(admin.act("POST /accounts/{id}/sections/end").await, @"
    303 /accounts/[id 1]
    -> 200
    # Facebookページ 渡辺台帳 end
    ## 台帳の記載
    ### 是正事項
    ## 共同で運用する部署
    ## 手続・事案
    ### 務めと見張り
    ## ログイン情報
    ## 文書
    ## 運用の開始・停止・終了
    ### 運用を始める
    ### できない理由
    ### あなたが行うこと
    ### ほかの人が行うこと
    ### 利用を停止する
    ### 運用を終える
    ## 投稿のしかた
    ## サービスとの連携
    ## 台帳の記載の変更
    ");
    assert_snapshot!(admin.act("POST /accounts/{id}/start").await, @"
    403
    # 運用の開始：規程により止まりました
    ## できません
    ### できない理由
    ### あなたが行うこと
    ### ほかの人が行うこと
    ");
    assert_snapshot!(admin.act("POST /accounts/{id}/suspend").await, @"
    303 /accounts/[id 1]
    -> 200
    # Facebookページ 渡辺台帳 suspend
    ## 台帳の記載
    ### 是正事項
    ## 共同で運用する部署
    ## 手続・事案
    ## ログイン情報
    ## 文書
    ## 運用の開始・停止・終了
    ### 運用を再開する
    ### できない理由
    ### あなたが行うこと
    ### ほかの人が行うこと
    ### 運用を終える
    ## 投稿のしかた
    ## サービスとの連携
    ## 台帳の記載の変更
    ");
    assert_snapshot!(admin.act("POST /accounts/{id}/close").await, @"
    303 /accounts/[id 1]
    -> 200
    # Facebookページ 渡辺台帳 close
    ## 台帳の記載
    ### 是正事項
    ## 共同で運用する部署
    ## 手続・事案
    ## ログイン情報
    ## 文書
    ## 運用の開始・停止・終了
    ### サービス上で削除したと記録する
    ## 台帳の記載の変更
    ");
    assert_snapshot!(admin.act("POST /accounts/{id}/delete").await, @"
    303 /accounts/[id 1]
    -> 200
    # Facebookページ 渡辺台帳 delete
    ## 台帳の記載
    ### 是正事項
    ## 共同で運用する部署
    ## 手続・事案
    ## ログイン情報
    ## 文書
    ## 台帳の記載の変更
    ");
    assert_snapshot!(admin.act("POST /accounts/{id}/login").await, @"
    303 /accounts/[id 1]
    -> 200
    # Facebookページ 渡辺台帳 login
    ## 台帳の記載
    ### 是正事項
    ## 共同で運用する部署
    ## 手続・事案
    ### 務めと見張り
    ## ログイン情報
    ## 文書
    ## 運用の開始・停止・終了
    ### 運用を始める
    ### できない理由
    ### あなたが行うこと
    ### ほかの人が行うこと
    ### 利用を停止する
    ### 運用を終える
    ## 投稿のしかた
    ## サービスとの連携
    ## 台帳の記載の変更
    ");
    assert_snapshot!(writer.get("GET /accounts/listed").await, @"
    200
    # 規程に挙げられたアカウントとの照合
    ## 規程に挙げられていない運用中のアカウント
    ");
}
