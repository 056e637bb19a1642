//! 今日の仕事: what waits for whom, and whom to ask where nothing can.

use crate::{
    browser::Page,
    given::{MORE, submitted},
    world::{Member, World},
};

fn tasks(page: &Page, kind: &str) -> usize {
    page.body.matches(&format!("/records/new?kind={kind}")).count()
}

#[tokio::test]
async fn p2_nobody_gets_a_task_from_a_post_that_is_not_theirs() {
    let world = World::ruled(MORE).await;
    let saved = submitted(&world).await;
    let body = &world.b;
    for member in [&body.checker, &body.admin, &body.second] {
        let home = world.signed_in(body, member).await.get("/").await;
        assert_eq!((home.status.as_u16(), tasks(&home, "oath")), (200, 0), "{}: {}", member.login, home.body);
    }
    let mayor = body.mayor.as_ref().unwrap();
    let home = world.signed_in(body, mayor).await.get("/").await;
    // Two accounts, one record to give: one task; and no oath for the mayor's own sake.
    assert_eq!((tasks(&home, "mayor-word"), tasks(&home, "oath")), (1, 0), "{}", home.body);
    assert!(home.body.contains(&saved.post.to_string()));
}

#[tokio::test]
async fn somebody_without_any_role_finds_out_whom_to_ask() {
    let world = World::new().await;
    let member: &Member = &world.a.nobody;
    let mut browser = world.signed_in(&world.a, member).await;
    let home = browser.get("/").await;
    assert_eq!(home.status, 200, "{}", home.body);
    assert!(home.shows("総務課") && home.shows("000-000-0000"), "{}", home.body);
}
