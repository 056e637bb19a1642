//! Records that are given on a page of their own.

use tatefuda_app::{
    post::{self as posts, Content, Draft, TargetInput},
    record,
};
use tatefuda_domain::record::Subject;

use crate::{
    given::{MORE, TEXT, content, submitted, summary},
    world::World,
};

/// Each account of a post has content of its own; the link to the page names one, and so does the form.
#[tokio::test]
async fn a_record_about_the_text_of_the_second_account_is_about_that_text() {
    let world = World::new().await;
    let writer = &world.a.writer.actor;
    let targets = vec![
        TargetInput::shared(world.a.website),
        TargetInput { text: Some("ほかの文".to_owned()), ..TargetInput::shared(world.a.facebook) },
    ];
    let content = Content { title: "件名".to_owned(), text: "本文".to_owned(), targets, ..Content::default() };
    let saved = world.run(writer, &Draft { content }).await;
    let found = posts::find(&world.app, writer, saved.post).await.unwrap();
    let second = found.targets.iter().find(|target| target.account == world.a.facebook).unwrap();

    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let about = format!("subject_kind=post&subject={}&account={}", saved.post, world.a.facebook);
    let page = browser.get(&format!("/records/new?kind=posting-declaration&{about}")).await;
    assert!(page.form("/records").contains(&("account".to_owned(), world.a.facebook.to_string())), "{}", page.body);
    let given = browser.submit(&page, "/records", &[("fields.declared", "yes")]).await;
    assert_eq!(given.status, 200, "{}", given.body);
    let subject = Subject::new("post", saved.post.to_string());
    let records = record::list(&world.app, writer, &subject).await.unwrap();
    assert_eq!(records[0].digest, Some(second.digest));
}

/// Fields of records stand under their own names where what was typed is given back.
#[tokio::test]
async fn what_was_typed_into_a_record_is_given_back_under_its_own_names() {
    let world = World::new().await;
    let saved = world.run(&world.a.writer.actor, &Draft { content: content(&world, "件名なし") }).await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let path = format!("/posts/{}/submit", saved.post);
    let version = saved.version.to_string();
    let typed = [
        ("version", version.as_str()),
        ("supply", "posting-declaration"),
        ("supply.posting-declaration.declared", "no"),
    ];
    let page = browser.post(&path, &typed).await;
    assert_eq!(page.status, 403, "{}", page.body);
    let kept = page.body.split("id=\"kept-heading\"").nth(1).unwrap_or_default();
    assert!(!kept.contains(">記録</label>") && kept.contains("いいえ"), "{kept}");
    assert!(summary(&page).contains("#supply.posting-declaration.declared"), "{}", page.body);
}

#[tokio::test]
async fn p2_a_record_about_a_person_is_given_from_a_post_and_nothing_is_lost() {
    let world = World::ruled(MORE).await;
    let saved = submitted(&world).await;
    let body = &world.b;
    let mut browser = world.signed_in(body, &body.checker).await;
    let path = format!("/records/new?kind=oath&subject_kind=post&subject={}&account={}", saved.post, body.website);
    let form = browser.get(&path).await;
    assert_eq!(form.status, 200, "{}", form.body);
    assert_eq!(form.body.matches("name=\"subject\"").count(), 1, "one field of that name: {}", form.body);
    let filled = form.form("/records");
    let of = |name: &str| filled.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    assert_eq!(of("subject"), Some(body.checker.id().to_string()), "whoever opens it is chosen");
    // Without its tick it comes back, nothing lost.
    let again = browser.submit(&form, "/records", &[]).await;
    assert!(again.status == 422 && !summary(&again).is_empty(), "{}", again.body);
    let done = browser.submit(&again, "/records", &[("fields.line:HNK-7", "yes")]).await;
    assert!(done.status == 200 && done.shows(TEXT), "back at the post for which it was wanted: {}", done.body);
    let subject = tatefuda_domain::record::Subject::new("person", body.checker.id());
    let records = tatefuda_app::record::list(&world.app, &body.checker.actor, &subject).await.unwrap();
    assert!(records.iter().any(|record| record.kind == "oath"));
}

#[tokio::test]
async fn p2_what_was_typed_on_something_that_is_gone_is_given_back() {
    let world = World::ruled(MORE).await;
    let body = &world.b;
    let mut browser = world.signed_in(body, body.mayor.as_ref().unwrap()).await;
    let gone = "0197a000-0000-7000-8000-000000000001";
    let typed = [
        ("kind", "mayor-word"),
        ("subject_kind", "post"),
        ("subject", gone),
        ("fields.reason", "長く考えて書いた理由"),
    ];
    let page = browser.post("/records", &typed).await;
    assert!(page.status == 404 && page.shows("長く考えて書いた理由"), "{}", page.body);
}

#[tokio::test]
async fn p3_whoever_decides_sees_text_and_statements_and_the_post_afterwards() {
    let world = World::ruled(MORE).await;
    let saved = submitted(&world).await;
    let body = &world.b;
    let mut browser = world.signed_in(body, body.mayor.as_ref().unwrap()).await;
    let path = format!("/records/new?kind=mayor-word&subject_kind=post&subject={}", saved.post);
    let form = browser.get(&path).await;
    assert!(form.status == 200 && form.shows(TEXT), "the text stands beside the decision: {}", form.body);
    assert!(form.shows("遊泳期間を「夏の営業」に") && form.shows("言い換えた言葉"), "{}", form.body);
    let mut page = browser.submit(&form, "/records", &[("fields.reason", "有益")]).await;
    assert!(page.status == 200 && page.shows(TEXT) && !page.shows("ページが見つかりません"), "{}", page.body);
    // One for each account, each with its own content.
    page = browser.get(&format!("/posts/{}", saved.post)).await;
    assert_eq!(page.status, 200);
}
