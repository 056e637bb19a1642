//! Draft, submit, check, publish on the website: through pages alone and through the JSON interface alone, under two
//! regulations that ask for different things.

use axum::{body::Body as HttpBody, http::Method};
use serde_json::{Value, json};
use tatefuda_domain::digest::Window;

use crate::{
    browser::{Browser, Page},
    given::{DECLARED, checked, compose, content as text, post_path, schedule},
    world::{Body, World},
};

#[tokio::test]
async fn from_draft_to_the_public_feed_through_pages_alone() {
    let world = World::new().await;
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let mut checker = world.signed_in(&world.a, &world.a.checker).await;

    let page = compose(&mut writer, &world.a, "春まつりは4月12日です。", "submit").await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.shows("春まつりは4月12日です。"));
    let path = post_path(&page);

    // 今日の仕事 of the one whose step it is leads to the check; the word is the pack's.
    let home = checker.get("/").await;
    assert!(home.shows("春まつり") && home.shows("確認") && !home.shows("決裁"), "{}", home.body);
    let check = checker.get(&format!("{path}/check")).await;
    assert_eq!(check.status, 200, "{}", check.body);
    assert!(check.has_form(&format!("{path}/step")));

    // The author cannot give the step, whatever form is sent.
    let stolen = check.form(&format!("{path}/step"));
    let stolen: Vec<(&str, &str)> = stolen.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let refused = writer.post(&format!("{path}/step"), &stolen).await;
    assert_eq!(refused.status, 403);

    // Sent back with a comment, changed by a word, checked at the second look.
    let returned = checker.submit(&check, &format!("{path}/return"), &[("comment", "曜日も書いてください。")]).await;
    assert_eq!(returned.status, 200, "{}", returned.body);
    let edit = writer.get(&format!("{path}/edit")).await;
    assert!(edit.shows("曜日も書いてください。"), "{}", edit.body);
    let fields = [
        ("text", "春まつりは4月12日（日）です。"),
        ("supply", "posting-declaration"),
        DECLARED,
        ("supply", "source"),
        ("supply.source.source", "観光課の予定表"),
        ("intent", "submit"),
    ];
    let page = writer.submit(&edit, &format!("{path}/edit"), &fields).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let second = checker.get(&format!("{path}/check")).await;
    assert!(second.body.contains("<ins>"), "what changed since the last look is shown: {}", second.body);

    // The first form showed other content: refused with the difference.
    let old: Vec<(&str, &str)> = stolen.into_iter().filter(|(name, _)| *name != "command_id").collect();
    let stale = checker.post(&format!("{path}/step"), &old).await;
    assert_eq!(stale.status, 409);
    assert!(stale.body.contains("id=\"stale\"") && stale.body.contains("<ins>"), "{}", stale.body);

    let done = checker.submit(&second, &format!("{path}/step"), &[]).await;
    assert_eq!(done.status, 200, "{}", done.body);

    let page = writer.get(&path).await;
    let published = writer.submit(&page, &format!("{path}/publish"), &[]).await;
    assert_eq!(published.status, 200, "{}", published.body);
    let mut resident = world.browser();
    let public = resident.get("/public/mizube/").await;
    assert!(public.shows("春まつりは4月12日（日）です。"), "{}", public.body);
    let feed = resident.get("/public/mizube/feed.atom").await;
    assert!(feed.body.contains("春まつりは4月12日（日）です。"));
    assert_eq!(resident.get("/public/mizube/feed.json").await.json()["items"].as_array().map(Vec::len), Some(1));

    // The trail holds the refused act too, with its stored answer.
    let history = writer.get(&path).await;
    assert!(history.body.contains("class=\"refused\"") && history.body.contains("/answers/"), "{}", history.body);
    let at = history.body.find("/answers/").unwrap();
    let answer: String = history.body[at..].chars().take("/answers/".len() + 36).collect();
    let why = writer.get(&answer).await;
    assert_eq!(why.status, 200, "{}", why.body);
    assert!(why.body.contains("NNH-"));
}

