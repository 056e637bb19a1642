//! Taking a published post down keeps a copy first, is decided by whom the text names, and is carried out once it is decided,
//! whoever dies in between (decision 0042).

use std::sync::{Arc, Mutex};

use tatefuda_app::{
    Actor, Failure,
    account::{AccountTexts, Register},
    feed,
    hand::{Answer, HandAnswer, Take},
    post::view::{PublicationView, Way},
    publication::{AddEvidence, Cancel},
    removal::{AnswerRemoval, CallOff, Decided, KeepCopy, Remove, carry, view::RemovalView},
    stop::{StopAll, StopScope},
    task,
};
use tatefuda_domain::{
    AccountId, PostId, PublicationId,
    hand::HandOutcome,
    publication::{Proof, PublicationState as S, Shows},
    removal::{CopyKind, RemovalOutcome, RemovalRoad, RemovalState as R},
};
use tatefuda_doubles::facebook::Fault;
use tatefuda_worker::Step;

use crate::{
    on_both,
    support::{Town, names_clause, refusal, state_key},
};

on_both!(
    by_the_connector_a_copy_of_what_is_shown_is_kept_before_it_is_taken_away,
    on_the_own_website_it_is_gone_in_the_act_that_decides,
    by_hand_the_copy_comes_before_the_word,
    two_who_decide_at_once_decide_once,
    whoever_may_not_is_refused_with_the_clause_on_every_way,
    a_worker_that_dies_between_copy_and_call_harms_nothing,
    a_lost_answer_is_tried_again_and_gone_is_gone,
    what_was_taken_down_on_the_service_before_is_seen_by_somebody,
    a_definite_no_waits_for_a_person_who_decides_anew,
    what_is_scheduled_is_cancelled_and_not_taken_down,
    a_reason_is_given_and_bounded,
    a_stop_of_all_sending_stops_no_removal,
    it_is_called_off_until_somebody_may_be_at_it,
    seen_there_again_it_is_not_gone,
    a_correction_can_be_taken_down_and_what_is_taken_down_corrected,
    what_was_sent_to_friends_cannot_be_called_back,
);

const TEXT: &str = "住民の名前が入ってしまった文";

async fn published(town: &Town, account: AccountId) -> (PostId, PublicationId) {
    let saved = town.cleared(TEXT, &[account]).await;
    let id = town.publish(&saved, None).await.publications[0];
    town.settle(5).await;
    assert_eq!(town.state(id).await, S::Published);
    (saved.post, id)
}

/// Posted by hand, on a service to which nothing leads.
async fn published_by_hand(town: &Town) -> (PostId, PublicationId) {
    let saved = town.cleared(TEXT, &[town.youtube]).await;
    let id = town.publish(&saved, None).await.publications[0];
    town.tick().await;
    town.run(&town.operator, &Take { publication: id, version: 2, device: None }).await.unwrap();
    let answer = HandAnswer {
        outcome: HandOutcome::Posted,
        url: "https://www.youtube.com/watch?v=abc-1".to_owned(),
        posted_at: None,
        posted_on: "携帯1".to_owned(),
        picture: None,
        words: String::new(),
    };
    town.run(&town.operator, &Answer { publication: id, version: 3, answer }).await.unwrap();
    (saved.post, id)
}

async fn decide_by(town: &Town, actor: &Actor, id: PublicationId, reason: &str) -> Result<Decided, Failure> {
    let version = town.publication(id).await.version;
    let remove = Remove { publication: id, version, reason: reason.to_owned(), picture: None, supplies: vec![] };
    town.run(actor, &remove).await
}

async fn decide(town: &Town, id: PublicationId) -> Decided {
    decide_by(town, &town.operator, id, "住民の名前が入っている").await.unwrap()
}

async fn send(town: &Town, post: PostId) -> PublicationView {
    town.view(&town.operator, post).await.publications.pop().unwrap()
}

async fn last(town: &Town, post: PostId) -> RemovalView {
    send(town, post).await.removals.pop().expect("a removal")
}

async fn kinds(town: &Town, post: PostId) -> Vec<CopyKind> {
    last(town, post).await.copies.iter().map(|copy| copy.kind).collect()
}

