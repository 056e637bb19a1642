//! Pictures through the router: the composer without scripts, the interface, the public pages.

use axum::{body::Body, http::Method};
use serde_json::{Value, json};
use tatefuda_testkit::picture::{CAMERA, png, telephone};

use crate::{
    browser::{Browser, Page},
    given::summary,
    world::World,
};

const BOUNDARY: &str = "----tatefuda";
const TEXT: &str = "失われてはならない文";

/// A form of several parts: fields, then files.
fn parts(fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
    }
    for (name, bytes) in files {
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"picture\"; filename=\"{name}\"\r\n\
             content-type: text/html\r\n\r\n"
        );
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

async fn send(browser: &mut Browser, to: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Page {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    browser.send(Method::POST, to, Some(&kind), parts(fields, files)).await
}

/// The composer's fields as the page shows them, with some filled.
async fn fill(browser: &mut Browser, page: &Page, to: &str, fill: &[(&str, &str)], files: &[(&str, &[u8])]) -> Page {
    let mut fields = page.form(to);
    fields.retain(|(name, _)| name != "picture" && !fill.iter().any(|(known, _)| known == name));
    fields.extend(fill.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    send(browser, to, &fields, files).await
}

fn media(page: &Page, form: &str) -> Vec<String> {
    page.form(form).into_iter().filter(|(name, _)| name == "media").map(|(_, value)| value).collect()
}

#[tokio::test]
async fn a_picture_is_brought_ordered_answered_and_kept_without_scripts() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let account = world.a.facebook.to_string();
    let empty = browser.get("/posts/new").await;
    assert!(empty.body.contains("enctype=\"multipart/form-data\""));
    let typed = [("accounts", account.as_str()), ("text", TEXT), ("category", "NNH-8(3)"), ("intent", "upload")];
    let files: [(&str, &[u8]); 2] = [("IMG_1.jpg", &telephone()), ("drawing.png", &png(4))];
    let page = fill(&mut browser, &empty, "/posts", &typed, &files).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.shows(TEXT) && page.shows("撮影場所の情報が入っていたので、取り除きました。"), "{}", page.body);
    let [first, second] = media(&page, "/posts").try_into().unwrap();
    assert!(page.body.contains(&format!("/media/{first}/preview")));
    // Nothing is answered beforehand.
    let fields = page.form("/posts");
    for name in ["people", "children", "rights", "other_text"] {
        assert!(!fields.iter().any(|(field, _)| field.starts_with(&format!("{name}."))), "{name} is chosen beforehand");
    }
    let level = fields.iter().find(|(field, _)| *field == format!("classification.{first}")).unwrap();
    assert_eq!(level.1, "", "no level is chosen beforehand");

    // Order and removal by buttons, the same file again once.
    let page = fill(&mut browser, &page, "/posts", &[("intent", &format!("up:{second}"))], &[]).await;
    assert_eq!(media(&page, "/posts"), [second.as_str(), first.as_str()]);
    let page = fill(&mut browser, &page, "/posts", &[("intent", "upload")], &[("again.jpg", &telephone())]).await;
    assert_eq!(media(&page, "/posts").len(), 2, "the same picture is there once");
    let page = fill(&mut browser, &page, "/posts", &[("intent", &format!("remove:{second}"))], &[]).await;
    assert_eq!(media(&page, "/posts"), [first.as_str()]);
    assert!(page.shows(TEXT));

    // A contradiction is said beside its question; nothing typed is lost.
    let names = ["alt", "people", "people_count", "rights", "consents"].map(|name| format!("{name}.{first}"));
    let answers = [
        (names[0].as_str(), "みこしを担ぐ二人の子ども"),
        (&names[1], "none"),
        (&names[2], "2"),
        (&names[3], "own"),
        (&names[4], "同意書12\r\n同意書13"),
        ("intent", "save"),
    ];
    let page = fill(&mut browser, &page, "/posts", &answers, &[]).await;
    assert_eq!(page.status, 422, "{}", page.body);
    assert!(page.shows("個人を特定できる人はいないと答えているのに") && page.shows("みこしを担ぐ二人の子ども"));
    let page = fill(&mut browser, &page, "/posts", &[(&names[1], "children"), ("intent", "save")], &[]).await;
    assert_eq!(page.status, 303, "{}", page.body);
    let post = page.location().to_owned();
    let shown = browser.follow(page).await;
    assert!(
        shown.body.contains(&format!("<img src=\"/media/{first}\"")) && shown.shows("個人を特定できる人が写っている")
    );
    assert!(shown.shows("同意書12、同意書13"), "{}", shown.body);

    // The stored answers stand in the form again.
    let edit = browser.get(&format!("{post}/edit")).await;
    let fields = edit.form(&format!("{post}/edit"));
    let value =
        |name: &str| fields.iter().find(|(field, _)| *field == format!("{name}.{first}")).map(|one| one.1.as_str());
    assert_eq!(
        (value("people"), value("people_count"), value("children")),
        (Some("children"), Some("2"), None),
        "who is in it and that children are among them is one answer"
    );
}

