//! Who may call what: every route and endpoint for every kind of person, as a snapshot that a reviewer reads.

use std::fmt::Write as _;

use axum::body::Body;

use crate::{
    browser::{Browser, encode},
    places::{Places, endpoints, method, pages, sound_body, sound_form},
    world::World,
};

const WHO: [&str; 6] = ["nobody signed in", "no role", "operator", "responsible", "administrator", "other body"];

/// A fresh world for each kind of person, because some of these acts succeed.
async fn world_of(who: usize) -> (World, Places) {
    let world = World::new().await;
    let places = Places::of(&world).await;
    assert!(who < WHO.len());
    (world, places)
}

async fn browser(world: &World, who: usize) -> Browser {
    match who {
        0 => world.browser(),
        1 => world.signed_in(&world.a, &world.a.nobody).await,
        2 => world.signed_in(&world.a, &world.a.writer).await,
        3 => world.signed_in(&world.a, &world.a.checker).await,
        4 => world.signed_in(&world.a, &world.a.admin).await,
        _ => world.signed_in(&world.b, &world.b.admin).await,
    }
}

async fn client(world: &World, who: usize) -> Browser {
    match who {
        0 => world.browser(),
        1 => world.client(&world.a.nobody, "act").await,
        2 => world.client(&world.a.writer, "act").await,
        3 => world.client(&world.a.checker, "act").await,
        4 => world.client(&world.a.admin, "act").await,
        _ => world.client(&world.b.admin, "act").await,
    }
}

fn table(head: &str, rows: &[(String, Vec<u16>)]) -> String {
    let mut out = format!("{head:<60}");
    for who in WHO {
        let _ = write!(out, " {who:>16}");
    }
    out.push('\n');
    for (name, statuses) in rows {
        let _ = write!(out, "{name:<60}");
        for status in statuses {
            let _ = write!(out, " {status:>16}");
        }
        out.push('\n');
    }
    out
}

#[tokio::test]
async fn pages_for_everybody() {
    let mut rows: Vec<(String, Vec<u16>)> =
        pages().map(|route| (format!("{} {}", route.verb.as_str(), route.path), vec![])).collect();
    for (who, whose) in WHO.into_iter().enumerate() {
        let (world, places) = world_of(who).await;
        for (route, row) in pages().zip(&mut rows) {
            // Signed in anew each time: some of these routes sign out.
            let mut browser = browser(&world, who).await;
            let form: Vec<(&str, String)> = sound_form(&world, &places, route);
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let (kind, body) = match route.verb.as_str() {
                "GET" => (None, Body::empty()),
                _ => (Some("application/x-www-form-urlencoded"), Body::from(encode(&form))),
            };
            let page = browser.send(method(route.verb), &places.fill(route.path), kind, body).await;
            assert!(page.status.as_u16() < 500, "{route:?} {}: {}", whose, page.body);
            row.1.push(page.status.as_u16());
        }
    }
    insta::assert_snapshot!("pages", table("page", &rows));
}

#[tokio::test]
async fn endpoints_for_everybody() {
    let endpoints = endpoints();
    let mut rows: Vec<(String, Vec<u16>)> =
        endpoints.iter().map(|(method, path)| (format!("{method} {path}"), vec![])).collect();
    for (who, whose) in WHO.into_iter().enumerate() {
        let (world, places) = world_of(who).await;
        let mut client = client(&world, who).await;
        for ((method, path), row) in endpoints.iter().zip(&mut rows) {
            let body = sound_body(&world, &places, path).to_string();
            let (kind, body) = match method.as_str() {
                "GET" => (None, Body::empty()),
                _ => (Some("application/json"), Body::from(body)),
            };
            let etag = places.etag(path);
            let headers = [("if-match", etag.as_str())];
            let page = client.send_with(method.clone(), &places.fill(path), kind, &headers, body).await;
            assert!(page.status.as_u16() < 500, "{method} {path} {}: {}", whose, page.body);
            row.1.push(page.status.as_u16());
        }
    }
    insta::assert_snapshot!("endpoints", table("endpoint", &rows));
}
