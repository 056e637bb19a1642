//! No request reaches another body's rows, by page or by interface, whoever asks.

use axum::body::Body;
use tatefuda_app::audit;

use crate::{
    browser::encode,
    places::{Places, SECRET, endpoints, method, pages, sound_body, sound_form},
    world::World,
};

/// The end of the first body's chain: any act on its rows would move it.
async fn head(world: &World) -> u64 {
    let newest = audit::view::newest(&world.app, &world.a.admin.actor, None, 1).await.unwrap();
    newest[0].entry.as_ref().unwrap().seq
}

#[tokio::test]
async fn pages_with_the_other_bodys_ids() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let before = head(&world).await;
    for member in [&world.b.admin, &world.b.writer, &world.b.checker] {
        for route in pages().filter(|route| route.path.contains("{id}")) {
            let mut browser = world.signed_in(&world.b, member).await;
            let form: Vec<(&str, String)> = sound_form(&world, &places, route);
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let (kind, body) = match route.verb.as_str() {
                "GET" => (None, Body::empty()),
                _ => (Some("application/x-www-form-urlencoded"), Body::from(encode(&form))),
            };
            let page = browser.send(method(route.verb), &places.fill(route.path), kind, body).await;
            assert!(matches!(page.status.as_u16(), 403 | 404), "{route:?}: {} {}", page.status, page.body);
            assert!(!page.shows(SECRET), "{route:?}: {}", page.body);
        }
    }
    assert_eq!(head(&world).await, before, "nothing happened in the first body");
}

#[tokio::test]
async fn forms_that_name_the_other_bodys_ids() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let before = head(&world).await;
    for route in pages().filter(|route| route.verb.as_str() == "POST" && !route.path.contains("{id}")) {
        if route.name == "session.sign-in" {
            continue;
        }
        let mut browser = world.signed_in(&world.b, &world.b.admin).await;
        let form: Vec<(&str, String)> = sound_form(&world, &places, route);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = browser.post(route.path, &form).await;
        assert!(page.status.as_u16() < 500, "{route:?}: {}", page.body);
        assert!(!page.shows(SECRET), "{route:?}: {}", page.body);
    }
    assert_eq!(head(&world).await, before, "nothing happened in the first body");
}

#[tokio::test]
async fn endpoints_with_the_other_bodys_ids() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let before = head(&world).await;
    for member in [&world.b.admin, &world.b.writer, &world.b.checker] {
        let mut client = world.client(member, "act").await;
        for (method, path) in endpoints() {
            let body = sound_body(&world, &places, &path).to_string();
            let (kind, body) = match method.as_str() {
                "GET" => (None, Body::empty()),
                _ => (Some("application/json"), Body::from(body)),
            };
            let etag = places.etag(&path);
            let headers = [("if-match", etag.as_str())];
            let page = client.send_with(method.clone(), &places.fill(&path), kind, &headers, body).await;
            assert!(page.status.as_u16() < 500, "{method} {path}: {}", page.body);
            if path.contains("{id}") {
                assert!(matches!(page.status.as_u16(), 403 | 404), "{method} {path}: {} {}", page.status, page.body);
            }
            assert!(!page.body.contains(SECRET) && !page.body.contains("mizube"), "{method} {path}: {}", page.body);
        }
    }
    assert_eq!(head(&world).await, before, "nothing happened in the first body");
}
