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

#[tokio::test]
async fn the_list_comes_in_pages_and_by_how_things_stand() {
    let world = World::new().await;
    while tatefuda_app::noun::tend(&world.app, world.a.tenant).await.unwrap() {}
    let mut program = world.client(&world.a.writer, "read").await;
    let instances = |page: &serde_json::Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap();
        items.iter().map(|one| format!("{} {} {}", one["item"], one["instance"], one["subject"]["id"])).collect()
    };
    let whole = instances(&program.get("/api/v1/duties?limit=200").await.json());
    assert!(3 < whole.len(), "{whole:?}");
    let (mut read, mut address) = (vec![], "/api/v1/duties?limit=3".to_owned());
    loop {
        let page = program.get(&address).await.json();
        read.extend(instances(&page));
        let Some(next) = page["next"].as_str() else { break };
        let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
        address = format!("/api/v1/duties?limit=3&cursor={next}");
    }
    assert_eq!(read, whole);
    for (wrong, status) in [("cursor=x", 400), ("state=perhaps", 400), ("of=nobody", 400), ("state=missed", 200)] {
        assert_eq!(program.get(&format!("/api/v1/duties?{wrong}")).await.status, status, "{wrong}");
    }

    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let open = writer.get("/duties?state=open").await;
    assert!(
        open.shows("市の公式サイトの掲載の点検") && open.body.contains("/duties?of=body&#38;state=open"),
        "{}",
        open.body
    );
    let missed = writer.get("/duties?state=missed").await;
    assert!(!missed.shows("市の公式サイトの掲載の点検"), "{}", missed.body);
    // What an address names wrongly it does not ask for.
    let wrong = writer.get("/duties?state=perhaps&after=nowhere").await;
    assert!(wrong.status == 200 && wrong.shows("市の公式サイトの掲載の点検"), "{}", wrong.body);
}
