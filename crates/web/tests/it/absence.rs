//! Absences, through pages alone.

use crate::world::World;

#[tokio::test]
async fn an_absence_is_entered_by_oneself_and_shown_where_a_step_waits() {
    let world = World::new().await;
    let mut checker = world.signed_in(&world.a, &world.a.checker).await;
    let page = checker.get("/absences").await;
    let bad = checker.submit(&page, "/absences", &[("from_date", "2026-04-02"), ("until_date", "2026-04-01")]).await;
    assert!(bad.status == 422 && bad.body.contains("2026-04-02"), "{}", bad.body);
    let fields = [("from_date", "2026-04-01"), ("until_date", "2026-04-02"), ("until_time", "17:00")];
    let page = checker.submit(&page, "/absences", &fields).await;
    assert!(page.status == 200 && page.shows("不在中"), "{}", page.body);

    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let account = world.a.website.to_string();
    let check = writer.post("/check", &[("accounts", &account), ("text", "本文")]).await;
    assert!(check.shows("佐藤 清") && check.shows("不在"), "{}", check.body);
    // Nobody else's, but with the right.
    let other = world.a.checker.id().to_string();
    let refused = writer.post("/absences", &[("person", other.as_str()), ("from_date", "2026-04-02")]).await;
    assert_eq!(refused.status, 403);

    let at = page.body.find("action=\"/absences/").expect("a form") + 8;
    let end: String = page.body[at..].chars().take_while(|c| *c != '"').collect();
    let back = checker.submit(&page, &end, &[]).await;
    assert!(back.status == 200 && !back.shows("不在中"), "{}", back.body);
    let check = writer.post("/check", &[("accounts", &account), ("text", "本文")]).await;
    assert!(!check.shows("不在"), "{}", check.body);
}