#[tokio::test]
async fn a_changed_byte_after_the_check_is_refused_and_names_the_clause() {
    let world = World::new().await;
    let mut writer = world.client(&world.a.writer, "act").await;
    let mut checker = world.client(&world.a.checker, "act").await;
    let post = drafted(&mut writer, &world.a, "雪の予報です。").await;
    let path = format!("/api/v1/posts/{}", post.id);
    submit(&mut writer, &path, &world.a).await;
    step(&mut checker, &path, "check").await;

    let seen = writer.get(&path).await;
    let body = content(&world.a, "雪の予報です!");
    let edited = put(&mut writer, &format!("{path}/revision"), &seen, &body).await;
    assert_eq!(edited.status, 200, "{}", edited.body);
    let seen = writer.get(&path).await;
    let refused = act(&mut writer, &format!("{path}/publications"), &seen, &json!({})).await;
    assert_eq!(refused.status, 403, "{}", refused.body);
    let problem = refused.json();
    assert_eq!(problem["type"], "urn:tatefuda:problem:refused");
    assert!(refused.body.contains("NNH-6(2)a"), "{}", refused.body);

    // The same on the page.
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let page = format!("/posts/{}", post.id);
    let version = seen.json()["version"].to_string();
    let refused = browser.post(&format!("{page}/publish"), &[("version", &version)]).await;
    assert_eq!(refused.status, 403);
    assert!(refused.body.contains("NNH-6(2)a"), "{}", refused.body);
    // Whom to ask, under which number, and the way to ask again.
    assert!(refused.shows("佐藤 清") && refused.body.contains("201"), "{}", refused.body);
    let asked = browser.submit(&refused, &format!("{page}/submit"), &[DECLARED]).await;
    assert_eq!(asked.status, 200, "{}", asked.body);
}

/// A post with its version.
struct Drafted {
    id: String,
}

fn content(body: &Body, text: &str) -> Value {
    json!({
        "title": "題", "text": text, "category": "NNH-8(3)", "classification": "Ⅲ", "decision_status": "decided",
        "targets": [{ "account": body.website.to_string() }],
    })
}

async fn send(browser: &mut Browser, method: Method, path: &str, headers: &[(&str, &str)], body: &Value) -> Page {
    browser.send_with(method, path, Some("application/json"), headers, HttpBody::from(body.to_string())).await
}

async fn act(browser: &mut Browser, path: &str, seen: &Page, body: &Value) -> Page {
    let etag = seen.header("etag").to_owned();
    send(browser, Method::POST, path, &[("if-match", &etag)], body).await
}

async fn put(browser: &mut Browser, path: &str, seen: &Page, body: &Value) -> Page {
    let etag = seen.header("etag").to_owned();
    send(browser, Method::PUT, path, &[("if-match", &etag)], body).await
}

async fn drafted(browser: &mut Browser, body: &Body, text: &str) -> Drafted {
    let made = send(browser, Method::POST, "/api/v1/posts", &[], &content(body, text)).await;
    assert_eq!(made.status, 201, "{}", made.body);
    Drafted { id: made.json()["post"].as_str().unwrap().to_owned() }
}

async fn submit(browser: &mut Browser, path: &str, _: &Body) {
    let seen = browser.get(path).await;
    let supplies = json!({ "supplies": [{ "kind": "posting-declaration", "fields": { "declared": "yes" } }] });
    let done = act(browser, &format!("{path}/submit"), &seen, &supplies).await;
    assert_eq!(done.status, 200, "{}", done.body);
}

async fn step(browser: &mut Browser, path: &str, step: &str) {
    let seen = browser.get(path).await;
    let body = json!({ "step": step, "shown": seen.json()["sheet"] });
    let done = send(browser, Method::POST, &format!("{path}/steps"), &[], &body).await;
    assert_eq!(done.status, 201, "{}", done.body);
}

