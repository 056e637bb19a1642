//! An approval is for exactly what will be sent.

use tatefuda_app::{
    Actor, Failure, Via,
    post::{Edit, Saved},
};
use tatefuda_domain::{Id as _, publication::PublicationState};
use tatefuda_regulation::Decision;

use crate::{
    on_both,
    support::{Town, names_clause, refusal},
};

on_both!(
    nothing_is_published_without_the_check,
    one_changed_byte_is_refused_by_screen_api_and_worker,
    editing_one_account_leaves_the_other_cleared,
    the_author_cannot_check_in_another_capacity,
    a_stale_form_is_refused_with_the_difference,
    moving_inside_the_window_keeps_the_check_and_outside_it_is_refused,
    whoever_is_no_operator_cannot_publish,
);

const CLAUSE: &str = "NNH-6(2)a";

async fn change(town: &Town, saved: &Saved, text: &str) -> Saved {
    let view = town.view(&town.operator, saved.post).await;
    let mut content = view.content;
    content.text = text.to_owned();
    town.run(&town.operator, &Edit { post: saved.post, version: view.version, content }).await.unwrap()
}

async fn nothing_is_published_without_the_check(town: Town) {
    let saved = town.submit(&town.draft("本文", &[town.facebook]).await).await;
    let answer = refusal(town.try_publish(&saved, None).await);
    assert_eq!(answer.decision, Decision::Needs);
    assert!(names_clause(&answer, CLAUSE));
    town.run(&town.chief, &town.check(&saved)).await.unwrap();
    town.finish().await;
}

async fn one_changed_byte_is_refused_by_screen_api_and_worker(town: Town) {
    let saved = town.cleared("九時に始めます", &[town.facebook]).await;
    let id = town.publish(&saved, None).await.publications[0];
    let changed = change(&town, &saved, "十時に始めます").await;

    // By the worker, which had it on its schedule.
    assert_eq!(town.tick().await.held, 1);
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason()), (PublicationState::Held, Some("regulation")));
    let stored = tatefuda_app::answer::find(&town.app, &town.operator, held.answer.unwrap()).await.unwrap();
    assert!(names_clause(&stored.answer, CLAUSE));
    assert_eq!(town.double.state.sends(), 0);

    // By screen and by API, with the version of before and with the present one.
    for via in [Via::Screen, Via::Api] {
        let actor = Actor { via, ..town.operator.clone() };
        for version in [saved.version, changed.version] {
            let publish =
                tatefuda_app::post::Publish { post: saved.post, version, at: None, accounts: vec![], supplies: vec![] };
            assert!(names_clause(&refusal(town.run(&actor, &publish).await), CLAUSE), "{via:?}");
        }
    }
    town.finish().await;
}

async fn editing_one_account_leaves_the_other_cleared(town: Town) {
    let saved = town.cleared("共通の本文", &[town.facebook, town.website]).await;
    let view = town.view(&town.operator, saved.post).await;
    let mut content = view.content.clone();
    content.targets[0].text = Some("フェイスブックだけの本文".to_owned());
    let edit = Edit { post: saved.post, version: view.version, content };
    let edited = town.run(&town.operator, &edit).await.unwrap();
    town.submit(&edited).await;
    let view = town.view(&town.operator, saved.post).await;
    assert!(!view.targets[0].answer.is_permitted() && view.targets[0].steps.is_empty());
    assert!(view.targets[1].answer.is_permitted() && view.targets[1].steps.len() == 1);
    town.finish().await;
}

async fn the_author_cannot_check_in_another_capacity(town: Town) {
    let saved = town.submit(&town.draft("自分で書いた", &[town.facebook]).await).await;
    // The author is appointed to the position of the responsible person as well, and acts in that capacity.
    let appoint = tatefuda_app::org::Appoint {
        person: town.operator.person,
        position: town.head,
        kind: tatefuda_regulation::AppointmentKind::Concurrent,
        deputy_of: None,
        deputy_order: 0,
        span: tatefuda_app::org::Term::new(town.now(), None),
    };
    let capacity = town.run(&town.admin, &appoint).await.unwrap();
    let twice = Actor { capacity: Some(capacity), ..town.operator.clone() };
    let answer = refusal(town.run(&twice, &town.check(&saved)).await);
    assert!(names_clause(&answer, "HOUSE-2"), "{answer:#?}");
    town.finish().await;
}

async fn a_stale_form_is_refused_with_the_difference(town: Town) {
    let shown = town.submit(&town.draft("九時に始めます", &[town.facebook]).await).await;
    let changed = change(&town, &shown, "十時に始めます").await;
    let changed = town.submit(&changed).await;
    let before = town.view(&town.chief, shown.post).await.trail.len();
    let stale = town.run(&town.chief, &town.check(&shown)).await;
    let Err(Failure::Stale(stale)) = stale else { panic!("{stale:?}") };
    assert_eq!((stale.shown, stale.now), (shown.sheet, changed.sheet));
    assert_eq!(stale.difference.len(), 1);
    assert_eq!(stale.difference[0].before, "九時に始めます");
    assert_eq!(stale.difference[0].after, "十時に始めます");
    let trail = town.view(&town.chief, shown.post).await.trail;
    assert!(trail.len() == before + 1 && trail.last().unwrap().refused, "a refused act leaves one entry");
    town.run(&town.chief, &town.check(&changed)).await.unwrap();
    town.finish().await;
}

async fn moving_inside_the_window_keeps_the_check_and_outside_it_is_refused(town: Town) {
    let hour = jiff::SignedDuration::from_hours(1);
    let (from, until) = (town.now() + hour, town.now() + hour * 3);
    let mut content = town.content("窓のある投稿", &[town.facebook]);
    content.window = tatefuda_domain::digest::Window { from: Some(from), until: Some(until) };
    let draft = tatefuda_app::post::Draft { content };
    let saved = town.submit(&town.run(&town.operator, &draft).await.unwrap()).await;
    let given = town.run(&town.chief, &town.check(&saved)).await.unwrap();
    let saved = Saved { version: given.version, ..saved };
    for outside in [town.now(), until + hour] {
        assert!(names_clause(&refusal(town.try_publish(&saved, Some(outside)).await), "HOUSE-5"));
    }
    let id = town.publish(&saved, Some(from + hour)).await.publications[0];
    assert!(town.tick().await.is_idle());
    town.pass(121);
    assert_eq!(town.tick().await.sent, 1);
    assert_eq!(town.state(id).await, PublicationState::Published);
    town.finish().await;
}

async fn whoever_is_no_operator_cannot_publish(town: Town) {
    let saved = town.cleared("本文", &[town.facebook]).await;
    let publish = tatefuda_app::post::Publish {
        post: saved.post,
        version: saved.version,
        at: None,
        accounts: vec![],
        supplies: vec![],
    };
    assert!(names_clause(&refusal(town.run(&town.chief, &publish).await), "HOUSE-18"));
    // Nor does anybody act on a post of another body.
    let elsewhere = Actor { tenant: tatefuda_domain::TenantId::from_uuid(uuid(9)), ..town.operator.clone() };
    assert!(matches!(town.run(&elsewhere, &publish).await, Err(Failure::NotFound)));
    town.finish().await;
}

fn uuid(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}
