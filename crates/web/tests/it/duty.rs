//! Duties on screen: what is wrong stands beside the duty that was answered, and an answer comes once.

use crate::world::World;

#[tokio::test]
async fn what_is_wrong_stands_beside_the_duty_and_an_answer_comes_once() {
    let world = World::new().await;
    while tatefuda_app::noun::tend(&world.app, world.a.tenant).await.unwrap() {}
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let list = writer.get("/duties").await;
    assert!(list.shows("市の公式サイトの掲載の点検") && list.has_form("/duties"), "{}", list.body);
    let waiting = list.body.matches("name=\"instance\"").count();

    // Nothing chosen: the list again, with the error at that duty and what was typed in its field.
    let wrong = writer.submit(&list, "/duties", &[("note", "一つ古い表記がある")]).await;
    assert_eq!(wrong.status, 422, "{}", wrong.body);
    assert!(wrong.body.contains("id=\"error-summary\"") && wrong.body.contains("href=\"#answer-"), "{}", wrong.body);
    assert_eq!(wrong.body.matches("一つ古い表記がある").count(), 1, "{}", wrong.body);
    assert_eq!(wrong.body.matches("name=\"instance\"").count(), waiting);

    // A word that the text does not know is none, and the same.
    let unknown = writer.submit(&wrong, "/duties", &[("answer", "perhaps")]).await;
    assert!(unknown.status == 422 && unknown.body.contains("href=\"#answer-"), "{}", unknown.body);

    let done = writer.submit(&unknown, "/duties", &[("answer", "shown")]).await;
    assert!(done.status == 200 && done.shows("答えを記録しました"), "{}", done.body);
    assert_eq!(done.body.matches("name=\"instance\"").count(), waiting - 1);

    // Sent once more from another window: nothing is answered twice, and what was typed is given back.
    let again = writer.submit(&list, "/duties", &[("answer", "missing"), ("note", "二度目の答え")]).await;
    assert!(again.status == 409 && again.body.contains("二度目の答え"), "{} {}", again.status, again.body);
}
