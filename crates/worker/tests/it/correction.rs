//! A correction is a publication: it takes the steps that the text asks of one, is linked with what it corrects on both
//! sides, and goes nowhere else (decision 0042).

use jiff::SignedDuration;
use tatefuda_app::{
    Actor, Failure, feed,
    post::{Content, Correct, Edit, Saved, Withdraw, view::CorrectionView},
    stop::{StopAll, StopScope},
};
use tatefuda_domain::{
    AccountId, Action, PostId, PublicationId,
    publication::{PublicationState as S, State},
};

use crate::{
    on_both,
    support::{Town, names_clause, refusal, state_key},
};

on_both!(
    a_correction_takes_the_steps_of_a_publication_and_both_sides_show_the_other,
    what_is_not_published_is_not_corrected,
    a_correction_says_what_is_wrong_and_since_when_it_is_known,
    two_who_begin_at_once_begin_one_correction,
    a_correction_goes_only_where_the_post_went,
    the_feed_leads_from_the_post_to_its_correction_and_back,
    a_correction_waits_while_all_sending_is_stopped,
    a_correction_can_be_corrected_itself,
    somebody_who_may_not_read_the_post_begins_nothing,
);

const WRONG: &str = "祭りは土曜の10時からです";
const RIGHT: &str = "祭りは日曜の10時からです";

/// A published post and its send.
async fn published(town: &Town, accounts: &[AccountId]) -> (PostId, PublicationId) {
    let saved = town.cleared(WRONG, accounts).await;
    let id = town.publish(&saved, None).await.publications[0];
    town.settle(5).await;
    assert_eq!(town.state(id).await, S::Published);
    (saved.post, id)
}

fn correct(post: PostId, version: i64, what: &str) -> Correct {
    Correct {
        post,
        version,
        what: what.to_owned(),
        found_at: None,
        title: String::new(),
        accounts: vec![],
        supplies: vec![],
    }
}

async fn begin_by(town: &Town, actor: &Actor, post: PostId) -> Result<Saved, Failure> {
    let version = town.view(actor, post).await.version;
    town.run(actor, &correct(post, version, "曜日が違う")).await
}

async fn begin(town: &Town, post: PostId) -> Saved {
    begin_by(town, &town.operator, post).await.unwrap()
}

/// Put right, passed on and checked.
async fn cleared(town: &Town, begun: &Saved, accounts: &[AccountId]) -> Saved {
    let content = Content { title: "【訂正】春の行事".to_owned(), ..town.content(RIGHT, accounts) };
    let edited = town.run(&town.operator, &Edit { post: begun.post, version: begun.version, content }).await.unwrap();
    let submitted = town.submit(&edited).await;
    let given = town.run(&town.chief, &town.check(&submitted)).await.unwrap();
    Saved { version: given.version, ..submitted }
}

async fn corrections(town: &Town, post: PostId) -> Vec<CorrectionView> {
    town.view(&town.operator, post).await.corrections
}

async fn a_correction_takes_the_steps_of_a_publication_and_both_sides_show_the_other(town: Town) {
    let (post, first) = published(&town, &[town.facebook]).await;
    assert!(town.view(&town.operator, post).await.offers.correct);
    town.pass(30);
    let begun = begin(&town, post).await;
    let view = town.view(&town.operator, begun.post).await;
    assert_eq!((view.content.text.as_str(), view.targets.len()), (WRONG, 1), "it starts from what is out");
    let of = view.corrects.expect("it says what it corrects");
    assert_eq!((of.original, of.what.as_str(), of.published_at), (post, "曜日が違う", None));
    assert_eq!(corrections(&town, post).await[0].post, begun.post);

    // The check of the post that is wrong is none of its correction.
    let refused = refusal(town.try_publish(&begun, None).await);
    assert!(names_clause(&refused, "NNH-6(2)a"), "{refused:?}");
    let cleared = cleared(&town, &begun, &[town.facebook]).await;
    town.pass(10);
    let id = town.publish(&cleared, None).await.publications[0];
    town.settle(5).await;
    assert_eq!(town.state(id).await, S::Published);
    assert_eq!((town.copies(WRONG), town.copies(RIGHT)), (1, 1), "what was wrong stays as it was published");
    let shown = corrections(&town, post).await;
    let State::Published { at, .. } = town.publication(id).await.state else { panic!("published") };
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0].published_at, Some(at));
    assert!(at.duration_since(shown[0].found_at) >= SignedDuration::from_mins(10), "the clock ran from the noticing");
    assert_ne!(first, id);
    let answers = town.view(&town.operator, begun.post).await.answers;
    let asked = |action| answers.iter().any(|one| one.action == action);
    assert!(asked(Action::PostCorrect) && !asked(Action::PostPublish), "asked as a correction, and as nothing else");
    town.wrote(&["post.correct"]).await;
    town.finish().await;
}

async fn what_is_not_published_is_not_corrected(town: Town) {
    let saved = town.cleared(WRONG, &[town.facebook]).await;
    let at = town.now() + SignedDuration::from_hours(2);
    town.publish(&saved, Some(at)).await;
    assert!(!town.view(&town.operator, saved.post).await.offers.correct);
    assert_eq!(state_key(begin_by(&town, &town.operator, saved.post).await), "not-published");
    town.finish().await;
}

