//! What belongs to something that happened, on screen and for machines.

use axum::http::Method;
use serde_json::json;

use crate::{places::Places, world::World};

#[tokio::test]
async fn a_report_with_its_times_and_posts_loses_nothing() {
    let world = World::new().await;
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let account = world.a.facebook.to_string();
    let typed = |detected: &'static str, reported: &'static str, urls: &'static str| {
        vec![
            ("procedure", "harm".to_owned()),
            ("account", account.clone()),
            ("title", "表現への苦情".to_owned()),
            ("detected_date", detected.to_owned()),
            ("detected_time", "10:00".to_owned()),
            ("reported_date", reported.to_owned()),
            ("reported_time", "09:00".to_owned()),
            ("urls", urls.to_owned()),
        ]
    };
    let mut send = async |fields: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        writer.post("/cases", &fields).await
    };
    let urls = "https://sns.example/1\nhttps://sns.example/2";
    let early = send(typed("2031-01-01", "2031-01-02", urls)).await;
    assert!(early.status == 422 && early.shows("これからの時刻は入れられません"), "{}", early.body);
    assert!(early.body.contains("2031-01-02") && early.shows("https://sns.example/2"), "{}", early.body);
    let turned = send(typed("2026-01-02", "2026-01-02", urls)).await;
    assert!(turned.status == 422 && turned.shows("気付いた時より前"), "{}", turned.body);
    let bad = send(typed("2026-01-02", "2026-01-03", "どこか")).await;
    assert!(bad.status == 422 && bad.shows("どこか"), "{}", bad.body);
    let done = send(typed("2026-01-02", "2026-01-03", urls)).await;
    let case = done.location().to_owned();
    assert_eq!(done.status, 303, "{}", done.body);

    let page = writer.get(&case).await;
    assert!(page.shows("https://sns.example/1") && page.shows("把握していない投稿"), "{}", page.body);
    // Later, by another: a post, and what was told. What is wrong is said where it was typed.
    let mut checker = world.signed_in(&world.a, &world.a.checker).await;
    let again = checker.post(&format!("{case}/posts"), &[("url", "https://sns.example/1")]).await;
    assert!(again.status == 422 && again.shows("もう加えられています"), "{}", again.body);
    let added = checker.post(&format!("{case}/posts"), &[("url", "https://sns.example/3")]).await;
    let added = checker.follow(added).await;
    assert!(added.shows("該当する投稿を加えました") && added.shows("https://sns.example/3"), "{}", added.body);
    let told = [
        ("whom", "報道機関"),
        ("how", "電話"),
        ("text", "失われてはならない言葉"),
        ("date", "2031-01-01"),
        ("time", "09:00"),
    ];
    let early = checker.post(&format!("{case}/told"), &told).await;
    assert!(early.status == 422 && early.shows("失われてはならない言葉"), "{}", early.body);
    let done = checker.post(&format!("{case}/told"), &told[..3]).await;
    let done = checker.follow(done).await;
    assert!(done.shows("伝えたことを記録しました") && done.shows("報道機関"), "{}", done.body);
    let mut other = world.signed_in(&world.b, &world.b.writer).await;
    assert_eq!(other.post(&format!("{case}/told"), &told[..3]).await.status, 404);
    assert_eq!(other.post(&format!("{case}/posts"), &[("url", "https://sns.example/9")]).await.status, 404);
}

#[tokio::test]
async fn a_send_of_our_own_is_shown_with_where_it_stands() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let published = places.paper("/api/v1/publications/{id}/evidence").publication.clone();
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let account = world.a.facebook.to_string();
    let fields = [("procedure", "harm"), ("account", account.as_str()), ("title", "表現への苦情")];
    let case = writer.post("/cases", &fields).await.location().to_owned();
    let id = case.trim_start_matches("/cases/").to_owned();
    let mut client = world.client(&world.a.writer, "act").await;
    let to = format!("/api/v1/cases/{id}/posts");
    let json = |value: serde_json::Value| value.to_string();
    let kind = Some("application/json");
    let made = client.send(Method::POST, &to, kind, json(json!({ "publication": published }))).await;
    assert_eq!(made.status, 201, "{}", made.body);
    assert_eq!(made.json()["sort"], "own");
    let shown = client.get(&format!("/api/v1/cases/{id}")).await.json();
    assert_eq!((&shown["posts"][0]["sort"], &shown["posts"][0]["state"]), (&"own".into(), &"published".into()));
    let twice = client.send(Method::POST, &to, kind, json(json!({ "publication": published }))).await;
    assert!(twice.status == 422 && twice.body.contains("stands-there"), "{}", twice.body);
    // What is only planned is nobody's to learn about here.
    let planned = places.paper("/publications/{id}/cancel").publication.clone();
    let none = client.send(Method::POST, &to, kind, json(json!({ "publication": planned }))).await;
    assert!(none.status == 422 && none.body.contains("unknown-post"), "{}", none.body);
    let told = json!({ "whom": "報道機関", "text": "誤りを認めた" });
    let told = client.send(Method::POST, &format!("/api/v1/cases/{id}/told"), kind, json(told)).await;
    assert_eq!(told.status, 201, "{}", told.body);
    let page = writer.get(&case).await;
    assert!(page.shows("この仕組みからの投稿") && page.shows("誤りを認めた"), "{}", page.body);
}
