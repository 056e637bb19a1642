//! People: rights, names and leaving, through pages alone.

use crate::world::World;

#[tokio::test]
async fn rights_names_and_leaving() {
    let world = World::new().await;
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    let path = format!("/people/{}", world.a.writer.id());
    let rights = format!("{path}/rights");
    let page = admin.get(&path).await;
    assert!(page.body.contains("name=\"grant\" value=\"read-audit\""), "{}", page.body);
    let page = admin.submit(&page, &rights, &[("grant", "read-audit")]).await;
    assert!(page.body.contains("name=\"revoke\" value=\"read-audit\""), "{}", page.body);
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    assert_eq!(writer.get("/audit").await.status, 200);
    let page = admin.submit(&page, &rights, &[("revoke", "read-audit")]).await;
    assert_eq!((page.status.as_u16(), writer.get("/audit").await.status.as_u16()), (200, 403));
    assert_eq!(admin.post(&rights, &[("grant", "everything")]).await.status, 422);

    // Nobody changes their own rights: no button, and a form sent all the same is refused.
    let own = format!("/people/{}", world.a.admin.id());
    assert!(!admin.get(&own).await.has_form(&format!("{own}/rights")));
    assert_eq!(admin.post(&format!("{own}/rights"), &[("revoke", "manage-users")]).await.status, 403);
    assert_eq!(admin.post(&format!("{own}/end"), &[("version", "1")]).await.status, 403);

    let change = format!("{path}/change");
    let bad = admin.submit(&page, &change, &[("name", ""), ("kana", "やまだ はな")]).await;
    assert!(bad.status == 422 && bad.shows("やまだ はな"), "{}", bad.body);
    let changed = admin.submit(&page, &change, &[("name", "山田 花子"), ("extension", "555")]).await;
    assert!(changed.shows("山田 花子") && changed.body.contains("555"), "{}", changed.body);
    // The page was filled from the version before.
    assert_eq!(admin.submit(&page, &change, &[("name", "山田 華")]).await.status, 409);

    let gone = admin.submit(&changed, &format!("{path}/end"), &[]).await;
    assert!(gone.status == 200 && !gone.has_form(&format!("{path}/end")), "{}", gone.body);
    assert_eq!(writer.get("/").await.status, 303, "every door is closed");
}

#[tokio::test]
async fn p7_a_forbidden_page_names_whom_to_ask() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let page = browser.get("/people").await;
    assert!(page.status == 403 && page.shows("鈴木 一"), "{}", page.body);
    assert!(!page.shows("下の担当者"), "{}", page.body);
}
