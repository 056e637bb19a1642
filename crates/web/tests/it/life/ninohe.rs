//! 二戸: no procedure of opening; what the website and the profile have to show before an account runs, the head's check before
//! each post. The text names nobody for the account, so whoever keeps the ledger starts it.

use axum::http::Method;
use serde_json::json;
use tatefuda_app::account::{AccountTexts, Move};
use tatefuda_domain::AccountState;

use crate::{
    hall::{Act, Hall, Said},
    in_town,
    towns::Town,
};

in_town!("ninohe": from_the_ledger_to_a_checked_post);

async fn from_the_ledger_to_a_checked_post(town: Town) {
    let mut hall = Hall::of(town, "ninohe");
    let texts = AccountTexts {
        handle: "ninohecity.practice".to_owned(),
        external_id: Some("100000000001".to_owned()),
        ..AccountTexts::named("二戸市 (Ninohe City)", hall.town.sections["joho"])
    };
    let account = hall.town.register("hosa", "facebook", texts).await.account;
    let start = || Act::Moves(account, Move::Start);

    // Without its address, the four items, the listing, the profile: each is told, whoever asks.
    for clause in ["NNH-5(1)", "NNH-5(2)"] {
        hall.refused("hosa", start(), clause).await;
    }
    let known = [("url", "https://www.facebook.com/ninohecity.practice"), ("purpose", "市の発表と催しを知らせる")];
    hall.does("hosa", Act::Changes(account, &known)).await;
    let listed: Said<'_> =
        ("account-shown", &[("listing", "https://www.city.example.lg.jp/practice/sns/"), ("shown", "yes")]);
    let elsewhere: Said<'_> =
        ("profile-shown", &[("text", "情報管理室"), ("address", "https://bit.ly/ninohe"), ("shown", "yes")]);
    let profile: Said<'_> = (
        "profile-shown",
        &[
            ("text", "情報管理室が運用しています。"),
            ("address", "https://www.city.example.lg.jp/practice/"),
            ("shown", "yes"),
        ],
    );
    hall.refused("zeimu", Act::Gives(account, listed), "NNH-5(1)").await;
    hall.does("tanto", Act::Gives(account, listed)).await;
    hall.refused("hosa", start(), "NNH-5(2)").await;
    hall.refused("tanto", Act::Gives(account, elsewhere), "NNH-5(2)").await;
    hall.does("tanto", Act::Gives(account, profile)).await;
    // The text names nobody, so it is for whoever keeps the ledger.
    let page = hall.on_screen("tanto", &start()).await;
    assert_eq!(page.status, 403, "{}", page.body);
    assert_eq!(hall.by_api("tanto", &start()).await.status, 403);
    hall.does("hosa", start()).await;
    assert_eq!(hall.town.account(account).await.0, AccountState::Active);

    // A post is checked by the head of the office before it goes out by hand.
    let content = json!({
        "title": "秋まつり", "text": "秋の味覚まつりを開きます。", "category": "NNH-8(3)", "classification": "Ⅳ",
        "decision_status": "decided", "targets": [{ "account": account.to_string() }],
    });
    let declared = json!([{ "kind": "posting-declaration", "fields": { "declared": "yes" } }]);
    let post = hall.submitted("tanto", content, declared).await;
    let page = hall.publish("tanto", &post, None).await;
    assert!(page.status == 403 && page.body.contains("NNH-6(2)a"), "{}", page.body);
    let shown = hall.call("shitsucho", Method::GET, &format!("/api/v1/posts/{}", post.0), None, json!({})).await;
    let step = json!({ "step": "check", "shown": shown.json()["sheet"] });
    let to = format!("/api/v1/posts/{}/steps", post.0);
    let page = hall.call("tanto", Method::POST, &to, None, step.clone()).await;
    assert!(page.status == 403 && page.body.contains("NNH-6(2)a"), "{}", page.body);
    let page = hall.call("shitsucho", Method::POST, &to, None, step).await;
    assert!(page.status.is_success(), "{}", page.body);
    let post = (post.0, page.json()["version"].as_i64().unwrap());
    let scheduled = hall.publish("tanto", &post, None).await;
    assert!(scheduled.status.is_success(), "{}", scheduled.body);
}
