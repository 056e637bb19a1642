//! The static export is what is served, and works wherever the folder lies.

use std::sync::Arc;

use tatefuda_i18n::I18n;

use crate::world::World;

#[tokio::test]
async fn the_folder_holds_what_is_served_with_relative_links_only() {
    let world = World::new().await;
    let folder = tatefuda_testkit::sqlite::file();
    let folder = folder.directory().join("public");
    let i18n = Arc::new(I18n::new());
    let files = tatefuda_web::export::public(&world.app, &i18n, world.a.tenant, &folder, None).await.unwrap();
    for name in ["index.html", "en.html", "accounts.json", "feed.atom", "feed.json", "checkpoint.json", "public.css"] {
        assert!(files.iter().any(|file| file == name), "{name}: {files:?}");
        let written = std::fs::read_to_string(folder.join(name)).unwrap();
        let served = world.browser().get(&format!("/public/mizube/{name}")).await;
        assert_eq!(served.status, 200, "{name}");
        if name.ends_with(".html") || name.ends_with(".css") || name == "accounts.json" {
            assert_eq!(written, served.body, "{name}");
        }
        if name.ends_with(".html") {
            for link in written.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
                let own = ["https://website.example", "https://facebook.example", "tel:", "#", "data:"];
                let relative = !link.contains("://") && !link.starts_with('/');
                assert!(relative || own.iter().any(|start| link.starts_with(start)), "{name}: {link}");
            }
            assert!(!written.contains("<script"), "{name}");
        }
        assert!(!written.contains("mizube/"), "{name} names the place it was served from");
    }
    let base = "https://x.example/sns".parse().unwrap();
    let other = tatefuda_web::export::public(&world.app, &i18n, world.b.tenant, &folder, Some(&base)).await;
    assert!(other.is_ok());
    let feed = std::fs::read_to_string(folder.join("feed.json")).unwrap();
    assert!(feed.contains("https://x.example/sns/feed.json"), "{feed}");
}

/// Whoever asks names the host; before, it stood in every link of the feed, also for others behind the same cache.
#[tokio::test]
async fn a_feed_never_repeats_the_host_that_was_asked_for() {
    let world = World::new().await;
    for name in ["feed.atom", "feed.json", "index.html", "accounts.json", "checkpoint.json"] {
        let served = world.browser().get(&format!("/public/mizube/{name}")).await;
        assert!(served.status == 200 && !served.body.contains("10.0.0.5"), "{name}: {}", served.body);
    }
    let feed = world.browser().get("/public/mizube/feed.atom").await.body;
    assert!(!feed.contains("rel=\"self\""), "an address without a host is none: {feed}");
}

/// However the operator wrote the address; before, a slash at its end broke every link.
#[tokio::test]
async fn a_feed_carries_the_configured_address() {
    for base in ["https://sns.example.lg.jp", "https://sns.example.lg.jp/", "HTTPS://SNS.EXAMPLE.lg.jp:443"] {
        let base_url = Some(base.parse().unwrap());
        let world = World::with(tatefuda_web::Config { base_url, ..Default::default() }).await;
        let feed = world.browser().get("/public/mizube/feed.json").await.body;
        assert!(feed.contains("\"https://sns.example.lg.jp/public/mizube/feed.json\""), "{base}: {feed}");
        assert!(!feed.contains("10.0.0.5") && !feed.contains("jp//"), "{base}: {feed}");
    }
}

#[tokio::test]
async fn an_unknown_body_is_not_there() {
    let world = World::new().await;
    let mut browser = world.browser();
    assert_eq!(browser.get("/public/nowhere/").await.status, 404);
    assert_eq!(browser.get("/public/mizube/../yamate/").await.status, 404);
    assert_eq!(browser.get("/public/mizube/secrets.txt").await.status, 404);
    assert_eq!(browser.get("/public/mizube").await.location(), "/public/mizube/");
}