#[tokio::test]
async fn a_bad_file_loses_nothing_that_was_typed() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let account = world.a.facebook.to_string();
    let large = vec![0xff; 21 << 20];
    let cases: [(&str, &[u8], &str); 6] = [
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "互換性優先"),
        ("page.jpg", b"<html><script>alert(1)</script>", "画像ではないファイル"),
        ("film.mp4", b"\0\0\0\x18ftypisom", "動画はまだ"),
        ("x.gif", b"GIF89a\x01\0\x01\0", "この形式の画像は使えません"),
        ("half.jpg", &telephone()[..60], "壊れているか"),
        ("large.jpg", &large, "1枚20MBまで"),
    ];
    for (name, bytes, message) in cases {
        for intent in ["upload", "save", "submit"] {
            let empty = browser.get("/posts/new").await;
            let typed = [("accounts", account.as_str()), ("text", TEXT), ("intent", intent)];
            let page = fill(&mut browser, &empty, "/posts", &typed, &[(name, bytes)]).await;
            assert_eq!(page.status, 422, "{name} {intent}: {}", page.body);
            assert!(page.shows(message) && page.shows(TEXT) && page.shows(name), "{name} {intent}: {}", page.body);
            assert!(!page.body.contains("<script>alert"), "{name}");
        }
    }
    // Fields behind a file that is too large are read all the same.
    let mut body = parts(&[("accounts", &account), ("text", "vorher")], &[("large.jpg", &large)]);
    body.truncate(body.len() - format!("--{BOUNDARY}--\r\n").len());
    body.extend(parts(&[("link", "https://example.jp/danach")], &[]));
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let page = browser.send(Method::POST, "/posts", Some(&kind), body).await;
    assert!(page.shows("https://example.jp/danach") && page.shows("vorher"), "{}", page.body);
    // A form that ends in the middle is shown again, never saved.
    let mut body = parts(&[("accounts", &account), ("text", TEXT), ("intent", "save")], &[("a.jpg", &telephone())]);
    body.truncate(body.len() - 400);
    let page = browser.send(Method::POST, "/posts", Some(&kind), body).await;
    assert!(page.status.is_client_error() && page.shows(TEXT), "{} {}", page.status, page.body);
    // English words as well.
    let mut english = world.signed_in(&world.a, &world.a.writer).await.with("accept-language", "en");
    english.post("/language", &[("lang", "en"), ("next", "/")]).await;
    let empty = english.get("/posts/new").await;
    let typed = [("accounts", account.as_str()), ("text", TEXT), ("intent", "upload")];
    let page = fill(&mut english, &empty, "/posts", &typed, &[("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0")]).await;
    assert!(page.shows("Most Compatible") && page.shows(TEXT), "{}", page.body);
}

#[tokio::test]
async fn pictures_without_an_account_are_not_lost_silently() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let empty = browser.get("/posts/new").await;
    let typed = [("text", TEXT), ("intent", "save")];
    let page = fill(&mut browser, &empty, "/posts", &typed, &[("a.png", &png(8))]).await;
    assert_eq!(page.status, 422, "{}", page.body);
    assert!(page.shows("画像を保存するには、投稿先を選んでください。") && media(&page, "/posts").len() == 1);
}

