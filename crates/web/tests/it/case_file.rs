//! Files of cases through the router: by their own form, with a step, and through the interface.

use axum::http::Method;

use crate::{
    browser::{Browser, Page},
    world::World,
};

const BOUNDARY: &str = "----tatefuda";
const SHOT: &[u8] = b"\x89PNG\r\n\x1a\nscreen";

/// A form of several parts: fields, then files as (field, name, bytes).
async fn send(browser: &mut Browser, to: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Page {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
    }
    for (field, name, bytes) in files {
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             content-type: text/html\r\n\r\n"
        );
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
    browser.send(Method::POST, to, Some(&format!("multipart/form-data; boundary={BOUNDARY}")), body).await
}

/// An incident that runs.
async fn opened(world: &World, writer: &mut Browser) -> String {
    let account = world.a.facebook.to_string();
    let fields = [("procedure", "harm"), ("account", account.as_str()), ("title", "表現への苦情")];
    writer.post("/cases", &fields).await.location().to_owned()
}

#[tokio::test]
async fn a_file_is_brought_shown_and_handed_out_as_it_came() {
    let world = World::new().await;
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let case = opened(&world, &mut writer).await;
    let files = format!("{case}/files");
    let page = writer.get(&case).await;
    assert!(page.has_form(&files) && page.body.contains("enctype=\"multipart/form-data\""), "{}", page.body);

    // Nothing chosen, and a page that calls itself a picture: said beside the field, with the step that was chosen.
    let none = send(&mut writer, &files, &[("step", "assess")], &[]).await;
    assert!(none.status == 422 && none.shows("ファイルを選んでください"), "{}", none.body);
    let page: &[u8] = b"<html><script>alert(1)</script>";
    let two = [("file", "画面.png", SHOT), ("file", "写し.png", page)];
    let bad = send(&mut writer, &files, &[("step", "assess")], &two).await;
    assert!(bad.status == 422 && bad.shows("写し.png") && bad.shows("ウェブページ"), "{}", bad.body);
    assert!(bad.body.contains("value=\"assess\"") && bad.body.contains("selected"), "{}", bad.body);
    // The sound one of the two is kept: nobody chooses it again.
    assert!(bad.shows("画面.png"), "{}", bad.body);
    let large = vec![b'a'; tatefuda_domain::bound::FILE_MAX + 1];
    let bad = send(&mut writer, &files, &[], &[("file", "大.txt", &large)]).await;
    assert!(bad.status == 422 && bad.shows("20MBまで"), "{}", bad.body);
    let done = send(&mut writer, &files, &[], &[("file", "報告.html", "町の人からの電話".as_bytes())]).await;
    let done = writer.follow(done).await;
    assert!(done.shows("ファイルを付けました") && done.shows("報告.html"), "{}", done.body);

    // Handed out under what it is, never opened here.
    let name = done.body.find("報告.html").expect("the file");
    let at = done.body[..name].rfind("/case-files/").expect("a link to the file");
    let href: String = done.body[at..].chars().take("/case-files/".len() + 36).collect();
    let out = writer.get(&href).await;
    assert_eq!((out.status.as_u16(), out.body.as_str()), (200, "町の人からの電話"));
    assert_eq!(out.header("x-content-type-options"), "nosniff");
    assert_eq!(out.header("content-type"), "text/plain");
    let disposition = out.header("content-disposition");
    assert!(
        disposition.starts_with("attachment") && disposition.contains("%E5%A0%B1%E5%91%8A.html.txt"),
        "{disposition}"
    );
    assert!(out.header("content-security-policy").contains("default-src 'none'"));

    // Not for another body, nor for whoever is not signed in.
    let mut other = world.signed_in(&world.b, &world.b.writer).await;
    assert_eq!(other.get(&href).await.status, 404);
    assert_eq!(send(&mut other, &files, &[], &[("file", "a.txt", b"a")]).await.status, 404);
    assert_ne!(world.browser().get(&href).await.status, 200);
}

#[tokio::test]
async fn a_step_with_a_bad_file_loses_nothing_that_was_typed() {
    let world = World::new().await;
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let case = opened(&world, &mut writer).await;
    let typed = [
        ("version", "1"),
        ("step", "assess"),
        ("supply", "harm-assessment"),
        ("supply.harm-assessment.what", "失われてはならない経緯"),
    ];
    let step = format!("{case}/step");
    let bad = send(&mut writer, &step, &typed, &[("file", "道具.exe", b"MZ\x90\0")]).await;
    assert!(bad.status == 422 && bad.shows("失われてはならない経緯"), "{}", bad.body);
    assert!(bad.shows("道具.exe") && bad.shows("プログラムは付けられません"), "{}", bad.body);
    let done = send(&mut writer, &step, &typed, &[("file", "画面.png", SHOT)]).await;
    let done = writer.follow(done).await;
    assert!(done.shows("手順を済ませました") && done.shows("画面.png"), "{}", done.body);
    assert!(done.body.contains(&tatefuda_domain::Digest::of(SHOT).to_string()), "{}", done.body);
}

#[tokio::test]
async fn machines_bring_and_fetch_files_too() {
    let world = World::new().await;
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let case = opened(&world, &mut writer).await;
    let id = case.trim_start_matches("/cases/").to_owned();
    let mut client = world.client(&world.a.writer, "act").await;
    let to = format!("/api/v1/case-files?case={id}&step=assess&name=screen.png");
    let made = client.send(Method::POST, &to, Some("application/octet-stream"), SHOT.to_vec()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let location = made.location().to_owned();
    let made = made.json();
    assert_eq!(made["digest"], tatefuda_domain::Digest::of(SHOT).to_string());
    assert_eq!(made["mime"], "image/png");
    let out = client.get(&location).await;
    assert!(out.status == 200 && out.header("content-disposition").starts_with("attachment"), "{:?}", out.headers);
    let shown = client.get(&format!("/api/v1/cases/{id}")).await.json();
    assert_eq!((&shown["files"][0]["step"], &shown["files"][0]["name"]), (&"assess".into(), &"screen.png".into()));
    let bad = client.send(Method::POST, &to, None, b"#!/bin/sh".to_vec()).await;
    assert!(bad.status == 422 && bad.body.contains("file-program"), "{}", bad.body);
    let unknown = format!("/api/v1/case-files?case={id}&step=nothing&name=a.txt");
    assert_eq!(client.send(Method::POST, &unknown, None, b"a".to_vec()).await.status, 422);
    let mut other = world.client(&world.b.writer, "act").await;
    assert_eq!(other.get(&location).await.status, 404);
    assert_eq!(other.send(Method::POST, &to, None, SHOT.to_vec()).await.status, 404);
}