async fn look_by(town: &Town, actor: &Actor, id: PublicationId, shows: Shows) -> Proof {
    let version = town.publication(id).await.version;
    let seen = "一覧を見た".to_owned();
    let look = AddEvidence { publication: id, version, shows, looked_at: None, seen, url: None, picture: None };
    town.run(actor, &look).await.unwrap().grade
}

async fn waits_for(town: &Town, actor: &Actor) -> usize {
    task::today(&town.app, actor).await.unwrap().removals.len()
}

/// Lets time pass until nothing is to be carried out.
async fn carried(town: &Town) {
    for _ in 0..20 {
        town.tick().await;
        let Some(next) = carry::next(&town.app).await.unwrap() else { return };
        town.clock.set(next.max(town.now()) + jiff::SignedDuration::from_secs(1));
    }
}

async fn by_the_connector_a_copy_of_what_is_shown_is_kept_before_it_is_taken_away(town: Town) {
    let (post, id) = published(&town, town.facebook).await;
    let decided = decide(&town, id).await;
    assert_eq!((decided.road, decided.state), (RemovalRoad::Connector, R::Asked));
    assert_eq!(kinds(&town, post).await, [CopyKind::Sent], "before anything is done");
    assert_eq!(town.copies(TEXT), 1);
    town.tick().await;
    let removal = last(&town, post).await;
    assert_eq!((removal.state, removal.proof, town.copies(TEXT)), (R::Removed, Some(Proof::Api), 0));
    assert_eq!(kinds(&town, post).await, [CopyKind::Sent, CopyKind::Shown]);
    assert_eq!(removal.copies[1].text, TEXT);
    assert_eq!(town.state(id).await, S::Published, "that it was published stays true");
    // The history tells each step, and what the program did as the program's.
    let trail = town.view(&town.operator, post).await.trail;
    let program = |command: &str| trail.iter().any(|one| one.command == command && one.by_program);
    assert!(program("removal.begin") && program("removal.keep") && program("removal.finish"), "{trail:?}");
    town.wrote(&["removal.decide", "removal.begin", "removal.keep", "removal.finish"]).await;
    town.finish().await;
}

async fn on_the_own_website_it_is_gone_in_the_act_that_decides(town: Town) {
    let (post, id) = published(&town, town.website).await;
    assert_eq!(feed::load(&town.app, town.tenant).await.unwrap().items.len(), 1);
    let decided = decide(&town, id).await;
    assert_eq!((decided.road, decided.state), (RemovalRoad::Feed, R::Removed));
    assert!(feed::load(&town.app, town.tenant).await.unwrap().items.is_empty());
    assert_eq!(kinds(&town, post).await, [CopyKind::Sent]);
    town.finish().await;
}

async fn by_hand_the_copy_comes_before_the_word(town: Town) {
    let (post, id) = published_by_hand(&town).await;
    assert_eq!(waits_for(&town, &town.operator).await, 0);
    assert_eq!(decide(&town, id).await.road, RemovalRoad::Hand);
    assert_eq!(waits_for(&town, &town.operator).await, 1);
    let answer = |version, outcome, words: &str| AnswerRemoval {
        publication: id,
        version,
        outcome,
        done_at: None,
        done_on: "携帯1".to_owned(),
        picture: None,
        words: words.to_owned(),
    };
    let done = answer(1, RemovalOutcome::Removed, "");
    assert_eq!(state_key(town.run(&town.operator, &done).await), "removal-copy-first");
    let nothing = KeepCopy { publication: id, version: 1, picture: None, missing: String::new() };
    assert!(matches!(town.run(&town.operator, &nothing).await, Err(Failure::Invalid(_))));
    let none = KeepCopy { missing: "端末で画面の写しが取れない".to_owned(), ..nothing };
    town.run(&town.operator, &none).await.unwrap();
    let stale = town.run(&town.operator, &done).await;
    assert!(matches!(stale, Err(Failure::Conflict { seen: 1, current: 2 })), "{stale:?}");
    town.run(&town.operator, &answer(2, RemovalOutcome::Removed, "")).await.unwrap();
    let removal = last(&town, post).await;
    assert_eq!((removal.state, removal.proof), (R::Removed, Some(Proof::Stated)), "no stronger than a word");
    assert_eq!(waits_for(&town, &town.operator).await, 0);
    // A second word of the same person is none; another's look is.
    assert_eq!(look_by(&town, &town.operator, id, Shows::Gone).await, Proof::Stated);
    assert_eq!(last(&town, post).await.proof, Some(Proof::Stated));
    assert_eq!(look_by(&town, &town.colleague, id, Shows::Gone).await, Proof::Seen);
    assert_eq!(last(&town, post).await.proof, Some(Proof::Seen));
    assert!(task::today(&town.app, &town.operator).await.unwrap().findings.is_empty(), "it is gone as decided");
    town.wrote(&["removal.copy", "removal.answer"]).await;
    town.finish().await;
}