#[tokio::test]
async fn the_bytes_come_with_safe_headers_and_only_to_readers() {
    let world = World::new().await;
    let mut client = world.client(&world.a.writer, "act").await;
    let made = client.send(Method::POST, "/api/v1/media", Some("image/jpeg"), telephone()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let made = made.json();
    assert_eq!((made["place_removed"].as_bool(), made["mime"].as_str()), (Some(true), Some("image/jpeg")));
    let id = made["media"].as_str().unwrap();
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    for path in [format!("/media/{id}"), format!("/media/{id}/preview")] {
        let page = browser.get(&path).await;
        assert_eq!((page.status.as_u16(), page.header("content-type")), (200, "image/jpeg"), "{path}");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("content-security-policy"), "default-src 'none'; sandbox; frame-ancestors 'none'");
        assert_eq!(page.header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(page.header("cache-control"), "private, no-cache");
        assert!(page.header("content-disposition").starts_with("inline; filename=\""));
        assert!(!page.body.contains(CAMERA) && !page.body.contains("Exif"));
        let tag = page.header("etag").to_owned();
        let again = browser.send_with(Method::GET, &path, None, &[("if-none-match", &tag)], "").await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
        assert_eq!(world.browser().get(&path).await.status, 303, "nobody signed in");
        for member in [&world.a.checker, &world.a.nobody, &world.b.admin, &world.b.writer] {
            let body = if world.b.admin.id() == member.id() || world.b.writer.id() == member.id() {
                &world.b
            } else {
                &world.a
            };
            let page = world.signed_in(body, member).await.get(&path).await;
            assert_eq!(page.status, 404, "{} {path}", member.login);
        }
    }
    let file = client.get(&format!("/api/v1/media/{id}/file")).await;
    assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "image/jpeg"));
    // A known tag says nothing to somebody who may not see it.
    let tag = file.header("etag").to_owned();
    let mut other = world.signed_in(&world.b, &world.b.writer).await;
    let page = other.send_with(Method::GET, &format!("/media/{id}"), None, &[("if-none-match", &tag)], "").await;
    assert_eq!(page.status, 404);
}

#[tokio::test]
async fn the_interface_takes_pictures_and_says_what_is_wrong() {
    let world = World::new().await;
    let mut client = world.client(&world.a.writer, "act").await;
    let key = "0197a000-0000-7000-8000-0000000000aa";
    let headers = [("idempotency-key", key)];
    let first = client.send_with(Method::POST, "/api/v1/media", None, &headers, telephone()).await;
    let again = client.send_with(Method::POST, "/api/v1/media", None, &headers, telephone()).await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 201), "{}", again.body);
    assert_eq!(first.json(), again.json());
    let other = client.send_with(Method::POST, "/api/v1/media", None, &headers, png(2)).await;
    assert_eq!(other.status, 409, "{}", other.body);
    for (bytes, status) in [
        (b"<html>".to_vec(), 422),
        (b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(), 422),
        (vec![], 422),
        (vec![0xff; (20 << 20) + 1], 422),
    ] {
        let page = client.send(Method::POST, "/api/v1/media", Some("image/jpeg"), bytes).await;
        assert_eq!(page.status, status, "{}", page.body);
        assert_eq!(page.header("content-type"), "application/problem+json");
    }
    let mut reader = world.client(&world.a.writer, "read").await;
    let page = reader.send(Method::POST, "/api/v1/media", None, png(2)).await;
    assert_eq!(page.status, 403, "{}", page.body);

    // In a post; another body's writer cannot take it.
    let id = first.json()["media"].as_str().unwrap().to_owned();
    let account = world.a.website.to_string();
    let medium = json!({ "media": id, "alt": "みこし", "people": "identifiable", "people_count": 2, "children": true,
        "rights": "own", "consents": ["12", "13"], "other_text": false });
    let content = |account: &str| json!({ "title": "祭", "text": "写真", "targets": [{ "account": account, "media": [medium] }] });
    let saved =
        client.send(Method::POST, "/api/v1/posts", Some("application/json"), content(&account).to_string()).await;
    assert_eq!(saved.status, 201, "{}", saved.body);
    let post = client.get(&format!("/api/v1/posts/{}", saved.json()["post"].as_str().unwrap())).await.json();
    let shown = &post["targets"][0]["media"][0];
    assert_eq!((shown["people"].as_str(), shown["people_count"].as_i64()), (Some("identifiable"), Some(2)));
    assert_eq!(post["content"]["targets"][0]["media"][0], *shown);
    let mut other = world.client(&world.b.writer, "act").await;
    let theirs = content(&world.b.website.to_string()).to_string();
    let page = other.send(Method::POST, "/api/v1/posts", Some("application/json"), theirs).await;
    assert_eq!(page.status, 422, "{}", page.body);
    let odd =
        json!({ "title": "x", "targets": [{ "account": account, "media": [{ "media": id, "people": "crowd" }] }] });
    let page = client.send(Method::POST, "/api/v1/posts", Some("application/json"), odd.to_string()).await;
    assert_eq!(page.status, 400, "{}", page.body);
}

