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
        ("/posts?state=late", [false; 4]),
        ("/posts?state=failed", [false; 4]),
        ("/posts?state=unknown", [false; 4]),
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

async fn a_list_tells_its_times_its_number_and_goes_along_as_a_table(world: World) {
    let waiting = checked(&world, content(&world, "予約の題")).await;
    schedule(&world, &waiting, Some("2026-04-02T08:15:00Z")).await;
    let site = Content { targets: vec![TargetInput::shared(world.a.website)], ..content(&world, "掲載の題") };
    let published = checked(&world, site).await;
    schedule(&world, &published, None).await;
    world.run(&world.a.writer.actor, &Draft { content: content(&world, "=下書きの題") }).await;

    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let page = browser.get("/posts").await;
    assert!(page.shows("全3件"), "{}", page.body);
    assert!(browser.get("/posts?state=scheduled").await.shows("全1件"));
    let row = page.body.split("<tr>").find(|row| row.contains("予約の題")).expect("a row");
    assert!(row.contains("datetime=\"2026-04-02T") && row.contains("17:15"), "the time chosen: {row}");
    let row = page.body.split("<tr>").find(|row| row.contains("掲載の題")).expect("a row");
    assert!(row.contains("9:00") && !row.contains("2026-04-02"), "the time at which it went out: {row}");

    let table = browser.get("/posts?format=csv").await;
    assert_eq!(table.status, 200);
    let lines: Vec<&str> = table.body.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 4, "{}", table.body);
    assert!(lines[0].contains("予約の日時") && lines[0].contains("投稿した日時"), "{}", lines[0]);
    assert!(lines.iter().any(|line| line.contains("予約の題") && line.contains("17:15")), "{}", table.body);
    assert!(lines.iter().any(|line| line.starts_with("\"'=下書きの題\"")), "no formula: {}", table.body);
    let narrowed = browser.get("/posts?format=csv&state=published").await;
    assert_eq!(narrowed.body.lines().count(), 2, "as the page is narrowed: {}", narrowed.body);

    let answer = world.client(&world.a.writer, "read").await.get("/api/v1/posts?sends=published").await.json();
    assert_eq!(
        (answer["total"].as_i64(), answer["more"].as_bool(), answer["items"].as_array().unwrap().len()),
        (Some(1), Some(false), 1)
    );
    assert_eq!(world.client(&world.a.writer, "read").await.get("/api/v1/posts?sends=nonsense").await.status, 400);
    assert_eq!(
        world.client(&world.b.writer, "read").await.get("/api/v1/posts").await.json()["total"],
        0,
        "of another body"
    );
}

#[tokio::test]
async fn a_list_tells_its_times_its_number_and_goes_along_as_a_table_on_sqlite() {
    a_list_tells_its_times_its_number_and_goes_along_as_a_table(World::new().await).await;
}

#[tokio::test]
async fn a_list_tells_its_times_its_number_and_goes_along_as_a_table_on_postgresql() {
    if let Some(world) = World::on_postgres().await {
        a_list_tells_its_times_its_number_and_goes_along_as_a_table(world).await;
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
