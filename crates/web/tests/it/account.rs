//! The ledger on screen: entering, connecting, starting, suspending, ending an account.

use crate::{
    given::{MORE, checked, content, schedule, summary},
    world::World,
};

const TOKEN: &str = "EAAGneverShownAgain0123456789";

#[tokio::test]
async fn an_account_from_its_entry_to_its_end() {
    let world = World::new().await;
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    let list = admin.get("/accounts").await;
    assert!(list.body.contains("/accounts/new"), "{}", list.body);
    let form = admin.get("/accounts/new").await;
    let bad = admin.submit(&form, "/accounts", &[("service", "Face Book"), ("name", "観光ページ")]).await;
    assert!(bad.status == 422 && bad.shows("観光ページ") && bad.body.contains("Face Book"), "{}", bad.body);
    let section = world.a.section.to_string();
    let fields = [
        ("service", "facebook"),
        ("name", "観光ページ"),
        ("section", section.as_str()),
        ("external_id", "100900"),
        ("running_until", "2026-12-31"),
    ];
    let page = admin.submit(&bad, "/accounts", &fields).await;
    assert!(page.status == 200 && page.shows("台帳に登録しました"), "{}", page.body);
    let at = page.body.find("action=\"/accounts/").expect("a form") + 8;
    let path: String = page.body[at..].chars().take("/accounts/".len() + 36).collect();
    // The same page of the service is entered once.
    let fields = [("service", "facebook"), ("name", "写し"), ("section", section.as_str()), ("external_id", "100900")];
    let twice = admin.submit(&form, "/accounts", &fields).await;
    assert!(twice.status == 422 && twice.body.contains("external_id-error"), "{}", twice.body);

    // The token is sealed: neither a good one nor one that is refused is given back.
    let connect = format!("{path}/connect");
    let refused = admin.submit(&page, &connect, &[("token", &format!("{TOKEN} x"))]).await;
    assert!(refused.status == 422 && !refused.body.contains(TOKEN), "{}", refused.body);
    let connected = admin.submit(&page, &connect, &[("token", TOKEN), ("expires", "2026-09-01")]).await;
    assert!(connected.status == 200 && connected.shows("連携済") && !connected.body.contains(TOKEN));

    // What the regulation has against the start stands there with its clause; no button leads into a wall.
    assert!(!connected.has_form(&format!("{path}/start")) && connected.body.contains("NNH-5(1)"), "{}", connected.body);

    let changed = admin.submit(&connected, &format!("{path}/change"), &[("name", "観光の公式ページ")]).await;
    assert!(changed.status == 200 && changed.shows("観光の公式ページ"), "{}", changed.body);
    let stale = admin.submit(&connected, &format!("{path}/change"), &[("name", "別名")]).await;
    assert_eq!(stale.status, 409);
    let suspended = admin.submit(&changed, &format!("{path}/suspend"), &[]).await;
    assert!(suspended.shows("利用停止中") && suspended.shows("運用を再開する"), "{}", suspended.body);
    let closed = admin.submit(&suspended, &format!("{path}/close"), &[]).await;
    assert!(closed.shows("運用終了") && !closed.has_form(&connect), "{}", closed.body);
    let deleted = admin.submit(&closed, &format!("{path}/delete"), &[]).await;
    assert_eq!(deleted.status, 200, "{}", deleted.body);
}

