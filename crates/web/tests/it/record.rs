//! Records that are given on a page of their own.

use tatefuda_app::{
    post::{self as posts, Content, Draft, TargetInput},
    record,
};
use tatefuda_domain::record::Subject;

use crate::world::World;

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
