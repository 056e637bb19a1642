//! Whatever is sent: never a fault of the program, always words, and what was typed is kept.

use axum::{body::Body, http::Method};

use crate::{
    browser::encode,
    places::{Places, endpoints, pages, sound_body, sound_form},
    world::World,
};

const MARK: &str = "失われてはならない文";

/// Field names of every form, so that each is hit wherever it is read.
const FIELDS: [&str; 40] = [
    "body",
    "login",
    "password",
    "next",
    "lang",
    "capacity",
    "current",
    "new",
    "repeat",
    "accounts",
    "text",
    "link",
    "category",
    "classification",
    "decision_status",
    "from_date",
    "from_time",
    "until_date",
    "until_time",
    "intent",
    "command_id",
    "version",
    "comment",
    "quote",
    "shown",
    "step",
    "date",
    "time",
    "reason",
    "outcome",
    "url",
    "kind",
    "subject_kind",
    "subject",
    "digest",
    "key",
    "value",
    "source",
    "position",
    "until",
];

fn encoded(text: &str) -> Vec<u8> {
    encode(&[("x", text)]).as_bytes()[2..].to_vec()
}

fn nasty() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("empty", b"".to_vec()),
        ("blank", b"+++".to_vec()),
        ("nul", b"%00".to_vec()),
        ("control", b"a%07%1bb".to_vec()),
        ("not utf-8", b"%ff%fe%80".to_vec()),
        ("raw bytes", vec![0xff, 0xfe, 0x80]),
        ("half an escape", b"%e3%81".to_vec()),
        ("broken escape", b"%zz%".to_vec()),
        ("markup", encoded("<script>alert(1)</script>\"'&")),
        ("long", b"x".repeat(30_000)),
        ("number", b"-9223372036854775809".to_vec()),
        ("date", b"2026-02-31".to_vec()),
        ("far date", b"-9999-01-01".to_vec()),
        ("emoji", encoded("👩‍👩‍👧‍👦\u{202e}\u{feff}")),
    ]
}

#[tokio::test]
async fn forms_never_break_the_program() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let posts: Vec<_> = pages().filter(|route| route.verb.as_str() == "POST").collect();
    for member in [&world.a.admin, &world.a.writer] {
        let mut browser = world.signed_in(&world.a, member).await;
        for (name, value) in nasty() {
            for route in &posts {
                if route.name.starts_with("member.reset") || route.name == "member.password" {
                    continue;
                }
                if browser.cookie("tatefuda_session").is_none() {
                    browser = world.signed_in(&world.a, member).await;
                }
                let mut body: Vec<u8> = Vec::new();
                for field in FIELDS {
                    body.extend([field.as_bytes(), b"=", &value, b"&"].concat());
                }
                let page = browser.post_raw(&places.fill(route.path), Body::from(body)).await;
                assert!(page.status.as_u16() < 500, "{name} {route:?}: {}", page.body);
                assert!(!page.body.contains("<script>alert(1)"), "{name} {route:?}: {}", page.body);
                assert!(!page.body.contains('⟦'), "{name} {route:?}: {}", page.body);
            }
        }
    }
}

