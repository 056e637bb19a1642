//! The list of posts.

use tatefuda_app::post::{Content, Draft, TargetInput};

use crate::{
    given::{checked, content, schedule},
    world::World,
};

#[tokio::test]
async fn lists_are_narrowed_by_what_became_of_the_posts_and_searched() {
    let world = World::new().await;
    let writer = &world.a.writer.actor;
    world.run(writer, &Draft { content: content(&world, "下書きの題") }).await;
    let waiting = checked(&world, content(&world, "予約の題")).await;
    schedule(&world, &waiting, Some("2026-04-02T08:15:00Z")).await;
    let site = Content { targets: vec![TargetInput::shared(world.a.website)], ..content(&world, "掲載の題") };
    let published = checked(&world, site).await;
    schedule(&world, &published, None).await;
    checked(&world, content(&world, "回議の題")).await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let titles = ["下書きの題", "予約の題", "掲載の題", "回議の題"];
    let cases = [
        ("/posts", [true; 4]),
        ("/posts?state=drafting", [true, false, false, false]),
        ("/posts?state=submitted", [false, false, false, true]),
        ("/posts?state=scheduled", [false, true, false, false]),
        ("/posts?state=published", [false, false, true, false]),
        ("/posts?state=held", [false; 4]),
        ("/posts?q=%E4%BA%88%E7%B4%84", [false, true, false, false]),
    ];
    for (path, expected) in cases {
        let page = browser.get(path).await;
        let shown = titles.map(|title| page.body.contains(&format!("{title}</a>")));
        assert_eq!(shown, expected, "{path}\n{}", page.body);
        assert!(!page.shows("残り0名"), "{path}");
        assert!(page.body.contains("name=\"q\""), "a box to search in");
    }
}

#[tokio::test]
async fn p4_a_title_is_not_cut_inside_an_emoji() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let begin = "あ".repeat(58);
    let text = format!("{begin}👨\u{200d}👩\u{200d}👧です");
    let form = browser.get("/posts/new").await;
    browser.submit(&form, "/posts", &[("text", &text), ("intent", "save")]).await;
    let list = browser.get("/posts").await;
    assert!(list.body.contains(&format!("{begin}</a>")), "{}", list.body);
}