/// The regulation of the second body wants a text with every picture: its answer follows the picture's facts.
#[tokio::test]
async fn facts_of_pictures_reach_the_regulation() {
    let world = World::new().await;
    let mut client = world.client(&world.b.writer, "act").await;
    let made = client.send(Method::POST, "/api/v1/media", None, telephone()).await.json();
    let answer = async |client: &mut Browser, alt: &str| -> Value {
        let medium = json!({ "media": made["media"], "alt": alt, "people": "none" });
        let target = json!({ "account": world.b.website.to_string(), "media": [medium] });
        let body = json!({ "content": { "title": "祭", "text": "写真", "targets": [target] } });
        let page = client.send(Method::POST, "/api/v1/posts/preview", Some("application/json"), body.to_string()).await;
        assert_eq!(page.status, 200, "{}", page.body);
        page.json()["targets"][0]["answer"].clone()
    };
    let outcome = |answer: &Value| {
        let trace = answer["trace"].as_array().unwrap().clone();
        let rule = trace.into_iter().find(|line| line["rule"] == "described").unwrap();
        rule["outcome"].as_str().unwrap().to_owned()
    };
    assert_eq!(outcome(&answer(&mut client, "みこし").await), "kept");
    assert_ne!(outcome(&answer(&mut client, "").await), "kept");

    // What is stored with the answer to an act holds what was stated, and nothing that was not.
    let medium = json!({ "media": made["media"], "alt": "みこし", "people": "identifiable", "people_count": 2,
        "children": true, "consents": ["12"] });
    let target = json!({ "account": world.b.website.to_string(), "media": [medium] });
    let body = json!({ "title": "祭", "text": "写真", "targets": [target] });
    let saved = client.send(Method::POST, "/api/v1/posts", Some("application/json"), body.to_string()).await;
    assert_eq!(saved.status, 201, "{}", saved.body);
    let saved = saved.json();
    let path = format!("/api/v1/posts/{}/submit", saved["post"].as_str().unwrap());
    let headers = [("if-match", "\"1\"")];
    client.send_with(Method::POST, &path, Some("application/json"), &headers, "{}").await;
    let subject = tatefuda_domain::record::Subject::new("post", saved["post"].as_str().unwrap());
    let mut tx = world.app.db.read().await.unwrap();
    let stored = tatefuda_store::answer::answer_list(&mut tx, world.b.tenant, &subject, 10).await.unwrap();
    tx.rollback().await.unwrap();
    let facts: Vec<Value> = stored.iter().map(|one| serde_json::from_str(&one.facts).unwrap()).collect();
    let media = facts.iter().find_map(|facts| facts["fields"].get("post.media").cloned()).unwrap();
    let expected = json!([{ "children": true, "consents": 1, "has_alt": true, "kind": "image",
        "people": "identifiable", "people_count": 2 }]);
    assert_eq!(media, expected);
}