async fn two_who_decide_at_once_decide_once(town: Town) {
    let (post, id) = published(&town, town.facebook).await;
    let (mine, theirs) =
        tokio::join!(decide_by(&town, &town.operator, id, "一人目"), decide_by(&town, &town.colleague, id, "二人目"));
    assert_eq!([mine.is_ok(), theirs.is_ok()].iter().filter(|done| **done).count(), 1, "{mine:?} {theirs:?}");
    assert_eq!(state_key(decide_by(&town, &town.colleague, id, "三度目").await), "removal-live");
    assert_eq!(send(&town, post).await.removals.len(), 1);
    town.finish().await;
}

async fn whoever_may_not_is_refused_with_the_clause_on_every_way(town: Town) {
    let (post, id) = published(&town, town.facebook).await;
    let refused = refusal(decide_by(&town, &town.chief, id, "室長が決める").await);
    assert!(names_clause(&refused, "NNH-6(1)"), "{refused:?}");
    let view = town.view(&town.chief, post).await;
    assert!(view.removing.iter().all(|(_, answer)| !answer.is_permitted() && names_clause(answer, "NNH-6(1)")));
    assert!(send(&town, post).await.removals.is_empty());
    // Decided while it was theirs to decide, and asked again when it is carried out.
    decide(&town, id).await;
    town.end_appointment(&town.operator).await;
    town.tick().await;
    let view = town.view(&town.chief, post).await;
    let removal = view.publications[0].removals.last().unwrap();
    assert_eq!((removal.state, removal.why.as_deref(), town.copies(TEXT)), (R::Failed, Some("regulation"), 1));
    town.finish().await;
}

async fn a_worker_that_dies_between_copy_and_call_harms_nothing(town: Town) {
    for at in [Step::RemovalBegun, Step::RemovalKept, Step::RemovalCalled] {
        let (post, id) = published(&town, town.facebook).await;
        decide(&town, id).await;
        // The task ends at that step, as with a process that is killed there.
        let worker = town.worker_named("dies").observed(Arc::new(move |step| assert!(step != at, "killed at {at:?}")));
        worker.tick().await.unwrap();
        assert_eq!(last(&town, post).await.state, R::Removing, "{at:?}");
        assert!(!kinds(&town, post).await.is_empty(), "{at:?}");
        town.tick().await;
        assert_eq!(last(&town, post).await.state, R::Removing, "its time is not over, {at:?}");
        town.pass(4);
        carried(&town).await;
        let removal = last(&town, post).await;
        match at {
            // The call was made: the service knows no such post, and somebody looks.
            Step::RemovalCalled => {
                assert_eq!((removal.state, removal.why.as_deref()), (R::Unknown, Some("not-found")));
                look_by(&town, &town.colleague, id, Shows::Gone).await;
                assert_eq!(last(&town, post).await.proof, Some(Proof::Seen));
            }
            _ => assert_eq!(removal.state, R::Removed, "{at:?}"),
        }
        assert_eq!(town.copies(TEXT), 0, "{at:?}");
        assert!(kinds(&town, post).await.contains(&CopyKind::Shown), "{at:?}");
    }
    town.finish().await;
}

async fn a_lost_answer_is_tried_again_and_gone_is_gone(town: Town) {
    let (post, id) = published(&town, town.facebook).await;
    town.double.state.next_removal_faults([Fault::DropBeforeAccept, Fault::FiveHundredBeforeAccept]);
    decide(&town, id).await;
    town.tick().await;
    let removal = last(&town, post).await;
    assert_eq!((removal.state, removal.why.as_deref()), (R::Asked, Some("uncertain")));
    assert!(removal.due_at.unwrap() > town.now(), "not at once");
    carried(&town).await;
    assert_eq!((last(&town, post).await.state, town.copies(TEXT)), (R::Removed, 0));
    town.finish().await;
}

