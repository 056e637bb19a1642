//! The public host of pictures: what it serves, to whom, until when, and that it serves nothing else.

use std::{path::Path, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, Response, StatusCode},
};
use jiff::SignedDuration;
use tatefuda_domain::Clock as _;
use tatefuda_mediahost::{Config, KEY_MIN, Key, LARGEST, UNTIL, router};
use tatefuda_testkit::ManualClock;
use tower::ServiceExt as _;

const KEY: &str = "planted-key-of-the-host-0123456789";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0 picture";

struct Host {
    router: Router,
    clock: ManualClock,
    folder: tempfile::TempDir,
}

fn open(folder: &Path, clock: &ManualClock) -> Router {
    let key = Key::new(&KEY.into()).expect("long enough");
    router(Config { folder: folder.to_owned(), key, clock: Arc::new(clock.clone()) }).expect("a folder")
}

fn name(n: u8) -> String {
    format!("{n:064x}")
}

impl Host {
    fn new() -> Self {
        let clock = ManualClock::at_text("2026-04-01T09:00:00+09:00");
        let folder = tempfile::tempdir().expect("a folder");
        Self { router: open(folder.path(), &clock), clock, folder }
    }

    async fn ask(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.expect("an answer")
    }

    async fn get(&self, path: &str) -> (StatusCode, Vec<u8>) {
        let answer = self.ask(Request::get(path).body(Body::empty()).expect("a request")).await;
        let status = answer.status();
        (status, to_bytes(answer.into_body(), usize::MAX).await.expect("a body").to_vec())
    }

    async fn put_as(&self, key: &str, name: &str, mime: &str, hours: i64, bytes: &[u8]) -> StatusCode {
        let until = self.clock.now() + SignedDuration::from_hours(hours);
        let request = Request::put(format!("/p/{name}"))
            .header("authorization", format!("Bearer {key}"))
            .header("content-type", mime)
            .header(UNTIL, until.to_string());
        self.ask(request.body(Body::from(bytes.to_vec())).expect("a request")).await.status()
    }

    async fn put(&self, name: &str, bytes: &[u8]) -> StatusCode {
        self.put_as(KEY, name, "image/jpeg", 24, bytes).await
    }

    async fn delete(&self, key: &str, name: &str) -> StatusCode {
        let request = Request::delete(format!("/p/{name}")).header("authorization", format!("Bearer {key}"));
        self.ask(request.body(Body::empty()).expect("a request")).await.status()
    }

    fn files(&self) -> usize {
        std::fs::read_dir(self.folder.path()).expect("a folder").count()
    }
}

