//! What was held goes on as the same intended send: resumed or replaced, never a second one beside it.

use tatefuda_app::{
    Actor, Failure, execute, feed,
    post::{self, Edit, Publish, Query, Saved},
    publication::Reschedule,
};
use tatefuda_domain::publication::PublicationState as S;

use crate::{
    on_both,
    support::{Town, names_clause, refusal, state_key},
};

on_both!(
    after_a_new_check_publishing_takes_the_held_send_up_again,
    a_held_send_on_the_website_is_published_by_the_act_itself,
    of_several_accounts_only_the_held_one_goes_on,
    two_who_take_it_up_at_once_make_one_send,
    a_text_that_is_too_long_for_its_service_is_not_passed_on,
    the_program_is_named_for_what_it_did,
);

/// A send that was scheduled, whose content then changed, and that the worker held.
async fn held(town: &Town, text: &str, changed: &str) -> (Saved, tatefuda_domain::PublicationId) {
    let saved = town.cleared(text, &[town.facebook]).await;
    let scheduled = town.publish(&saved, None).await;
    let mut content = town.view(&town.operator, saved.post).await.content;
    content.text = changed.to_owned();
    let edit = Edit { post: saved.post, version: scheduled.version, content };
    let edited = town.run(&town.operator, &edit).await.unwrap();
    assert_eq!(town.tick().await.held, 1);
    (edited, scheduled.publications[0])
}

async fn checked_again(town: &Town, saved: &Saved) -> Saved {
    let submitted = town.submit(saved).await;
    let given = town.run(&town.chief, &town.check(&submitted)).await.unwrap();
    Saved { version: given.version, ..submitted }
}

async fn after_a_new_check_publishing_takes_the_held_send_up_again(town: Town) {
    let (edited, id) = held(&town, "九時", "十時").await;
    // Before the check neither way is open, and the clause is named.
    assert!(names_clause(&refusal(town.try_publish(&edited, None).await), "NNH-6(2)a"));
    let version = town.publication(id).await.version;
    let early = Reschedule { publication: id, version, at: None, supplies: vec![] };
    assert!(names_clause(&refusal(town.run(&town.operator, &early).await), "NNH-6(2)a"));
    assert!(!town.view(&town.operator, edited.post).await.offers.publish);

    let checked = checked_again(&town, &edited).await;
    let view = town.view(&town.operator, edited.post).await;
    assert!(view.offers.publish && view.offers.cancel);
    let again = town.publish(&checked, None).await;
    assert_eq!(again.publications, [id], "the held send itself");
    let taken = town.publication(id).await;
    assert_eq!((taken.state.name(), taken.state.reason(), taken.digest), (S::Scheduled, None, view.targets[0].digest));
    let twice = Saved { version: again.version, ..checked };
    assert_eq!(state_key(town.try_publish(&twice, None).await), "already-scheduled");
    town.settle(4).await;
    let view = town.view(&town.operator, edited.post).await;
    assert_eq!((view.publications.len(), view.publications[0].state), (1, S::Published));
    assert_eq!((town.copies("十時"), town.copies("九時"), town.double.state.sends()), (1, 0, 1));
    town.finish().await;
}

async fn a_held_send_on_the_website_is_published_by_the_act_itself(town: Town) {
    let saved = town.cleared("ウェブサイトに出す", &[town.website]).await;
    let at = town.now() + jiff::SignedDuration::from_hours(1);
    let scheduled = town.publish(&saved, Some(at)).await;
    town.pass(24 * 60);
    town.tick().await;
    assert_eq!(town.state(scheduled.publications[0]).await, S::Held, "too late");
    let saved = Saved { version: scheduled.version, ..saved };
    let again = town.publish(&saved, None).await;
    assert_eq!(again.publications, scheduled.publications);
    assert_eq!(town.state(again.publications[0]).await, S::Published);
    let feed = feed::load(&town.app, town.tenant).await.unwrap();
    assert_eq!(feed.items.len(), 1);
    town.finish().await;
}

