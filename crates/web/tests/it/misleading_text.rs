//! Texts, pictures and feeds are what they seem (issue of misleading screens, part of texts and feeds).

use axum::http::Method;
use tatefuda_app::post::{Draft, TargetInput};

use crate::{
    browser::{Browser, Page},
    misleading::{checked, content, schedule, summary},
    world::World,
};

async fn check(world: &World, browser: &mut Browser, text: &str) -> Page {
    let account = world.a.website.to_string();
    browser.post("/check", &[("accounts", &account), ("text", text), ("category", "NNH-8(3)")]).await
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

/// Readers of feeds ask every few minutes.
#[tokio::test]
async fn a_feed_that_did_not_change_is_answered_with_304() {
    let world = World::new().await;
    for name in ["feed.atom", "feed.json"] {
        let path = format!("/public/mizube/{name}");
        let first = world.browser().get(&path).await;
        let header = |page: &Page, name: &str| page.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
        let (tag, changed) = (header(&first, "etag").unwrap(), header(&first, "last-modified").unwrap());
        assert!(changed.ends_with(" GMT"), "{changed}");
        let strong = tag.trim_start_matches("W/").to_owned();
        let several = format!("\"other\", {tag}");
        for (asked, value, expected) in [
            ("if-none-match", tag.as_str(), 304),
            ("if-none-match", &strong, 304),
            ("if-none-match", &several, 304),
            ("if-none-match", "\"other\"", 200),
            ("if-modified-since", &changed, 304),
            ("if-modified-since", "Sun, 29 Mar 2020 00:00:00 GMT", 200),
        ] {
            let again = world.browser().with(asked, value).get(&path).await;
            assert_eq!(again.status, expected, "{name} {asked}: {value}");
            assert_eq!(again.body.is_empty(), expected == 304);
            assert_eq!(header(&again, "etag").as_ref(), Some(&tag));
        }
        let site = tatefuda_app::post::Content {
            targets: vec![TargetInput::shared(world.a.website)],
            ..content(&world, &format!("新しい {name}"))
        };
        let saved = checked(&world, site).await;
        schedule(&world, &saved, None).await;
        let fresh = world.browser().with("if-none-match", &tag).get(&path).await;
        assert!(fresh.status == 200 && header(&fresh, "etag") != Some(tag), "what changed is told");
    }
}

#[tokio::test]
async fn every_entry_of_a_feed_leads_to_its_place_on_the_page() {
    let world = World::new().await;
    for number in 0..23 {
        let site = tatefuda_app::post::Content {
            targets: vec![TargetInput::shared(world.a.website)],
            ..content(&world, &format!("お知らせ{number}"))
        };
        let saved = checked(&world, site).await;
        schedule(&world, &saved, None).await;
    }
    let feed = world.browser().get("/public/mizube/feed.json").await.json();
    let items = feed["items"].as_array().unwrap();
    assert_eq!(items.len(), 23);
    for page in ["index.html", "en.html"] {
        let page = world.browser().get(&format!("/public/mizube/{page}")).await;
        for item in items {
            let (_, fragment) = item["url"].as_str().unwrap().split_once('#').unwrap();
            assert!(page.body.contains(&format!("id=\"{fragment}\"")), "{fragment}");
        }
    }
    // Without a known address a feed does not claim one.
    assert_eq!((feed.get("feed_url"), feed.get("home_page_url")), (None, None));
}

/// Four digits and a slip: nobody means the year 26.
#[tokio::test]
async fn a_window_in_the_year_26_is_told_at_its_field() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    for field in ["from_date", "until_date"] {
        let form = browser.get("/posts/new").await;
        let fields = [("text", "広報紙を配ります"), (field, "0026-04-10"), ("intent", "save")];
        let page = browser.submit(&form, "/posts", &fields).await;
        assert!(page.status == 422 && summary(&page).contains(&format!("href=\"#{field}\"")), "{}", page.body);
        assert!(page.shows("広報紙を配ります"), "{}", page.body);
    }
}
