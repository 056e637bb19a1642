//! The calendar: what goes out and what went out, on its day, for whoever may read the post.

use tatefuda_app::post::{Content, Draft, TargetInput};

use crate::{
    given::{checked, content, schedule},
    world::World,
};

/// The cell of a day.
fn cell<'p>(body: &'p str, day: &str) -> &'p str {
    let from = body.find(&format!("datetime=\"{day}\"")).unwrap_or_else(|| panic!("{day} is not shown: {body}"));
    &body[from..from + body[from..].find("</td>").expect("a cell")]
}

async fn a_send_stands_on_its_day(world: World) {
    let writer = &world.a.writer.actor;
    world.run(writer, &Draft { content: content(&world, "まだ予約のない題") }).await;
    let waiting = checked(&world, content(&world, "予約の題")).await;
    schedule(&world, &waiting, Some("2026-04-02T08:15:00Z")).await;
    let site = Content { targets: vec![TargetInput::shared(world.a.website)], ..content(&world, "掲載の題") };
    let published = checked(&world, site).await;
    schedule(&world, &published, None).await;

    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let month = browser.get("/calendar").await;
    assert_eq!(month.status, 200, "{}", month.body);
    let (first, second) = (cell(&month.body, "2026-04-01"), cell(&month.body, "2026-04-02"));
    assert!(first.contains("掲載の題") && first.contains("投稿済") && !first.contains("予約の題"), "{first}");
    assert!(second.contains("17:15 予約の題") && second.contains("予約済"), "at the hour of the body: {second}");
    assert!(second.contains(&format!("href=\"/posts/{}\"", waiting.post)), "{second}");
    assert!(!month.body.contains("まだ予約のない題"), "nothing was chosen for it");
    assert!(cell(&month.body, "2026-04-29").contains("昭和の日"), "holidays are named");
    assert!(
        month.body.contains("datetime=\"2026-03-30\"") && month.body.contains("datetime=\"2026-05-03\""),
        "whole weeks"
    );

    let week = browser.get("/calendar?view=week&day=2026-04-02").await;
    assert!(
        cell(&week.body, "2026-04-02").contains("予約の題") && !week.body.contains("datetime=\"2026-04-06\""),
        "{}",
        week.body
    );
    assert!(
        week.body.contains("href=\"/calendar?view=week&#38;day=2026-04-06\"") || week.body.contains("day=2026-04-06"),
        "{}",
        week.body
    );
    let site = browser.get(&format!("/calendar?view=month&day=2026-04-01&account={}", world.a.website)).await;
    assert!(site.body.contains("掲載の題") && !site.body.contains("予約の題"), "only one account: {}", site.body);
    let other = browser.get("/calendar?view=month&day=2026-05-01").await;
    assert!(!other.body.contains("予約の題"), "another month: {}", other.body);
    for nonsense in
        ["/calendar?day=x&view=y&account=z", "/calendar?day=9999-12-31", "/calendar?day=1900-01-01&view=week"]
    {
        assert_eq!(browser.get(nonsense).await.status, 200, "{nonsense}");
    }

    // The same for programs, and nothing for whoever may not read the posts, nor for another body.
    let path = "/api/v1/calendar?from=2026-04-01T00:00:00Z&until=2026-05-01T00:00:00Z";
    let titles = async |member| {
        let answer = world.client(member, "read").await.get(path).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let items = answer.json()["items"].as_array().unwrap().clone();
        items.iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(titles(&world.a.writer).await, ["掲載の題", "予約の題"]);
    assert_eq!(titles(&world.a.nobody).await, Vec::<String>::new());
    assert_eq!(titles(&world.b.writer).await, Vec::<String>::new());
    let mut client = world.client(&world.a.writer, "read").await;
    let long = "/api/v1/calendar?from=2026-04-01T00:00:00Z&until=2027-06-01T00:00:00Z";
    for wrong in [long, "/api/v1/calendar?from=x&until=2026-05-01T00:00:00Z", "/api/v1/calendar"] {
        assert_eq!(client.get(wrong).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn a_send_stands_on_its_day_on_sqlite() {
    a_send_stands_on_its_day(World::new().await).await;
}

#[tokio::test]
async fn a_send_stands_on_its_day_on_postgresql() {
    if let Some(world) = World::on_postgres().await {
        a_send_stands_on_its_day(world).await;
    }
}