async fn of_several_accounts_only_the_held_one_goes_on(town: Town) {
    let saved = town.cleared("両方へ", &[town.facebook, town.website]).await;
    let scheduled = town.publish(&saved, None).await;
    // The website is published at once; the page waits too long.
    town.pass(24 * 60);
    town.tick().await;
    let page = scheduled.publications[0];
    assert_eq!(town.state(page).await, S::Held);
    let saved = Saved { version: scheduled.version, ..saved };
    let again = town.publish(&saved, None).await;
    assert_eq!(again.publications, [page]);
    town.settle(3).await;
    assert_eq!((town.state(page).await, town.copies("両方へ")), (S::Published, 1));
    town.finish().await;
}

async fn two_who_take_it_up_at_once_make_one_send(town: Town) {
    let (edited, id) = held(&town, "朝", "夕").await;
    let checked = checked_again(&town, &edited).await;
    let version = town.publication(id).await.version;
    let publish =
        Publish { post: checked.post, version: checked.version, at: None, accounts: vec![], supplies: vec![] };
    let reschedule = Reschedule { publication: id, version, at: None, supplies: vec![] };
    let (app, one) = (town.app.clone(), town.operator.clone());
    let first = tokio::spawn(async move { execute(&app, &one, app.env.id(), &publish).await.is_ok() });
    let (app, two): (_, Actor) = (town.app.clone(), town.colleague.clone());
    let second = tokio::spawn(async move { execute(&app, &two, app.env.id(), &reschedule).await.is_ok() });
    let (first, second) = (first.await.unwrap(), second.await.unwrap());
    assert!(first ^ second, "exactly one of them: {first} {second}");
    town.settle(4).await;
    assert_eq!((town.state(id).await, town.copies("夕"), town.double.state.sends()), (S::Published, 1, 1));
    town.finish().await;
}

async fn a_text_that_is_too_long_for_its_service_is_not_passed_on(town: Town) {
    let text = "あ".repeat(63_207);
    let content = town.content(&text, &[town.facebook, town.website]);
    let preview = post::preview(&town.app, &town.operator, None, content).await.unwrap();
    let lengths: Vec<_> = preview.targets.iter().map(|one| one.length.unwrap()).collect();
    assert_eq!(lengths.iter().map(|one| (one.count, one.over)).collect::<Vec<_>>(), [(63_207, true), (63_207, false)]);
    assert!(preview.problems.iter().any(|one| one.key == "too-long-for-account" && one.args["max"] == "63206"));
    let youtube = town.content("文", &[town.youtube]);
    let preview = post::preview(&town.app, &town.operator, None, youtube).await.unwrap();
    let length = preview.targets[0].length.unwrap();
    assert_eq!((length.count, length.max, length.unit), (3, 5_000, "utf-8"), "the words beside a film, in bytes");

    // A draft may be too long; it is not passed on so.
    let saved = town.draft(&text, &[town.facebook]).await;
    let submit = post::Submit { post: saved.post, version: saved.version, supplies: Town::declaration() };
    let Err(Failure::Invalid(errors)) = town.run(&town.operator, &submit).await else { panic!() };
    assert_eq!((errors[0].field.as_str(), errors[0].args["count"].as_str()), ("text", "63207"));
    town.finish().await;
}

async fn the_program_is_named_for_what_it_did(town: Town) {
    let id = town.scheduled("名を示す").await;
    town.settle(3).await;
    let post = town.publication(id).await.post;
    let view = town.view(&town.operator, post).await;
    let by = |command: &str| view.trail.iter().find(|one| one.command == command).unwrap();
    let send = by("publication.finish");
    assert!(send.by_program && send.person.as_ref().unwrap().id == town.operator.person);
    assert!(!by("post.publish").by_program);
    let drafted = town.draft("下書き", &[town.facebook, town.website]).await;
    let list = post::list(&town.app, &town.operator, &Query::default()).await.unwrap();
    let row = list.rows.iter().find(|row| row.id == drafted.post).unwrap();
    assert_eq!(row.accounts.iter().map(|one| one.account).collect::<Vec<_>>(), [town.facebook, town.website]);
    town.finish().await;
}