#[tokio::test]
async fn from_draft_to_the_public_feed_through_the_interface_alone() {
    let world = World::new().await;
    let mut writer = world.client(&world.a.writer, "act").await;
    let mut checker = world.client(&world.a.checker, "act").await;
    let preview = json!({ "content": content(&world.a, "水道工事のお知らせ") });
    let preview = send(&mut writer, Method::POST, "/api/v1/posts/preview", &[], &preview).await;
    assert_eq!(preview.status, 200, "{}", preview.body);
    assert_eq!(preview.json()["targets"][0]["answer"]["decision"], "needs");

    let post = drafted(&mut writer, &world.a, "水道工事のお知らせ").await;
    let path = format!("/api/v1/posts/{}", post.id);
    submit(&mut writer, &path, &world.a).await;
    step(&mut checker, &path, "check").await;
    let seen = writer.get(&path).await;
    let done = act(&mut writer, &format!("{path}/publications"), &seen, &json!({})).await;
    assert_eq!(done.status, 201, "{}", done.body);
    let mut resident = world.browser();
    let feed = resident.get("/public/mizube/feed.json").await.json();
    assert_eq!(feed["items"][0]["content_text"], "水道工事のお知らせ");
}

/// The other regulation: two steps in an order, other words, no categories, a record of its own. Same pages.
#[tokio::test]
async fn another_pack_asks_for_other_things_on_the_same_pages() {
    let world = World::new().await;
    let body = &world.b;
    let mut writer = world.signed_in(body, &body.writer).await;
    let form = writer.get("/posts/new").await;
    assert!(!form.body.contains("name=\"category\"") && form.shows("言い換えの記録"), "{}", form.body);
    let account = body.website.to_string();
    let fields = [
        ("accounts", account.as_str()),
        ("text", "ひのき祭りのごあんない"),
        ("supply.plain-words.words", "なし"),
        ("supply.plain-words.readers", "everyone"),
        ("intent", "submit"),
    ];
    let page = writer.submit(&form, "/posts", &fields).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let path = post_path(&page);
    let mut checker = world.signed_in(body, &body.checker).await;
    for word in ["読み合わせ", "掲出の決定"] {
        let check = checker.get(&format!("{path}/check")).await;
        assert!(check.status == 200 && check.shows(word), "{word}: {}", check.body);
        let done = checker.submit(&check, &format!("{path}/step"), &[]).await;
        assert_eq!(done.status, 200, "{}", done.body);
    }
    let page = writer.get(&path).await;
    let published = writer.submit(&page, &format!("{path}/publish"), &[]).await;
    assert_eq!(published.status, 200, "{}", published.body);
    assert!(world.browser().get("/public/yamate/").await.shows("ひのき祭り"));
}

#[tokio::test]
async fn after_publishing_the_page_says_that_it_is_on_its_way() {
    let world = World::new().await;
    let saved = checked(&world, text(&world, "すぐ出す文")).await;
    schedule(&world, &saved, None).await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let page = browser.get(&format!("/posts/{}", saved.post)).await;
    assert!(page.shows("送信中") && page.body.contains("data-moving="), "{}", page.body);
    assert!(!page.body.contains(">予約済<"), "{}", page.body);
}

/// Scheduled for an hour within the hours, the post is not asked about the hour at which somebody looks at it.
#[tokio::test]
async fn a_scheduled_post_is_asked_about_its_own_time() {
    let world = World::new().await;
    let saved = checked(&world, text(&world, "夕方に出す文")).await;
    schedule(&world, &saved, Some("2026-04-02T08:15:00Z")).await;
    let view = tatefuda_app::post::find(&world.app, &world.a.writer.actor, saved.post).await.unwrap();
    assert_eq!(view.targets[0].asked_for, "2026-04-02T08:15:00Z".parse().unwrap());
    assert_eq!(view.content.window, Window::default());
}