#[tokio::test]
async fn residents_see_pictures_of_published_posts_only() {
    let world = World::new().await;
    let mut client = world.client(&world.a.writer, "act").await;
    let made = client.send(Method::POST, "/api/v1/media", None, telephone()).await.json();
    let id = made["media"].as_str().unwrap().to_owned();
    let file = format!("/public/mizube/media-{id}.jpg");
    assert_eq!(world.browser().get(&file).await.status, 404, "not before");
    let medium = json!({ "media": id, "alt": "みこし & <子ども>", "people": "none", "rights": "own" });
    let body = json!({ "title": "祭", "text": "写真", "category": "NNH-8(3)", "classification": "Ⅳ",
        "decision_status": "none", "targets": [{ "account": world.a.website.to_string(), "media": [medium] }] });
    let saved = client.send(Method::POST, "/api/v1/posts", Some("application/json"), body.to_string()).await.json();
    let post = saved["post"].as_str().unwrap();
    let act = async |who: &mut Browser, path: &str, version: &Value, body: Value| {
        let headers = [("if-match", format!("\"{version}\""))];
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let path = format!("/api/v1/posts/{post}/{path}");
        let page = who.send_with(Method::POST, &path, Some("application/json"), &headers, body.to_string()).await;
        assert!(page.status.is_success(), "{path}: {}", page.body);
        page.json()
    };
    let declared = json!({ "supplies": [{ "kind": "posting-declaration", "fields": { "declared": "yes" } },
        { "kind": "picture-safety", "fields": { "safe": "yes" } }] });
    act(&mut client, "submit", &saved["version"], declared).await;
    let mut checker = world.client(&world.a.checker, "act").await;
    let step = json!({ "step": "check", "shown": saved["sheet"] });
    let given = act(&mut checker, "steps", &json!(0), step).await;
    act(&mut client, "publications", &given["version"], json!({})).await;

    let picture = world.browser().get(&file).await;
    assert_eq!((picture.status.as_u16(), picture.header("content-type")), (200, "image/jpeg"));
    assert_eq!(picture.header("cross-origin-resource-policy"), "cross-origin");
    assert_eq!(picture.header("x-content-type-options"), "nosniff");
    for page in ["", "en.html"] {
        let page = world.browser().get(&format!("/public/mizube/{page}")).await;
        assert!(
            page.body.contains(&format!("src=\"media-{id}.jpg\"")) && page.shows("みこし & <子ども>"),
            "{}",
            page.body
        );
    }
    let feed = world.browser().get("/public/mizube/feed.json").await.json();
    let attached = &feed["items"][0]["attachments"][0];
    assert_eq!(attached["mime_type"], "image/jpeg");
    assert_eq!(attached["title"], "みこし & <子ども>");
    // Without a configured address nothing but the place beside the feed is known.
    assert_eq!(attached["url"], format!("media-{id}.jpg"));
    let atom = world.browser().get("/public/mizube/feed.atom").await.body;
    assert!(atom.contains("rel=\"enclosure\" type=\"image/jpeg\"") && atom.contains("みこし &amp; &lt;子ども&gt;"));
    // Not under another body's address, and the export has the file.
    assert_eq!(world.browser().get(&file.replace("mizube", "yamate")).await.status, 404);
    let folder = tatefuda_testkit::sqlite::file();
    let i18n = std::sync::Arc::new(tatefuda_i18n::I18n::new());
    let files =
        tatefuda_web::export::public(&world.app, &i18n, world.a.tenant, folder.directory(), None).await.unwrap();
    assert!(files.contains(&format!("media-{id}.jpg")), "{files:?}");
}

#[tokio::test]
async fn the_checker_sees_which_picture_was_replaced() {
    let world = World::new().await;
    let mut client = world.client(&world.a.writer, "act").await;
    let mut picture = async |bytes: Vec<u8>| {
        let made = client.send(Method::POST, "/api/v1/media", None, bytes).await.json();
        made["media"].as_str().unwrap().to_owned()
    };
    let (first, second) = (picture(telephone()).await, picture(png(6)).await);
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let account = world.a.facebook.to_string();
    let empty = browser.get("/posts/new").await;
    let named = |id: &str| ["people", "rights"].map(|name| format!("{name}.{id}"));
    let (of_first, of_second) = (named(&first), named(&second));
    let typed = [
        ("accounts", account.as_str()),
        ("text", TEXT),
        ("category", "NNH-8(3)"),
        ("classification", "Ⅳ"),
        ("decision_status", "none"),
        ("media", &first),
        (of_first[0].as_str(), "none"),
        (of_first[1].as_str(), "own"),
        ("supply", "posting-declaration"),
        ("supply.posting-declaration.declared", "yes"),
        ("supply", "picture-safety"),
        ("supply.picture-safety.safe", "yes"),
        ("intent", "submit"),
    ];
    let saved = fill(&mut browser, &empty, "/posts", &typed, &[]).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let post = saved.location().to_owned();
    let mut checker = world.signed_in(&world.a, &world.a.checker).await;
    let seen = checker.get(&format!("{post}/check")).await;
    assert!(seen.body.contains(&format!("<img src=\"/media/{first}\"")), "large: {}", seen.body);
    let edit = browser.get(&format!("{post}/edit")).await;
    let change = [
        ("media", second.as_str()),
        (of_second[0].as_str(), "none"),
        (of_second[1].as_str(), "own"),
        ("supply", "posting-declaration"),
        ("supply.posting-declaration.declared", "yes"),
        ("supply", "picture-safety"),
        ("supply.picture-safety.safe", "yes"),
        ("intent", "submit"),
    ];
    let saved = fill(&mut browser, &edit, &format!("{post}/edit"), &change, &[]).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let seen = checker.get(&format!("{post}/check")).await;
    let (before, after) = (format!("/media/{first}/preview"), format!("/media/{second}/preview"));
    assert!(seen.shows("画像1：差し替え"), "{}", seen.body);
    let changed = seen.body.split("class=\"changed\"").nth(1).unwrap();
    assert!(changed.contains(&before) && changed.contains(&after), "{changed}");
}

