//! 高根沢: no procedure of opening and none of suspending; what the text asks before an account runs, and its end in two steps.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tatefuda_app::account::{AccountTexts, Move};
use tatefuda_domain::{AccountState, case::CaseState, publication::PublicationState};

use crate::{
    hall::{Act, Hall, Said},
    in_town,
    towns::Town,
};

in_town!("takanezawa": from_the_ledger_to_its_end);

/// What whoever passes a post on confirms in 高根沢.
fn declared() -> Value {
    let clauses =
        ["TKN-4(3)", "TKN-4(4)", "TKN-4(7)②", "TKN-4(7)③", "TKN-4(7)④", "TKN-4(7)⑤", "TKN-4(7)⑥", "TKN-4(7)⑦"];
    let lines = clauses.iter().map(|clause| (format!("line:{clause}"), json!("yes"))).collect();
    json!([
        { "kind": "posting-declaration", "fields": Value::Object(lines) },
        { "kind": "source", "fields": { "source": "商工課に確認" } },
    ])
}

async fn from_the_ledger_to_its_end(town: Town) {
    let mut hall = Hall::of(town, "takanezawa");
    // Entered, not running: the address of the front page is not the account's own.
    let texts = AccountTexts {
        handle: "@takanezawa_town".to_owned(),
        url: "https://www.instagram.com/".to_owned(),
        external_id: Some("100000000000000051".to_owned()),
        ..AccountTexts::named("高根沢町", hall.town.sections["kikaku"])
    };
    let account = hall.town.register("kacho", "instagram", texts).await.account;
    assert!(hall.town.running(account).await.is_empty(), "this text has no procedure of opening");
    let start = || Act::Moves(account, Move::Start);
    let content = |text: &str, picture: &Value| {
        json!({
            "title": "夏まつり", "text": text, "classification": "1",
            "targets": [{ "account": account.to_string(), "media": [picture] }],
        })
    };
    let picture = hall.picture("tanto", Some("1")).await;

    // Nothing of what is asked is there, and whoever posts does not start it.
    for clause in ["TKN-2", "TKN-5(2)①", "TKN-5(1)a"] {
        hall.refused("kacho", start(), clause).await;
    }
    hall.refused("tanto", start(), "TKN-3a").await;
    hall.refused("tanto", Act::Changes(account, &[("url", "https://www.instagram.com/takanezawa_town/")]), "TKN-3a")
        .await;
    hall.refused("kacho", Act::Changes(account, &[("url", "https://www.instagram.com/other/")]), "TKN-2").await;
    hall.does("kacho", Act::Changes(account, &[("url", "https://www.instagram.com/takanezawa_town/")])).await;
    let listed: Said<'_> =
        ("listing-verified", &[("page", "https://www.town.example.jp/practice/sns/"), ("shown", "yes")]);
    let kept: Said<'_> = (
        "credential-custody",
        &[("keeper", "@kacho"), ("holders", "企画課主事（木村）"), ("place", "sealed"), ("changed", "2026-11-02")],
    );
    hall.refused("tanto", Act::Gives(account, listed), "TKN-5").await;
    hall.does("kacho", Act::Gives(account, listed)).await;
    // One of the two is not enough.
    hall.refused("kacho", start(), "TKN-5(1)a").await;
    // Before it runs, nothing is posted to it.
    let (_, page) = hall.passes_on("tanto", content("開始前の投稿", &picture), declared()).await;
    assert!(page.status == 403 && page.body.contains("HOUSE-17"), "{}", page.body);
    hall.does("kacho", Act::Gives(account, kept)).await;
    hall.refused("tanto", start(), "TKN-3a").await;
    hall.does("kacho", start()).await;
    assert_eq!(hall.town.account(account).await.0, AccountState::Active);
    hall.not_now("kacho", start()).await;

    // Posted by hand by an operator; whoever gave no pledge posts nothing.
    let post = hall.submitted("tanto", content("夏まつりの写真です。髙根沢の𠮷田さんも🎆", &picture), declared()).await;
    let page = hall.publish("zeimu", &post, None).await;
    assert!(page.status == 403 || page.status == 404, "{}", page.body);
    let scheduled = hall.publish("tanto", &post, None).await;
    hall.posted_by_hand("tanto", &scheduled, "https://www.instagram.com/p/Cx_1-a/").await;

    // Suspended by the responsible person, with the silence of the text; what was scheduled stops at its time.
    let next = hall.submitted("tanto", content("あすの夏まつりは予定どおりです", &picture), declared()).await;
    let tomorrow = hall.town.now() + SignedDuration::from_hours(24);
    let planned = hall.publish("tanto", &next, Some(tomorrow)).await;
    assert!(planned.status.is_success(), "{}", planned.body);
    hall.refused("tanto", Act::Moves(account, Move::Suspend), "TKN-3a").await;
    let offer = hall.get("kacho", &format!("/accounts/{account}")).await;
    assert!(offer.body.contains("TKN-5(2)②") && offer.shows("利用の停止についての定めはありません"), "{}", offer.body);
    hall.does("kacho", Act::Moves(account, Move::Suspend)).await;
    hall.town.pass(24);
    assert_eq!(hall.offered("tanto", &planned).await, PublicationState::Held);
    let (_, page) = hall.passes_on("tanto", content("停止中の投稿", &picture), declared()).await;
    assert!(page.status == 403 && page.body.contains("HOUSE-17"), "{}", page.body);
    hall.does("kacho", start()).await;

    // Its end: opened, decided, done by the responsible person, in that order.
    let close = || Act::Moves(account, Move::Close);
    let decided = || vec![("closing-decision", &[("last-day", "2026-12-31"), ("reason", "広報紙に集める")][..])];
    hall.refused("kacho", close(), "TKN-5(2)②").await;
    hall.refused("tanto", Act::Opens("ending", account), "TKN-5(2)②").await;
    hall.does("kacho", Act::Opens("ending", account)).await;
    hall.refused("kacho", Act::Opens("ending", account), "TKN-5(2)②").await;
    let ending = hall.case("ending", account).await;
    hall.refused("kacho", close(), "TKN-5(2)②").await;
    hall.refused("tanto", Act::Steps(ending, "decide", decided()), "TKN-5(2)②").await;
    hall.refused("kacho", Act::Steps(ending, "end", vec![]), "TKN-5(2)②").await;
    hall.does("kacho", Act::Steps(ending, "decide", decided())).await;
    hall.not_now("kacho", Act::Steps(ending, "decide", decided())).await;
    hall.refused("tanto", close(), "TKN-3a").await;
    hall.does("kacho", close()).await;
    let case = hall.town.case(ending).await;
    assert_eq!((case.row.state, case.row.done), (CaseState::Closed, 2));
    assert_eq!(hall.town.account(account).await.0, AccountState::Closed);
    // It is kept: without a reason on record it is not deleted, and nothing is posted to it any more.
    hall.refused("kacho", Act::Moves(account, Move::Delete), "TKN-5(2)②").await;
    let (_, page) = hall.passes_on("tanto", content("終わった後の投稿", &picture), declared()).await;
    assert!(page.status == 403 && page.body.contains("HOUSE-17"), "{}", page.body);
    let ledger = hall.get("tanto", &format!("/accounts/{account}")).await;
    assert!(ledger.shows("運用終了"), "{}", ledger.body);
}
