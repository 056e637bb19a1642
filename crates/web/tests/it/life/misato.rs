//! 美里: opened step by step, each by its owner; suspended, on which the text is silent, and going on; closed and deleted in the
//! order of the text (W6).

use tatefuda_app::account::Move;
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
    let section = hall.town.sections["kikaku"].to_string();
    let ledger: &[(&str, &str)] = &[
        ("service", "facebook"),
        ("name", "美里町"),
        ("handle", "misato"),
        ("url", "https://www.facebook.com/misato.example"),
        ("purpose", "町の暮らしと催しを知らせる"),
        ("section", &section),
    ];
    // The text names nobody for the ledger; with the line in it the procedure begins by itself.
    let page = hall.on_screen("tanto", &Act::Registers(ledger)).await;
    assert_eq!(page.status, 403, "{}", page.body);
    assert_eq!(hall.by_api("tanto", &Act::Registers(ledger)).await.status, 403);
    let account = hall.registers("joho", ledger).await;
    let case = hall.case("opening", account).await;
    let does = |step: &'static str, said: Said<'static>| Act::Steps(case, step, vec![said]);
    let start = || Act::Moves(account, Move::Start);

    let approved: Said<'_> = ("opening-approval", &[("line:MST-2", "yes"), ("line:MST-6(1)a", "yes")]);
    let acquired: Said<'_> =
        ("acquisition", &[("acquired_on", "2026-11-02"), ("url", "https://www.facebook.com/misato.example")]);
    hall.refused("tanto", does("acquire", acquired), "MST-6(1)a").await;
    hall.refused("tanto", does("approve", approved), "MST-6(1)a").await;
    hall.refused("bosai", does("approve", approved), "MST-6(1)a").await;
    hall.does("kacho", does("approve", approved)).await;
    hall.does("tanto", does("acquire", acquired)).await;
    let policy: Said<'_> = ("account-policy", &[("contents", "町の催し"), ("contact", "企画課"), ("annex", "yes")]);
    hall.does("tanto", does("policy", policy)).await;
    hall.does("kacho", does("share", ("policy-shared", &[("how", "回覧")]))).await;
    hall.does("kacho", does("notify", ("use-notification", &[("submitted_on", "2026-11-02")]))).await;
    let custody: Said<'_> = ("credential-custody", &[("custodian", "@kacho"), ("holders", "担当者")]);
    hall.refused("tanto", does("secure", custody), "MST-6(4)b").await;
    hall.does("kacho", does("secure", custody)).await;
    let known = [("listing_url", PAGE), ("profile_url", PAGE)];
    hall.does("joho", Act::Changes(account, &known)).await;
    // The listing is the officer's, done by whom they ordered to carry it out; the section does not list itself.
    let listing: Said<'_> = ("listing", &[("policy_url", "https://town.example.lg.jp/sns/policy")]);
    hall.refused("kacho", does("list", listing), "MST-6(3)b").await;
    hall.refused("kacho", Act::Steps(case, "profile", vec![]), "MST-6(3)c").await;
    hall.does("aide", does("list", listing)).await;
    hall.does("kacho", Act::Steps(case, "profile", vec![])).await;
    hall.does("kacho", Act::Gives(account, ("branch-statement", &[("branch", "mayor")]))).await;
    hall.does("tanto", Act::Gives(account, ("policy-read", &[("read", "yes")]))).await;
    hall.does("tanto", Act::Gives(account, ("policy-shown", &[("where", "プロフィール")]))).await;
    hall.refused("kacho", start(), "MST-6(4)a").await;
    let functions: Said<'_> = ("security-functions", &[("second_factor", "on"), ("login_alerts", "on")]);
    hall.does("tanto", Act::Gives(account, functions)).await;
    hall.refused("tanto", start(), "MST-6-0").await;
    hall.does("kacho", start()).await;
    assert_eq!(hall.town.account(account).await.0, AccountState::Active);
    assert_eq!(hall.town.case(case).await.row.state, CaseState::Closed);

    // Suspended, on which the text is silent: for whoever keeps the ledger. It goes on by the head's act, and nothing of the
    // opening is asked a second time.
    hall.does("joho", Act::Moves(account, Move::Suspend)).await;
    hall.refused("kacho", Act::Opens("opening", account), "MST-6-0").await;
    hall.refused("tanto", start(), "MST-6-0").await;
    hall.does("kacho", start()).await;
    assert!(hall.town.running(account).await.is_empty());

    // 7: notification, removal from the website, confirmation, and only then the work itself.
    let close = || Act::Moves(account, Move::Close);
    hall.refused("kacho", close(), "MST-7(3)").await;
    hall.refused("tanto", Act::Opens("closing", account), "MST-7-0").await;
    hall.does("kacho", Act::Opens("closing", account)).await;
    let case = hall.case("closing", account).await;
    let does = |step: &'static str, said: Said<'static>| Act::Steps(case, step, vec![said]);
    let gone: Said<'_> = ("delisting-confirmed", &[("page", PAGE), ("gone", "yes")]);
    let removed: Said<'_> = ("delisting", &[("page", PAGE)]);
    hall.refused("kacho", does("confirm", gone), "MST-7(3)").await;
    hall.refused("fukucho", does("delist", removed), "MST-7(2)").await;
    let notice: Said<'_> = ("closing-notification", &[("reason", "統合"), ("planned_on", "2026-11-30")]);
    hall.does("kacho", does("notify", notice)).await;
    hall.refused("kacho", does("delist", removed), "MST-7(2)").await;
    hall.does("fukucho", does("delist", removed)).await;
    hall.refused("kacho", close(), "MST-7(3)").await;
    hall.does("kacho", does("confirm", gone)).await;
    hall.does("kacho", close()).await;
    hall.refused("tanto", Act::Moves(account, Move::Delete), "MST-7(3)").await;
    hall.does("kacho", Act::Moves(account, Move::Delete)).await;
    assert_eq!(hall.town.account(account).await.0, AccountState::Deleted);
    let found = hall.town.case(case).await;
    assert_eq!((found.row.state, found.row.done), (CaseState::Closed, 4));
}