#[tokio::test]
async fn a_picture_stands_under_its_address_until_it_is_withdrawn() {
    let host = Host::new();
    let path = format!("/p/{}", name(1));
    assert_eq!(host.get(&path).await.0, StatusCode::NOT_FOUND);
    assert_eq!(host.put(&name(1), JPEG).await, StatusCode::NO_CONTENT);
    assert_eq!(host.put(&name(1), JPEG).await, StatusCode::NO_CONTENT, "a repeat is the same");
    assert_eq!(host.get(&path).await, (StatusCode::OK, JPEG.to_vec()));
    let answer = host.ask(Request::head(&path).body(Body::empty()).expect("a request")).await;
    let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    for (name, expected) in [
        ("content-type", "image/jpeg"),
        ("content-length", "12"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("x-robots-tag", "noindex, noarchive"),
    ] {
        assert_eq!(header(name), expected, "{name}");
    }
    assert_eq!(host.delete(KEY, &name(1)).await, StatusCode::NO_CONTENT);
    assert_eq!(host.delete(KEY, &name(1)).await, StatusCode::NO_CONTENT, "away is away");
    assert_eq!((host.get(&path).await.0, host.files()), (StatusCode::NOT_FOUND, 0));
}

#[tokio::test]
async fn nobody_without_the_key_puts_or_takes_away() {
    let host = Host::new();
    host.put(&name(1), JPEG).await;
    for key in ["", "wrong", &KEY[..KEY.len() - 1], &format!("{KEY}x")] {
        assert_eq!(host.put_as(key, &name(2), "image/jpeg", 1, JPEG).await, StatusCode::UNAUTHORIZED, "{key}");
        assert_eq!(host.delete(key, &name(1)).await, StatusCode::UNAUTHORIZED, "{key}");
        // Not even whether a name is one is told.
        assert_eq!(host.delete(key, "x").await, StatusCode::UNAUTHORIZED, "{key}");
    }
    let bare = Request::put(format!("/p/{}", name(2))).body(Body::from(JPEG)).expect("a request");
    assert_eq!(host.ask(bare).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!((host.get(&format!("/p/{}", name(1))).await.0, host.files()), (StatusCode::OK, 1));
    assert!(Key::new(&"k".repeat(KEY_MIN - 1).into()).is_err());
    assert!(!format!("{:?}", Key::new(&KEY.into())).contains(KEY));
}

#[tokio::test]
async fn it_serves_nothing_else_and_lists_nothing() {
    let host = Host::new();
    host.put(&name(1), JPEG).await;
    std::fs::write(host.folder.path().join("secret"), "PLANTED").expect("written");
    std::fs::write(host.folder.path().join(name(7)), "PLANTED").expect("written");
    let upper = name(0xab).to_uppercase();
    for path in [
        "/",
        "/p",
        "/p/",
        "/index.html",
        "/robots.txt",
        "/health",
        "/p/secret",
        "/p/..%2Fsecret",
        "/p/%2e%2e/secret",
        &format!("/p/{upper}"),
        &format!("/p/{}/", name(1)),
        &format!("/{}", name(1)),
        &format!("/p/{}", name(7)),
        &format!("/p/{}", name(2)),
    ] {
        let (status, body) = host.get(path).await;
        assert_eq!((status, body.len()), (StatusCode::NOT_FOUND, 0), "{path}");
    }
    for method in ["POST", "PATCH", "OPTIONS", "PROPFIND"] {
        let request = Request::builder().method(method).uri(format!("/p/{}", name(1))).body(Body::empty());
        let answer = host.ask(request.expect("a request")).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{method}");
    }
}

#[tokio::test]
async fn its_time_ends_by_itself() {
    let host = Host::new();
    let path = format!("/p/{}", name(1));
    host.put(&name(1), JPEG).await;
    host.clock.advance(SignedDuration::from_hours(24) - SignedDuration::from_secs(1));
    assert_eq!(host.get(&path).await.0, StatusCode::OK);
    host.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(host.get(&path).await.0, StatusCode::NOT_FOUND, "whatever the installation does");
    assert_eq!(host.files(), 1);
    host.put(&name(2), JPEG).await;
    assert_eq!(host.files(), 1, "and its file goes with the next one");
    for hours in [0, -1, 24 * 31 + 1] {
        assert_eq!(host.put_as(KEY, &name(3), "image/jpeg", hours, JPEG).await, StatusCode::BAD_REQUEST, "{hours}");
    }
    let forever = Request::put(format!("/p/{}", name(3)))
        .header("authorization", format!("Bearer {KEY}"))
        .header("content-type", "image/jpeg")
        .body(Body::from(JPEG));
    assert_eq!(host.ask(forever.expect("a request")).await.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn only_pictures_are_taken_and_none_is_swapped() {
    let host = Host::new();
    let large = [JPEG, &vec![0; LARGEST]].concat();
    for (mime, bytes, expected) in [
        ("image/jpeg", &b"<html>"[..], StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("text/html", JPEG, StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("image/png", JPEG, StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("image/jpeg", b"", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("image/jpeg", &large, StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        assert_eq!(host.put_as(KEY, &name(1), mime, 1, bytes).await, expected, "{mime} {}", bytes.len());
    }
    assert_eq!(host.put_as(KEY, &name(1), "image/png", 1, b"\x89PNG\r\n\x1a\n.").await, StatusCode::NO_CONTENT);
    assert_eq!(host.put(&name(1), JPEG).await, StatusCode::CONFLICT, "an address is one of one picture");
    assert_eq!(host.files(), 1);
}

#[tokio::test]
async fn what_stood_stands_after_a_restart_and_half_a_picture_does_not() {
    let host = Host::new();
    host.put(&name(1), JPEG).await;
    std::fs::write(host.folder.path().join("new-0"), b"tatefuda-picture-1\n").expect("written");
    let again = Host { router: open(host.folder.path(), &host.clock), ..host };
    assert_eq!(again.get(&format!("/p/{}", name(1))).await, (StatusCode::OK, JPEG.to_vec()));
    assert_eq!(again.files(), 1);
    assert_eq!(again.put(&name(2), JPEG).await, StatusCode::NO_CONTENT);
}
