//! Being told of one's own work outside the program: what stands in feed and calendar, whom the address opens them to, and how
//! that ends.

use std::io::BufReader;

use atom_syndication::Feed;
use ical::IcalParser;

use crate::{
    given::{MORE, TEXT, submitted},
    world::World,
};

/// The two addresses that the page shows once, as paths.
async fn addresses(world: &World) -> (String, String) {
    let mut browser = world.signed_in(&world.b, &world.b.checker).await;
    let page = browser.get("/tokens").await;
    let made = browser.submit(&page, "/tokens", &[("name", "予定表"), ("kind", "feeds")]).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let found = |end: &str| {
        let until = made.body.find(end).unwrap() + end.len();
        let from = made.body[..until].rfind("/mine/").unwrap();
        made.body[from..until].to_owned()
    };
    let again = browser.get("/tokens").await;
    assert!(!again.body.contains("/mine/"), "shown once");
    (found("today.ics"), found("today.atom"))
}

#[tokio::test]
async fn what_waits_is_told_without_titles_to_whoever_has_the_address() {
    let world = World::ruled(MORE).await;
    let saved = submitted(&world).await;
    let (calendar, feed) = addresses(&world).await;
    // Nobody is signed in here.
    let mut program = world.browser();
    let page = program.get(&feed).await;
    assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "private, no-cache"), "{}", page.body);
    let read = Feed::read_from(BufReader::new(page.body.as_bytes())).unwrap();
    let of_post = format!("/posts/{}/check", saved.post);
    let entry = read.entries().iter().find(|entry| entry.links()[0].href() == of_post);
    assert!(entry.is_some(), "{}", page.body);
    assert!(!page.body.contains(TEXT), "{}", page.body);
    // Asked again, it is the same, and whoever has it gets nothing.
    assert_eq!(program.get(&feed).await.body, page.body);
    let mut known = world.browser().with("if-none-match", page.header("etag"));
    assert_eq!(known.get(&feed).await.status, 304);

    let page = program.get(&calendar).await;
    assert_eq!(page.header("content-type"), "text/calendar; charset=utf-8");
    let read: Vec<_> = IcalParser::new(BufReader::new(page.body.as_bytes())).collect::<Result<_, _>>().unwrap();
    assert_eq!(read.len(), 1);
    assert!(!page.body.contains(TEXT), "{}", page.body);
    let english = program.get(&format!("{calendar}?lang=en")).await;
    assert!(english.body.contains("X-WR-CALNAME:Today"), "{}", english.body);
}

#[tokio::test]
async fn the_address_opens_nothing_else_and_ends() {
    let world = World::ruled(MORE).await;
    let (calendar, feed) = addresses(&world).await;
    let secret = feed.trim_start_matches("/mine/").split('/').next().unwrap();
    let mut interface = world.browser().with("authorization", &format!("Bearer {secret}"));
    assert_eq!(interface.get("/api/v1/me").await.status, 401);
    // A token of the interface opens no feed.
    let other = world.token(&world.b.checker, "read").await;
    let mut program = world.browser();
    for nothing in [format!("/mine/{other}/today.ics"), feed.replace("today", "all"), format!("{feed}x")] {
        assert_eq!(program.get(&nothing).await.status, 404, "{nothing}");
    }
    let mut owner = world.signed_in(&world.b, &world.b.checker).await;
    let home = owner.get("/").await;
    let left = owner.submit(&home, "/sign-out-everywhere", &[]).await;
    assert!(left.status.is_success() || left.status.is_redirection(), "{}", left.status);
    for ended in [calendar, feed] {
        assert_eq!(program.get(&ended).await.status, 404, "{ended}");
    }
}

#[tokio::test]
async fn an_address_ends_with_its_days_and_with_the_appointment() {
    let world = World::ruled(MORE).await;
    let (calendar, _) = addresses(&world).await;
    let mut program = world.browser();
    assert_eq!(program.get(&calendar).await.status, 200);
    world.clock.advance(jiff::SignedDuration::from_hours(24 * 91));
    assert_eq!(program.get(&calendar).await.status, 404);
}
