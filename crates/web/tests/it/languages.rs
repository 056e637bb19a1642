//! Both languages on every page: no key left over, English pages without Japanese outside data, every id once and every
//! reference to one that is there.

use axum::body::Body;
use tatefuda_testkit::html;
use tatefuda_ui::view::is_japanese;
use tatefuda_web::routes::Kind;

use crate::{
    places::{Places, method, pages},
    world::World,
};

/// Words of the world and of its regulation that pages show as they are.
const DATA: [&str; 11] = [
    "日本語",
    "公式facebook",
    "公式website",
    "題",
    "架空の決定 第1号",
    "管理者",
    "田中 無",
    "甲の町だけが知る下書き",
    "渡辺台帳",
    // What a paper was called when it was archived.
    "公式アカウントの掲載",
    "渡辺",
];

/// Text of a page outside elements whose language is Japanese, and outside what people typed.
fn chrome(html: &str) -> Vec<String> {
    const VOID: [&str; 7] = ["meta", "link", "input", "br", "hr", "img", "wbr"];
    let mut stack: Vec<(String, bool)> = vec![];
    let mut found = vec![];
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let text = rest[..open].trim();
        let japanese = stack.last().is_some_and(|(_, japanese)| *japanese);
        if !text.is_empty() && !japanese {
            found.push(text.to_owned());
        }
        let close = rest[open..].find('>').map_or(rest.len() - 1, |at| open + at);
        let tag = &rest[open + 1..close];
        rest = &rest[close + 1..];
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if tag.starts_with('/') {
            while let Some((top, _)) = stack.pop() {
                if top == name {
                    break;
                }
            }
        } else if !tag.starts_with('!') && !VOID.contains(&name.as_str()) {
            let own = if tag.contains("lang=\"ja\"") {
                true
            } else if tag.contains("lang=\"en\"") {
                false
            } else {
                japanese
            };
            stack.push((name.clone(), own || name == "textarea" || name == "option" || name == "output"));
        }
    }
    found
}

#[tokio::test]
async fn every_page_in_both_languages() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut leftovers = vec![];
    for member in [&world.a.admin, &world.a.writer, &world.a.checker, &world.a.nobody] {
        for lang in ["ja", "en"] {
            let mut browser = world.signed_in(&world.a, member).await;
            let page = browser.post("/language", &[("lang", lang), ("next", "/posts?lang=ja")]).await;
            assert_eq!(page.location(), "/posts");
            for route in pages().filter(|route| matches!(route.kind, Kind::Page | Kind::Public)) {
                let address = places.fill(route.path);
                let page = browser.send(method(route.verb), &address, None, Body::empty()).await;
                assert!(!page.body.contains('⟦'), "{route:?} {lang}: {}", page.body);
                if page.header("content-type").starts_with("text/html") {
                    assert!(page.body.contains(&format!("<html lang=\"{lang}\"")), "{route:?} {lang}: {}", page.body);
                    let read = html::Page::parse(&page.body).unwrap_or_else(|error| panic!("{route:?}: {error}"));
                    let lost = (read.doubled_ids(), read.lost_references());
                    assert_eq!(lost, (vec![], vec![]), "{route:?} as {}: {}", member.login, page.body);
                }
                if lang == "en" && route.kind == Kind::Page {
                    for text in chrome(&page.body).into_iter().filter(|text| text.chars().any(is_japanese)) {
                        leftovers.push((format!("{} as {}", route.path, member.login), text));
                    }
                }
            }
        }
    }
    // What people of the body wrote, and what the text of a regulation quotes, stays as it is.
    leftovers.retain(|(_, text)| {
        DATA.iter().fold(text.clone(), |text, data| text.replace(data, "")).chars().any(is_japanese)
    });
    leftovers.dedup();
    let leftovers: Vec<String> = leftovers.into_iter().map(|(page, text)| format!("{page}: {text}")).collect();
    assert!(leftovers.is_empty(), "Japanese outside data:\n{}", leftovers.join("\n"));
}

#[tokio::test]
async fn the_language_is_negotiated() {
    let world = World::new().await;
    let english = world.browser().with("accept-language", "en-GB,en;q=0.9").get("/sign-in").await;
    assert!(english.body.contains("<html lang=\"en\""));
    let japanese = world.browser().get("/sign-in").await;
    assert!(japanese.body.contains("<html lang=\"ja\""));
    let mut browser = world.browser();
    browser.get("/sign-in?lang=en").await;
    assert!(browser.get("/sign-in").await.body.contains("<html lang=\"en\""), "the choice stays");
    let problem = world.browser().with("accept-language", "ja").get("/api/v1/me").await;
    assert_eq!(problem.json()["title"], "トークンが必要です");
}
