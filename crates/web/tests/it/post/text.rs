//! Signs in a text: what residents do not see as meant is told, what cannot be kept is named, and the cost of an answer
//! while typing is bounded.

use axum::http::Method;
use serde_json::json;
use tatefuda_app::post::{Draft, TargetInput};

use crate::{
    browser::{Browser, Page},
    given::{content, summary},
    world::World,
};

async fn check(world: &World, browser: &mut Browser, text: &str) -> Page {
    let account = world.a.website.to_string();
    browser.post("/check", &[("accounts", &account), ("text", text), ("category", "NNH-8(3)")]).await
}

#[tokio::test]
async fn a_vertical_tab_ends_a_line() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let form = browser.get("/posts/new").await;
    let page = browser.submit(&form, "/posts", &[("text", "一行目\u{b}二行目"), ("intent", "save")]).await;
    assert!(page.status == 200 && page.shows("一行目\n二行目"), "{}", page.body);
}

#[tokio::test]
async fn a_text_that_nobody_sees_is_no_content() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    for unseen in ["\u{200b}\u{feff}", "\u{3164}\u{2800}", "\u{ad}\u{202e} "] {
        let form = browser.get("/posts/new").await;
        let page = browser.submit(&form, "/posts", &[("text", unseen), ("intent", "save")]).await;
        assert!(page.status == 422 && summary(&page).contains("href=\"#text\""), "{unseen:?}: {}", page.body);
    }
    // Nor is it where an account has a text of its own.
    let own = TargetInput { text: Some("\u{200b}".to_owned()), ..TargetInput::shared(world.a.facebook) };
    let unseen = tatefuda_app::post::Content { targets: vec![own], ..content(&world, "題") };
    assert_eq!(unseen.missing().len(), 1);
    assert!(
        world.run(&world.a.writer.actor, &Draft { content: unseen }).await.version > 0,
        "a draft may be incomplete"
    );
}

#[tokio::test]
async fn signs_that_residents_do_not_see_as_meant_are_told_and_refuse_nothing() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let cases = [
        ("a\n\u{202e}逆", "文字の並びを逆にする記号", "2行目"),
        ("外字は\u{e123}です", "外字", "□"),
        ("化\u{fffd}け", "読み取れなかった文字", "元の文字が失われています"),
        ("か\u{3099}っこう", "分かれた濁点・記号", "「が」です"),
        ("い\u{ad}ろは", "行末だけに現れるハイフン", "1行目"),
        ("本⽇は", "部首用の文字", "「日」です"),
        ("見\u{200b}えない", "表示されない文字", "検索や読み上げ"),
    ];
    for (text, label, said) in cases {
        let page = check(&world, &mut browser, text).await;
        assert!(page.status == 200 && page.shows(label) && page.shows(said), "{text:?}: {}", page.body);
        let form = browser.get("/posts/new").await;
        let saved = browser.submit(&form, "/posts", &[("text", text), ("intent", "save")]).await;
        assert_eq!(saved.status, 200, "a notice refuses nothing: {text:?}");
    }
    let page = check(&world, &mut browser, "👨\u{200d}👩\u{200d}👧 がんばれ ❤\u{fe0f}").await;
    assert!(!page.shows("表示されない文字"), "{}", page.body);
}

#[tokio::test]
async fn p4_control_characters_are_named_with_their_line_and_go_at_one_press() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let form = browser.get("/posts/new").await;
    let typed = "一行目\n二\u{7}行目\u{200b}";
    let page = browser.submit(&form, "/posts", &[("text", typed), ("intent", "save")]).await;
    assert_eq!(page.status, 422, "{}", page.body);
    assert!(summary(&page).contains("2行目") && summary(&page).contains("U+0007"), "{}", page.body);
    assert!(page.body.contains("value=\"clean\""), "{}", page.body);
    let clean = browser.submit(&page, "/posts", &[("intent", "clean")]).await;
    assert_eq!(clean.status, 200, "{}", clean.body);
    assert!(!clean.body.contains("value=\"clean\"") && clean.shows("一行目\n二行目"), "{}", clean.body);
    let saved = browser.submit(&clean, "/posts", &[("intent", "save")]).await;
    assert!(saved.status == 200 && saved.shows("一行目\n二行目"), "{}", saved.body);
}

/// A text that cannot be kept is told to be too long, and no question is asked about it.
#[tokio::test]
async fn nothing_is_asked_about_a_text_that_cannot_be_kept() {
    let world = World::new().await;
    let mut client = world.client(&world.a.writer, "read").await;
    let account = world.a.website.to_string();
    let mut preview = async |count: usize| {
        let targets = json!([{ "account": account }]);
        let body = json!({ "content": { "title": "題", "text": "「".repeat(count), "targets": targets } });
        client.send(Method::POST, "/api/v1/posts/preview", Some("application/json"), body.to_string()).await.json()
    };
    let asked = preview(70_000).await;
    assert_eq!(asked["targets"].as_array().map(Vec::len), Some(1), "{asked}");
    let beyond = preview(70_001).await;
    assert_eq!(beyond["targets"], json!([]), "{beyond}");
    assert!(beyond["problems"].to_string().contains("too-long"), "{beyond}");
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let text = "「".repeat(70_001);
    let page = browser.post("/check", &[("accounts", account.as_str()), ("text", text.as_str())]).await;
    assert!(page.status == 200 && page.body.contains("70000"), "{}", page.body);
}
