//! What residents read.

use tatefuda_app::post::TargetInput;

use crate::{
    browser::Page,
    given::{checked, content, schedule},
    world::World,
};

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
