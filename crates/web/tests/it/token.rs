//! Personal tokens on their page: shown once, and what became of each.

use crate::world::World;

#[tokio::test]
async fn the_page_tells_when_a_token_was_last_used() {
    let world = World::new().await;
    let mut owner = world.signed_in(&world.a, &world.a.writer).await;
    let page = owner.get("/tokens").await;
    let made = owner.submit(&page, "/tokens", &[("name", "表計算"), ("kind", "read")]).await;
    let row = &made.rows()[1];
    assert_eq!((row[0].as_str(), row[3].as_str()), ("表計算", "なし"), "{row:?}");

    let mut client = world.client(&world.a.writer, "read").await;
    assert_eq!(client.get("/api/v1/me").await.status, 200);
    let rows = owner.get("/tokens").await.rows();
    let used = rows.iter().find(|row| row[0] == "test").expect("the token of the client");
    assert_eq!(used[3], used[2], "made and used in the same minute");
    let other = rows.iter().find(|row| row[0] == "表計算").expect("the other one");
    assert_eq!(other[3], "なし", "{other:?}");
}