async fn what_was_taken_down_on_the_service_before_is_seen_by_somebody(town: Town) {
    let (post, id) = published(&town, town.facebook).await;
    let there = town.publication(id).await.state.platform_post().unwrap().id.clone();
    assert!(town.double.state.take_away(&there), "by hand, on the service's own screens");
    decide(&town, id).await;
    carried(&town).await;
    let removal = last(&town, post).await;
    assert_eq!((removal.state, removal.why.as_deref()), (R::Unknown, Some("not-found")));
    assert_eq!(kinds(&town, post).await, [CopyKind::Sent, CopyKind::Missing]);
    assert_eq!(waits_for(&town, &town.operator).await, 1);
    look_by(&town, &town.colleague, id, Shows::Gone).await;
    assert_eq!((last(&town, post).await.state, waits_for(&town, &town.operator).await), (R::Removed, 0));
    town.finish().await;
}

async fn a_definite_no_waits_for_a_person_who_decides_anew(town: Town) {
    let (post, id) = published(&town, town.facebook).await;
    town.double.state.next_removal_faults([Fault::Code { code: 200 }]);
    decide(&town, id).await;
    carried(&town).await;
    let removal = last(&town, post).await;
    assert_eq!((removal.state, removal.why.as_deref(), town.copies(TEXT)), (R::Failed, Some("rejected"), 1));
    assert_eq!(waits_for(&town, &town.operator).await, 1);
    town.pass(1);
    decide(&town, id).await;
    carried(&town).await;
    assert_eq!((last(&town, post).await.state, waits_for(&town, &town.operator).await), (R::Removed, 0));
    assert_eq!(send(&town, post).await.removals.len(), 2);
    town.finish().await;
}

async fn what_is_scheduled_is_cancelled_and_not_taken_down(town: Town) {
    let id = town.scheduled(TEXT).await;
    assert_eq!(state_key(decide_by(&town, &town.operator, id, "違う").await), "not-published");
    town.run(&town.operator, &Cancel { publication: id }).await.unwrap();
    assert_eq!(state_key(decide_by(&town, &town.operator, id, "違う").await), "not-published");
    assert_eq!(town.copies(TEXT), 0);
    town.finish().await;
}

async fn a_reason_is_given_and_bounded(town: Town) {
    let (post, id) = published(&town, town.facebook).await;
    for (reason, key) in [(" \n", "required".to_owned()), (&*"理".repeat(2_001), "too-long".to_owned())] {
        let Err(Failure::Invalid(errors)) = decide_by(&town, &town.operator, id, reason).await else {
            panic!("taken: {key}")
        };
        assert_eq!((errors.len(), errors[0].field.as_str(), &errors[0].key), (1, "reason", &key));
    }
    decide_by(&town, &town.operator, id, &"理".repeat(2_000)).await.unwrap();
    assert_eq!(last(&town, post).await.reason.chars().count(), 2_000);
    town.finish().await;
}

async fn a_stop_of_all_sending_stops_no_removal(town: Town) {
    let (post, id) = published(&town, town.facebook).await;
    let stop = StopAll { scope: StopScope::Body, reason: "乗っ取りの疑い".to_owned(), by_file: false };
    town.run(&town.chief, &stop).await.unwrap();
    decide(&town, id).await;
    carried(&town).await;
    assert_eq!((last(&town, post).await.state, town.copies(TEXT)), (R::Removed, 0));
    town.finish().await;
}

