//! The records of what was done.

use crate::world::World;

#[tokio::test]
async fn p7_the_records_name_their_subjects_and_can_be_verified_by_a_button() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.admin).await;
    let page = browser.get("/audit").await;
    assert!(page.shows("アカウント：公式facebook") && page.shows("職員：山田 花"), "{}", page.body);
    assert!(page.body.contains("name=\"verify\" value=\"1\""), "{}", page.body);
    let verified = browser.get("/audit?verify=1").await;
    assert!(verified.status == 200 && verified.shows("異常なし"), "{}", verified.body);
}