#[tokio::test]
async fn where_the_text_names_nobody_the_right_is_asked_for() {
    let world = World::new().await;
    let path = format!("/accounts/{}", world.a.facebook);
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let page = writer.get(&path).await;
    assert_eq!(page.status, 200);
    for act in ["suspend", "close", "change", "connect"] {
        assert!(!page.has_form(&format!("{path}/{act}")), "{act}: {}", page.body);
    }
    assert!(page.shows("アカウント台帳を管理する権限がありません"), "{}", page.body);
    for act in ["suspend", "close"] {
        let refused = writer.post(&format!("{path}/{act}"), &[("version", "1")]).await;
        assert_eq!(refused.status, 403, "{act}");
        assert!(refused.shows("アカウント台帳を管理する権限がありません"), "{}", refused.body);
    }
    let mut client = world.client(&world.a.writer, "act").await;
    let path = format!("/api/v1{path}/state");
    let headers = [("if-match", "\"1\"")];
    let refused = client
        .send_with(axum::http::Method::POST, &path, Some("application/json"), &headers, r#"{"to":"close"}"#)
        .await;
    assert_eq!(
        (refused.status.as_u16(), refused.json()["type"].as_str()),
        (403, Some("urn:tatefuda:problem:forbidden"))
    );
}

#[tokio::test]
async fn the_same_for_machines() {
    use axum::http::Method;
    use serde_json::json;
    let world = World::new().await;
    let mut admin = world.client(&world.a.admin, "act").await;
    let path = format!("/api/v1/accounts/{}", world.a.facebook);
    let seen = admin.get(&path).await;
    let etag = seen.header("etag").to_owned();
    let body = seen.json();
    let texts =
        json!({ "name": "新しい名", "section": body["section"], "external_id": body["external_id"], "listed": true });
    let kind = Some("application/json");
    let changed = admin.send_with(Method::PUT, &path, kind, &[("if-match", &etag)], texts.to_string()).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    let stale = admin.send_with(Method::PUT, &path, kind, &[("if-match", &etag)], texts.to_string()).await;
    assert_eq!(stale.status, 412);
    let connected =
        admin.send(Method::POST, &format!("{path}/connect"), kind, json!({ "token": TOKEN }).to_string()).await;
    assert_eq!(connected.status, 204, "{}", connected.body);
    let seen = admin.get(&path).await;
    assert!(seen.json()["connected"] == true && !seen.body.contains(TOKEN), "{}", seen.body);
    let empty = admin.send(Method::POST, &format!("{path}/connect"), kind, json!({ "token": " " }).to_string()).await;
    assert_eq!(empty.status, 422, "{}", empty.body);
}

#[tokio::test]
async fn what_rules_ask_of_an_account_is_entered_and_kept() {
    let world = World::new().await;
    let path = format!("/accounts/{}", world.a.facebook);
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    let page = admin.get(&path).await;
    let change = format!("{path}/change");
    let typed = [
        ("mail", "koho mizube"),
        ("mail_personal", "no"),
        ("listing_url", "https://mizube.example/sns"),
        ("profile_url", "mizube.example/sns"),
    ];
    let bad = admin.submit(&page, &change, &typed).await;
    assert!(bad.status == 422 && bad.body.contains("mail-error") && bad.body.contains("profile_url-error"));
    for (_, value) in typed.iter().filter(|(name, _)| *name != "mail_personal") {
        assert!(bad.body.contains(value), "{value} is lost");
    }
    let odd = admin.submit(&page, &change, &[("mail_personal", "perhaps")]).await;
    assert!(odd.status == 422 && odd.body.contains("mail_personal-error"), "{}", odd.body);
    let good = [("mail", "koho@mizube.example"), ("profile_url", "https://mizube.example/sns")];
    let done = admin.submit(&bad, &change, &good).await;
    assert!(done.status == 200 && done.shows("koho@mizube.example"), "{}", done.body);
    assert!(done.shows("部署などで共用するアドレス"), "{}", done.body);

    // The page for residents shows none of it.
    let public = admin.get(&format!("/public/{}/", world.a.slug)).await;
    assert!(public.status == 200 && !public.body.contains("koho@mizube.example"), "{}", public.body);

    let mut client = world.client(&world.a.admin, "act").await;
    let api = format!("/api/v1{path}");
    let seen = client.get(&api).await;
    let body = seen.json();
    assert_eq!(
        (body["mail_personal"].as_bool(), body["profile_url"].as_str()),
        (Some(false), Some("https://mizube.example/sns"))
    );
    let etag = seen.header("etag").to_owned();
    let texts = serde_json::json!({ "name": "名", "section": body["section"], "external_id": body["external_id"] });
    let method = axum::http::Method::PUT;
    let kind = Some("application/json");
    let kept = client.send_with(method, &api, kind, &[("if-match", &etag)], texts.to_string()).await;
    assert_eq!(kept.status, 200, "{}", kept.body);
    assert_eq!(client.get(&api).await.json()["mail"], "koho@mizube.example", "what is not named stays");
}

/// A channel has an id and a secret, an app keys and two tokens; half of it connects nothing, and no secret comes back.
#[tokio::test]
async fn each_service_asks_for_what_it_takes() {
    use axum::http::Method;
    let world = World::new().await;
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    let mut client = world.client(&world.a.admin, "act").await;
    let section = world.a.section.to_string();
    for (service, id, parts) in [
        ("line", "@mizube", &[("app_id", "1650000000"), ("app_secret", "PLANTED-channel")][..]),
        (
            "x",
            "2244994945",
            &[
                ("app_id", "client-id"),
                ("app_secret", "PLANTED-secret"),
                ("refresh", "PLANTED-refresh"),
                ("token", "PLANTED-access"),
            ],
        ),
    ] {
        let form = admin.get("/accounts/new").await;
        let fields = [
            ("service", service),
            ("name", "防災"),
            ("section", section.as_str()),
            ("external_id", id),
            ("running_until", "2026-12-31"),
        ];
        let page = admin.submit(&form, "/accounts", &fields).await;
        let at = page.body.find("action=\"/accounts/").expect("a form") + 8;
        let path: String = page.body[at..].chars().take("/accounts/".len() + 36).collect();
        for (name, _) in parts {
            let kind = if *name == "app_id" { "text" } else { "password" };
            assert!(page.body.contains(&format!("type=\"{kind}\" id=\"{name}\"")), "{service} {name}: {}", page.body);
        }
        let connect = format!("{path}/connect");
        for missing in 0..parts.len() {
            let half: Vec<_> = parts.iter().enumerate().filter(|(at, _)| *at != missing).map(|(_, one)| *one).collect();
            let refused = admin.submit(&page, &connect, &half).await;
            assert_eq!(refused.status, 422, "{service} without {}", parts[missing].0);
            assert!(refused.body.contains(&format!("{}-error", parts[missing].0)) && !refused.body.contains("PLANTED"));
        }
        let connected = admin.submit(&page, &connect, parts).await;
        assert!(connected.shows("連携済") && !connected.body.contains("PLANTED"), "{}", connected.body);
        let body: serde_json::Map<_, _> =
            parts.iter().map(|(name, value)| ((*name).to_owned(), serde_json::Value::from(*value))).collect();
        let body = serde_json::Value::Object(body).to_string();
        let path = format!("/api/v1{path}");
        let done = client.send(Method::POST, &format!("{path}/connect"), Some("application/json"), body).await;
        assert_eq!(done.status, 204, "{}", done.body);
        let seen = client.get(&path).await;
        let names: Vec<_> = parts.iter().map(|(name, _)| *name).collect();
        assert_eq!(seen.json()["connects_by"], serde_json::json!(names));
        assert!(!seen.body.contains("PLANTED"), "{}", seen.body);
    }
}

#[tokio::test]
async fn stopping_an_account_shows_what_will_not_go_out_and_asks() {
    let world = World::new().await;
    let saved = checked(&world, content(&world, "予約した文")).await;
    schedule(&world, &saved, Some("2026-04-02T08:15:00Z")).await;
    let path = format!("/accounts/{}", world.a.facebook);
    let mut browser = world.signed_in(&world.a, &world.a.admin).await;
    let page = browser.get(&path).await;
    assert!(page.shows("予約中・未完了の投稿が1件あります"), "{}", page.body);
    let version = page.form(&format!("{path}/change")).into_iter().find(|(name, _)| name == "version").unwrap().1;
    let refused = browser.post(&format!("{path}/suspend"), &[("version", &version)]).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(summary(&refused).contains("予約中・未完了の投稿が1件あります"), "{}", refused.body);
    let known = browser.post(&format!("{path}/suspend"), &[("version", &version), ("pending_known", "yes")]).await;
    assert_ne!(known.status, 422, "what the regulation says to it is another matter: {}", known.body);
}

/// The class of an account is chosen from those of the text; where it has none, nothing is asked.
#[tokio::test]
async fn p8_classes_of_accounts_are_chosen_by_their_names() {
    let classes = r#"
[[account_class]]
id = "own"
label = { ja = "公式SNS", en = "official" }
clause = ["HNK-7"]

[[account_class]]
id = "other"
label = { ja = "関連SNS", en = "related" }
clause = ["HNK-7"]
"#;
    let world = World::ruled(&format!("{MORE}{classes}")).await;
    let mut admin = world.signed_in(&world.b, &world.b.admin).await;
    let form = admin.get("/accounts/new").await;
    assert!(form.status == 200 && form.body.contains("<select id=\"class\""), "{}", form.body);
    let section = world.b.section.to_string();
    let fields = [("service", "facebook"), ("name", "観光"), ("section", section.as_str()), ("class", "other")];
    let page = admin.submit(&form, "/accounts", &fields).await;
    assert!(page.status == 200 && page.shows("関連SNS") && page.shows("アカウントの種類"), "{}", page.body);
    let none = world.signed_in(&world.a, &world.a.admin).await.get("/accounts/new").await;
    assert!(none.status == 200 && !none.body.contains("name=\"class\""), "{}", none.body);
}
