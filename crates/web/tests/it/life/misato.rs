//! 美里: approval, acquisition, policy, sharing, notification, listing by the officer or the aide, profile, login; and the way back.

use tatefuda_app::account::{AccountTexts, Move};
use tatefuda_domain::{AccountState, case::CaseState};

use crate::{
    hall::{Act, Hall, Said},
    in_town,
    towns::Town,
};

in_town!("misato": from_its_approval_to_its_deletion);

const PAGE: &str = "https://town.example.lg.jp/sns/facebook";

async fn from_its_approval_to_its_deletion(town: Town) {
    let mut hall = Hall::of(town, "misato");
    let texts = AccountTexts {
        handle: "misato".to_owned(),
        url: "https://www.facebook.com/misato.example".to_owned(),
        purpose: "町の暮らしと催しを知らせる".to_owned(),
        ..AccountTexts::named("美里町", hall.town.sections["kikaku"])
    };
    let account = hall.town.register("joho", "facebook", texts).await.account;
    let case = hall.case("opening", account).await;
    let start = || Act::Moves(account, Move::Start);
    let does = |step: &'static str, said: Vec<Said<'static>>| Act::Steps(case, step, said);

    // 申請と承認: before its turn, and by another than its owner.
    let approval: Said<'_> = ("opening-approval", &[("line:MST-2", "yes"), ("line:MST-6(1)a", "yes")]);
    let listing: Said<'_> = ("listing", &[("policy_url", "https://town.example.lg.jp/sns/policy")]);
    hall.refused("fukucho", does("list", vec![listing]), "MST-6(3)b").await;
    hall.refused("tanto", does("approve", vec![approval]), "MST-6(1)a").await;
    hall.refused("bosai", does("approve", vec![approval]), "MST-6(1)a").await;
    hall.refused("kacho", start(), "MST-6-0").await;
    hall.does("kacho", does("approve", vec![approval])).await;
    hall.not_now("kacho", does("approve", vec![approval])).await;
    let acquired: Said<'_> =
        ("acquisition", &[("acquired_on", "2026-11-02"), ("url", "https://www.facebook.com/misato.example")]);
    hall.does("tanto", does("acquire", vec![acquired])).await;
    // 運用ポリシー: without the annex it is none; it is shared by the head, after it.
    let shared: Said<'_> = ("policy-shared", &[("how", "回覧")]);
    hall.refused("kacho", does("share", vec![shared]), "MST-6(2)b").await;
    let policy: Said<'_> = ("account-policy", &[("contents", "町の催し"), ("contact", "企画課"), ("annex", "yes")]);
    hall.does("tanto", does("policy", vec![policy])).await;
    hall.refused("tanto", does("share", vec![shared]), "MST-6(2)b").await;
    hall.does("kacho", does("share", vec![shared])).await;
    // 利用届出書, login, 掲載: the section does not list itself; the aide does it for the officer.
    hall.refused("aide", does("list", vec![listing]), "MST-6(3)b").await;
    hall.does("kacho", does("notify", vec![("use-notification", &[("submitted_on", "2026-11-02")])])).await;
    let custody: Said<'_> = ("credential-custody", &[("custodian", "@kacho"), ("holders", "担当者")]);
    hall.does("kacho", does("secure", vec![custody])).await;
    hall.refused("kacho", does("list", vec![listing]), "MST-6(3)b").await;
    hall.refused("kacho", does("profile", vec![]), "MST-6(3)c").await;
    // The page on which it is introduced is known before it can be said to stand there.
    hall.refused("aide", does("list", vec![listing]), "MST-6(3)b").await;
    hall.does("joho", Act::Changes(account, &[("listing_url", PAGE)])).await;
    hall.does("aide", does("list", vec![listing])).await;
    hall.refused("kacho", does("profile", vec![]), "MST-6(3)c").await;
    hall.does("joho", Act::Changes(account, &[("listing_url", PAGE), ("profile_url", PAGE)])).await;
    hall.does("kacho", does("profile", vec![])).await;
    // What the text asks beside the steps; and the start is an act, not a tick.
    hall.not_now("kacho", does("start", vec![])).await;
    hall.refused("kacho", start(), "MST-3a").await;
    for (who, said) in [
        ("kacho", ("branch-statement", &[("branch", "mayor")][..])),
        ("tanto", ("policy-read", &[("read", "yes")][..])),
        ("tanto", ("policy-shown", &[("where", "プロフィール")][..])),
    ] {
        hall.does(who, Act::Gives(account, said)).await;
    }
    hall.refused("kacho", start(), "MST-6(4)a").await;
    let functions: Said<'_> = ("security-functions", &[("second_factor", "on"), ("login_alerts", "on")]);
    hall.does("tanto", Act::Gives(account, functions)).await;
    hall.refused("tanto", start(), "MST-6-0").await;
    hall.does("kacho", start()).await;
    assert_eq!(hall.town.account(account).await.0, AccountState::Active);
    assert_eq!(hall.town.case(case).await.row.state, CaseState::Closed);

    // Suspending: the text says nothing, so whoever keeps the ledger does, and the silence is cited.
    let offer = hall.get("joho", &format!("/accounts/{account}")).await;
    assert!(offer.body.contains("MST-7-0") && offer.shows("利用停止についての定めはありません"), "{}", offer.body);
    let page = hall.on_screen("kacho", &Act::Moves(account, Move::Suspend)).await;
    assert_eq!(page.status, 403, "{}", page.body);
    assert_eq!(hall.by_api("kacho", &Act::Moves(account, Move::Suspend)).await.status, 403);
    assert_eq!(hall.town.account(account).await.0, AccountState::Active);

    // 廃止: notification, removal from the website by the officer, confirmation, and only then the work itself.
    let delete = || Act::Moves(account, Move::Delete);
    hall.refused("kacho", delete(), "MST-7(3)").await;
    hall.refused("tanto", Act::Opens("closing", account), "MST-7-0").await;
    hall.does("kacho", Act::Opens("closing", account)).await;
    let closing = hall.case("closing", account).await;
    let ends = |step: &'static str, said: Said<'static>| Act::Steps(closing, step, vec![said]);
    let gone: Said<'_> = ("delisting-confirmed", &[("page", PAGE), ("gone", "yes")]);
    let removed: Said<'_> = ("delisting", &[("page", PAGE)]);
    hall.refused("kacho", ends("confirm", gone), "MST-7(3)").await;
    hall.refused("fukucho", ends("delist", removed), "MST-7(2)").await;
    hall.does("kacho", ends("notify", ("closing-notification", &[("reason", "統合"), ("planned_on", "2026-11-30")])))
        .await;
    hall.refused("kacho", ends("delist", removed), "MST-7(2)").await;
    hall.does("fukucho", ends("delist", removed)).await;
    hall.refused("kacho", delete(), "MST-7(3)").await;
    hall.does("kacho", ends("confirm", gone)).await;
    hall.does("kacho", Act::Moves(account, Move::Close)).await;
    hall.refused("tanto", delete(), "MST-7(3)").await;
    hall.does("kacho", delete()).await;
    let found = hall.town.case(closing).await;
    assert_eq!((found.row.state, found.row.done), (CaseState::Closed, 4));
    hall.refused("kacho", start(), "MST-6-0").await;
}