async fn a_correction_says_what_is_wrong_and_since_when_it_is_known(town: Town) {
    let (post, _) = published(&town, &[town.facebook]).await;
    let version = town.view(&town.operator, post).await.version;
    let invalid = async |command: Correct| match town.run(&town.operator, &command).await {
        Err(Failure::Invalid(errors)) => errors.into_iter().map(|error| (error.field, error.key)).collect::<Vec<_>>(),
        other => panic!("not invalid: {other:?}"),
    };
    let field = |field: &str, key: &str| vec![(field.to_owned(), key.to_owned())];
    assert_eq!(invalid(correct(post, version, " \n ")).await, field("what", "required"));
    assert_eq!(invalid(correct(post, version, &"違".repeat(2_001))).await, field("what", "too-long"));
    let at = |minutes: i64| {
        let found_at = Some(town.now() + SignedDuration::from_mins(minutes));
        Correct { found_at, ..correct(post, version, "曜日が違う") }
    };
    assert_eq!(invalid(at(1)).await, field("found_at", "in-the-future"));
    assert_eq!(invalid(at(-600)).await, field("found_at", "before-published"));
    let stale = town.run(&town.operator, &correct(post, version - 1, "曜日が違う")).await;
    assert!(matches!(stale, Err(Failure::Conflict { .. })), "{stale:?}");
    assert!(corrections(&town, post).await.is_empty());
    town.finish().await;
}

async fn two_who_begin_at_once_begin_one_correction(town: Town) {
    let (post, _) = published(&town, &[town.facebook]).await;
    let (mine, theirs) = tokio::join!(begin_by(&town, &town.operator, post), begin_by(&town, &town.colleague, post));
    let (done, not): (Vec<_>, Vec<_>) = [mine, theirs].into_iter().partition(Result::is_ok);
    assert_eq!((done.len(), not.len(), corrections(&town, post).await.len()), (1, 1, 1));
    assert_eq!(state_key(begin_by(&town, &town.colleague, post).await), "correction-open");
    // Given up, it is in nobody's way.
    let begun = done.into_iter().next().unwrap().unwrap();
    let give_up = Withdraw { post: begun.post, version: begun.version, reason: String::new() };
    town.run(&town.operator, &give_up).await.unwrap();
    begin(&town, post).await;
    assert_eq!(corrections(&town, post).await.len(), 2);
    town.finish().await;
}

async fn a_correction_goes_only_where_the_post_went(town: Town) {
    let (post, _) = published(&town, &[town.facebook]).await;
    let version = town.view(&town.operator, post).await.version;
    let elsewhere = Correct { accounts: vec![town.other_page], ..correct(post, version, "曜日が違う") };
    assert!(matches!(town.run(&town.operator, &elsewhere).await, Err(Failure::Invalid(_))));
    let begun = begin(&town, post).await;
    let content = town.content(RIGHT, &[town.facebook, town.other_page]);
    let edited = town.run(&town.operator, &Edit { post: begun.post, version: begun.version, content }).await.unwrap();
    let submit =
        tatefuda_app::post::Submit { post: edited.post, version: edited.version, supplies: Town::declaration() };
    let Err(Failure::Invalid(errors)) = town.run(&town.operator, &submit).await else { panic!("passed on") };
    let named = format!("target:{}", town.other_page);
    assert_eq!((errors.len(), &errors[0].field, errors[0].key.as_str()), (1, &named, "not-published-there"));
    town.finish().await;
}

async fn the_feed_leads_from_the_post_to_its_correction_and_back(town: Town) {
    let (post, first) = published(&town, &[town.website]).await;
    let begun = begin(&town, post).await;
    let cleared = cleared(&town, &begun, &[town.website]).await;
    town.pass(5);
    let second = town.publish(&cleared, None).await.publications[0];
    let items = feed::load(&town.app, town.tenant).await.unwrap().items;
    assert_eq!(items.iter().map(|item| item.id).collect::<Vec<_>>(), [second, first]);
    assert_eq!((items[0].corrects, items[1].corrects), (Some(first), None));
    town.finish().await;
}

async fn a_correction_waits_while_all_sending_is_stopped(town: Town) {
    let (post, _) = published(&town, &[town.facebook]).await;
    let begun = begin(&town, post).await;
    let cleared = cleared(&town, &begun, &[town.facebook]).await;
    let id = town.publish(&cleared, None).await.publications[0];
    let stop = StopAll { scope: StopScope::Body, reason: "確認のため".to_owned(), by_file: false };
    town.run(&town.operator, &stop).await.unwrap();
    town.tick().await;
    assert_eq!((town.state(id).await, town.copies(RIGHT)), (S::Held, 0));
    assert_eq!(town.publication(id).await.state.reason(), Some("stopped"));
    town.finish().await;
}

async fn a_correction_can_be_corrected_itself(town: Town) {
    let (post, _) = published(&town, &[town.facebook]).await;
    let begun = begin(&town, post).await;
    let out = cleared(&town, &begun, &[town.facebook]).await;
    town.publish(&out, None).await;
    town.settle(5).await;
    let again = begin(&town, out.post).await;
    let view = town.view(&town.operator, out.post).await;
    assert_eq!((view.corrects.map(|one| one.original), view.corrections[0].post), (Some(post), again.post));
    town.finish().await;
}

async fn somebody_who_may_not_read_the_post_begins_nothing(town: Town) {
    let (post, _) = published(&town, &[town.facebook]).await;
    let stranger = Actor { capacity: None, person: town.app.env.id(), ..town.operator.clone() };
    let tried = town.run(&stranger, &correct(post, 1, "曜日が違う")).await;
    assert!(matches!(tried, Err(Failure::NotFound | Failure::Forbidden(_))), "{tried:?}");
    assert!(corrections(&town, post).await.is_empty());
    town.finish().await;
}
