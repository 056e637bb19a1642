//! What browsers are told, and that no secret stands in a page.

use axum::body::Body;
use tatefuda_web::{Config, routes::Kind};

use crate::{
    places::{Places, method, pages},
    world::{PASSWORD, World},
};

#[tokio::test]
async fn every_answer_says_what_a_page_may_do() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut browser = world.signed_in(&world.a, &world.a.admin).await;
    for route in pages().filter(|route| route.verb.as_str() == "GET") {
        let page = browser.send(method(route.verb), &places.fill(route.path), None, Body::empty()).await;
        let csp = page.header("content-security-policy");
        let picture = page.header("content-type").starts_with("image/") && route.path.starts_with("/media/");
        // A paper keeps the style with which it was archived, and nothing else of it runs or loads.
        let sheet = page.status.is_success() && route.path.ends_with("/sheet");
        // A file that somebody brought is handed out and opened nowhere.
        let brought = picture || (page.status.is_success() && route.path.starts_with("/case-files/"));
        let source = match (brought, sheet) {
            (true, _) => "default-src 'none'; sandbox",
            (_, true) => "default-src 'none'; style-src 'unsafe-inline'; sandbox",
            _ => "default-src 'self'",
        };
        assert!(csp.contains(source) && csp.contains("frame-ancestors 'none'"), "{route:?}");
        assert_eq!(csp.matches("unsafe").count(), usize::from(sheet), "{route:?}");
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{route:?}");
        assert_eq!(page.header("referrer-policy"), "same-origin", "{route:?}");
        assert!(!page.header("x-request-id").is_empty(), "{route:?}");
        let caching = page.header("cache-control");
        match route.kind {
            Kind::Page => assert_eq!(caching, "no-store", "{route:?}"),
            Kind::Public if page.status.is_success() => assert_eq!(caching, "public, max-age=60", "{route:?}"),
            _ => {}
        }
        assert!(!page.body.contains(" style=\"") && !page.body.contains(" onclick="), "{route:?}");
    }
}

#[tokio::test]
async fn assets_live_for_ever_under_their_address() {
    let world = World::new().await;
    let mut browser = world.browser();
    let page = browser.get("/sign-in").await;
    let at = page.body.find("/assets/").unwrap();
    let address: String = page.body[at..].chars().take_while(|c| *c != '"').collect();
    let asset = browser.get(&address).await;
    assert_eq!(asset.status, 200, "{address}");
    assert_eq!(asset.header("cache-control"), "public, max-age=31536000, immutable");
    let old = browser.get("/assets/0000000000/app.css").await;
    assert_eq!((old.status.as_u16(), old.header("cache-control")), (200, "no-cache"));
    for bad in ["/assets/x/../../Cargo.toml", "/assets/x/..%2fsrc%2flib.rs", "/assets/x/nothing.css"] {
        assert_eq!(browser.get(bad).await.status, 404, "{bad}");
    }
}

#[tokio::test]
async fn cookies_are_closed_to_scripts_and_other_sites() {
    let secure = Config { secure_cookies: true, ..Config::default() };
    for (config, name) in [(Config::default(), "tatefuda_session="), (secure, "__Host-tatefuda_session=")] {
        let secure = config.secure_cookies;
        let world = World::with(config).await;
        let fields = [("body", "mizube"), ("login", "writer"), ("password", PASSWORD)];
        let page = world.browser().post("/sign-in", &fields).await;
        let cookie = page.header("set-cookie");
        assert!(cookie.starts_with(name), "{cookie}");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        assert_eq!(cookie.contains("Secure"), secure, "{cookie}");
        assert_eq!(page.header("strict-transport-security").is_empty(), !secure);
    }
}

#[tokio::test]
async fn a_planted_secret_is_found_on_no_page() {
    const TOKEN: &str = "EAAGplantedNeverShow0123456789";
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut browser = world.signed_in(&world.a, &world.a.admin).await;
    let path = places.fill("/accounts/{id}/connect");
    let page = browser.post(&path, &[("token", TOKEN)]).await;
    assert_eq!(page.status, 303, "{}", page.body);
    // A token that is refused is not given back either.
    let page = browser.post(&path, &[("token", &format!("{TOKEN} ")), ("expires", "nonsense")]).await;
    assert!(page.status.is_client_error() && !page.body.contains(TOKEN), "{}", page.body);
    let page = browser.post("/sign-in", &[("body", "mizube"), ("login", "x"), ("password", TOKEN)]).await;
    assert!(!page.body.contains(TOKEN));
    let session = browser.cookie("tatefuda_session").unwrap().to_owned();
    for route in pages().filter(|route| route.verb.as_str() == "GET") {
        let page = browser.send(method(route.verb), &places.fill(route.path), None, Body::empty()).await;
        for secret in [TOKEN, PASSWORD, session.as_str()] {
            assert!(!page.body.contains(secret), "{route:?}");
        }
    }
    let mut client = world.client(&world.a.admin, "read").await;
    for path in ["/api/v1/accounts", "/api/v1/audit/entries", "/api/v1/me", "/api/v1/people"] {
        let page = client.get(path).await;
        assert!(page.status == 200 && !page.body.contains(TOKEN), "{path}: {}", page.body);
    }
    let history = browser.get("/tokens").await;
    assert!(!history.body.contains("tfp_"), "{}", history.body);
}

#[tokio::test]
async fn the_health_of_the_program() {
    let world = World::new().await;
    let page = world.browser().get("/health").await;
    assert_eq!((page.status.as_u16(), page.body.as_str()), (200, "ok\n"));
}

/// It said `ok` while nothing could be saved any more.
#[tokio::test]
async fn the_health_of_the_program_is_tried_by_writing() {
    let world = World::new().await;
    // The connection that writes refuses to; the next one will not.
    let mut tx = world.app.db.write().await.unwrap();
    tx.one("PRAGMA query_only = ON", vec![]).await.unwrap();
    tx.commit().await.unwrap();
    let page = world.browser().get("/health").await;
    let said = "保存できません：読み取り専用になっています\nNothing can be saved: it can only be read\n";
    assert_eq!((page.status.as_u16(), page.body.as_str()), (503, said));
    let page = world.browser().get("/health").await;
    assert_eq!(page.status, 503, "asking again at once does not write again");
    world.clock.advance(jiff::SignedDuration::from_secs(1));
    let page = world.browser().get("/health").await;
    assert_eq!((page.status.as_u16(), page.body.as_str()), (200, "ok\n"));
}