#[tokio::test]
async fn one_bad_field_at_a_time_keeps_what_was_typed() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let cases = [
        ("post.create", "text", "from_date"),
        ("post.create", "text", "accounts"),
        ("post.edit", "text", "until_time"),
        ("post.return", "comment", "version"),
        ("post.withdraw", "reason", "version"),
        ("record.give", "fields.note", "digest"),
        ("setting.propose", "note", "effective"),
        ("member.add", "name", "login"),
        ("token.create", "name", "kind"),
        ("account.register", "purpose", "service"),
        ("publication.resolve", "note", "outcome"),
    ];
    for (route_name, kept, bad) in cases {
        let route = pages().find(|route| route.name == route_name).unwrap();
        let member =
            if route_name.starts_with("post") || route_name.starts_with("publication") || route_name == "record.give" {
                &world.a.writer
            } else {
                &world.a.admin
            };
        let mut browser = world.signed_in(&world.a, member).await;
        let mut form = sound_form(&world, &places, route);
        form.retain(|(name, _)| *name != kept && *name != bad);
        if route_name == "record.give" {
            // A kind with a text in it.
            form.retain(|(name, _)| *name != "kind" && *name != "fields.declared");
            form.push(("kind", "deliberation-note".to_owned()));
        }
        form.push((kept, MARK.to_owned()));
        form.push((bad, "\u{1}nonsense".to_owned()));
        let pairs: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = browser.post(&places.fill(route.path), &pairs).await;
        assert!(page.status.is_client_error(), "{route_name}/{bad}: {} {}", page.status, page.body);
        assert!(page.shows(MARK), "{route_name}/{bad}: {}", page.body);
        assert!(page.header("content-type").starts_with("text/html"));
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_and_one_that_is_no_form() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let page = browser.post_raw("/posts", "x".repeat(3 << 20)).await;
    assert_eq!(page.status, 413);
    assert!(page.header("content-type").starts_with("text/html"), "{}", page.body);
    let page = browser.post_raw("/records", "x".repeat(3 << 20)).await;
    assert_eq!(page.status, 413);
    let page = browser.send(Method::POST, "/posts", Some("text/plain"), "text=x").await;
    assert_eq!(page.status, 415);
    let page = browser.send(Method::PUT, "/posts", None, Body::empty()).await;
    assert_eq!(page.status, 405);
    assert!(page.header("content-type").starts_with("text/html") && page.header("allow").contains("POST"));
    let page = browser.get("/no/such/page").await;
    assert_eq!(page.status, 404);
    for id in ["", "%00", "..%2f..%2fetc", "%ff", "0", "'--", &"9".repeat(5_000)] {
        let page = browser.get(&format!("/posts/{id}x")).await;
        assert_eq!(page.status, 404, "{id}");
    }
}

#[tokio::test]
async fn endpoints_never_break_the_program() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut client = world.client(&world.a.admin, "act").await;
    let bodies: Vec<Vec<u8>> = vec![
        b"".to_vec(),
        b"null".to_vec(),
        b"[]".to_vec(),
        b"{".to_vec(),
        b"\xff\xfe".to_vec(),
        br#"{"unknown-field": 1}"#.to_vec(),
        br#"{"text": "\u0000", "title": "\u0007"}"#.to_vec(),
        br#"{"title": 7, "comment": {}, "step": [], "name": null}"#.to_vec(),
        format!("{}{}", "[".repeat(5_000), "]".repeat(5_000)).into_bytes(),
        br#"{"version": 99999999999999999999999999}"#.to_vec(),
    ];
    for (method, path) in endpoints().into_iter().filter(|(method, _)| method != Method::GET) {
        let address = places.fill(&path);
        // Pictures and files are no JSON; they have tests of their own.
        if path.ends_with("password-reset") || path == "/api/v1/media" || path.ends_with("-files") {
            continue;
        }
        for body in &bodies {
            for etag in ["\"3\"", "nonsense"] {
                let headers = [("if-match", etag)];
                let kind = Some("application/json");
                let page = client.send_with(method.clone(), &address, kind, &headers, body.clone()).await;
                assert!(page.status.as_u16() < 500, "{method} {path}: {}", page.body);
                if page.status.is_client_error() {
                    assert_eq!(page.header("content-type"), "application/problem+json", "{method} {path}");
                    assert_eq!(page.json()["status"], page.status.as_u16());
                }
            }
        }
        // An unknown field beside sound ones is named.
        let mut sound = sound_body(&world, &places, &path);
        sound["surprise"] = serde_json::Value::Bool(true);
        let headers = [("if-match", "\"3\"")];
        let kind = Some("application/json");
        let page = client.send_with(method.clone(), &address, kind, &headers, sound.to_string()).await;
        assert_eq!(page.status, 400, "{method} {path}: {}", page.body);
        assert!(page.body.contains("surprise"), "{method} {path}: {}", page.body);
    }
    for query in ["?limit=x", "?cursor=%00", "?state=nonsense", "?surprise=1"] {
        let page = client.get(&format!("/api/v1/posts{query}")).await;
        assert_eq!(page.status, 400, "{query}: {}", page.body);
    }
}