async fn it_is_called_off_until_somebody_may_be_at_it(town: Town) {
    let (post, id) = published(&town, town.facebook).await;
    decide(&town, id).await;
    let off = |version| CallOff { publication: id, version };
    assert!(names_clause(&refusal(town.run(&town.chief, &off(1)).await), "NNH-6(1)"));
    town.run(&town.operator, &off(1)).await.unwrap();
    carried(&town).await;
    assert_eq!((last(&town, post).await.state, town.copies(TEXT)), (R::CalledOff, 1));
    // Decided again, and a worker has it.
    decide(&town, id).await;
    let seen = Arc::new(Mutex::new(false));
    let told = Arc::clone(&seen);
    let worker = town.worker_named("dies").observed(Arc::new(move |step| {
        if step == Step::RemovalBegun {
            *told.lock().unwrap() = true;
            panic!("killed");
        }
    }));
    worker.tick().await.unwrap();
    assert!(*seen.lock().unwrap());
    let version = last(&town, post).await.version;
    assert_eq!(state_key(town.run(&town.operator, &off(version)).await), "removal-removing");
    town.wrote(&["removal.call-off"]).await;
    town.finish().await;
}

async fn seen_there_again_it_is_not_gone(town: Town) {
    let (post, id) = published(&town, town.facebook).await;
    decide(&town, id).await;
    carried(&town).await;
    town.pass(5);
    look_by(&town, &town.colleague, id, Shows::AsSent).await;
    let removal = last(&town, post).await;
    assert_eq!((removal.state, removal.why.as_deref()), (R::Failed, Some("still-there")));
    assert_eq!(waits_for(&town, &town.operator).await, 1);
    town.finish().await;
}

async fn a_correction_can_be_taken_down_and_what_is_taken_down_corrected(town: Town) {
    let (post, id) = published(&town, town.facebook).await;
    decide(&town, id).await;
    carried(&town).await;
    let correct = tatefuda_app::post::Correct {
        post,
        version: town.view(&town.operator, post).await.version,
        what: "名前が入っていた".to_owned(),
        found_at: None,
        title: String::new(),
        accounts: vec![],
        supplies: vec![],
    };
    let begun = town.run(&town.operator, &correct).await.unwrap();
    let content = town.content("おわびして訂正します", &[town.facebook]);
    let edit = tatefuda_app::post::Edit { post: begun.post, version: begun.version, content };
    let submitted = town.submit(&town.run(&town.operator, &edit).await.unwrap()).await;
    let given = town.run(&town.chief, &town.check(&submitted)).await.unwrap();
    let cleared = tatefuda_app::post::Saved { version: given.version, ..submitted };
    let second = town.publish(&cleared, None).await.publications[0];
    town.settle(5).await;
    assert_eq!(town.state(second).await, S::Published);
    decide(&town, second).await;
    carried(&town).await;
    assert_eq!((last(&town, begun.post).await.state, town.copies("おわびして訂正します")), (R::Removed, 0));
    assert_eq!(town.view(&town.operator, post).await.corrections.len(), 1, "both stay in the history");
    town.finish().await;
}

/// A LINE account; nothing is connected, so it is posted to by hand.
async fn line(town: &Town) -> AccountId {
    let texts = AccountTexts { listed: true, ..AccountTexts::named("市のLINE".to_owned(), town.section) };
    let running_until = Some(town.now() + jiff::SignedDuration::from_hours(24 * 300));
    let register = Register { service: "line".parse().unwrap(), texts, running_until };
    town.run(&town.admin, &register).await.unwrap().account
}

async fn what_was_sent_to_friends_cannot_be_called_back(town: Town) {
    let account = line(&town).await;
    let saved = town.cleared(TEXT, &[account]).await;
    let id = town.publish(&saved, None).await.publications[0];
    town.tick().await;
    town.run(&town.operator, &Take { publication: id, version: 2, device: None }).await.unwrap();
    let answer = HandAnswer {
        outcome: HandOutcome::Posted,
        url: String::new(),
        posted_at: None,
        posted_on: "PC-1".to_owned(),
        picture: None,
        words: String::new(),
    };
    town.run(&town.operator, &Answer { publication: id, version: 3, answer }).await.unwrap();
    // Said before anybody decides, and refused where somebody decides all the same.
    let view = town.view(&town.operator, saved.post).await;
    assert_eq!((view.targets[0].remove, view.targets[0].edit), (Way::Never, Way::Never));
    assert_eq!(state_key(decide_by(&town, &town.operator, id, "違う").await), "removal-impossible");
    assert!(send(&town, saved.post).await.removals.is_empty());
    assert!(view.offers.correct, "the way is a correction");
    town.finish().await;
}