/// Where posts have no addresses, the form takes a picture of the screen, and the second person's look settles it.
#[tokio::test]
async fn a_picture_of_the_screen_stands_for_the_address_that_a_service_does_not_give() {
    let world = World::new().await;
    let places = crate::places::Places::of(&world).await;
    let to = places.fill("/publications/{id}/resolve");
    let post = format!("/posts/{}", places.paper("/publications/{id}/resolve").id);
    // No connector leads to such a service yet: the account becomes one of it.
    let mut tx = world.app.db.write().await.unwrap();
    let line = "UPDATE account SET service = 'line' WHERE tenant_id = $1 AND id = $2";
    tx.execute(line, tatefuda_store::args![world.a.tenant, world.a.facebook]).await.unwrap();
    tx.commit().await.unwrap();
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let page = writer.get(&post).await;
    assert!(page.body.contains("enctype=\"multipart/form-data\"") && page.body.contains("name=\"picture\""));
    let said = [("outcome", "published-seen"), ("seen", "トークの一番下")];
    let bare = fill(&mut writer, &page, &to, &said, &[]).await;
    assert!(bare.status == 422 && bare.body.contains("トークの一番下"), "{}", bare.body);
    let bad = fill(&mut writer, &page, &to, &said, &[("screen.png", b"<svg/>")]).await;
    assert!(bad.status == 422 && bad.body.contains("トークの一番下"), "{}", bad.body);
    let first = fill(&mut writer, &page, &to, &said, &[("screen.png", &png(7))]).await;
    assert!(first.status.as_u16() < 400, "{}", first.body);
    let mut checker = world.signed_in(&world.a, &world.a.checker).await;
    let page = checker.get(&post).await;
    assert!(page.shows("トークの一番下") && page.body.contains("/media/") && page.has_form(&to), "{}", page.body);
    let second = fill(&mut checker, &page, &to, &[("outcome", "published-seen")], &[]).await;
    assert!(second.status.as_u16() < 400, "{}", second.body);
    let page = checker.get(&post).await;
    assert!(page.shows("目視") && !page.has_form(&to), "{}", page.body);
}

#[tokio::test]
async fn the_same_picture_chosen_again_is_told_and_not_dropped_silently() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let body = |files: &[&str]| {
        let mut body = Vec::new();
        for name in files {
            let head = format!(
                "--b\r\ncontent-disposition: form-data; name=\"picture\"; filename=\"{name}\"\r\n\
                 content-type: image/png\r\n\r\n"
            );
            body.extend([head.as_bytes(), &tatefuda_testkit::picture::png(3), b"\r\n"].concat());
        }
        body.extend(b"--b\r\ncontent-disposition: form-data; name=\"text\"\r\n\r\nx\r\n--b--\r\n");
        body
    };
    let kind = Some("multipart/form-data; boundary=b");
    let page = browser.send(Method::POST, "/posts", kind, Body::from(body(&["a.png", "b.png"]))).await;
    assert_eq!(page.status, 422, "{}", page.body);
    assert!(summary(&page).contains("b.png") && summary(&page).contains("同じ画像"), "{}", page.body);
}

/// A form with one file whose name is given as bytes.
fn with_file(fields: &[(&str, &str)], name: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, value) in fields {
        body.extend(format!("--b\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").as_bytes());
    }
    let head = [b"--b\r\ncontent-disposition: form-data; name=\"picture\"; filename=\"", name, b"\"\r\n\r\n"];
    [&body[..], &head.concat(), bytes, b"\r\n--b--\r\n"].concat()
}

#[tokio::test]
async fn a_picture_is_kept_whatever_its_name_was_written_in() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let kind = Some("multipart/form-data; boundary=b");
    // 写真.png and ソ.png in CP932: the second byte of ソ is that of a backslash.
    let names: [&[u8]; 3] = [b"\x8e\xca\x90^.png", b"\x83\x5c.png", b"\xff\xfe.png"];
    for name in names {
        let body = with_file(&[("text", "x"), ("intent", "upload")], name, &tatefuda_testkit::picture::png(7));
        let page = browser.send(Method::POST, "/posts", kind, body).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let pictures = page.form("/posts").into_iter().filter(|(name, _)| name == "media").count();
        assert_eq!(pictures, 1, "{name:?}: {}", page.body);
    }
    let body = with_file(&[("text", "x"), ("intent", "upload")], names[0], b"<html>");
    let page = browser.send(Method::POST, "/posts", kind, body).await;
    assert!(summary(&page).contains("写真.png"), "{}", page.body);
}
