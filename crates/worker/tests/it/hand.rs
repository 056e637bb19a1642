//! Posting by hand keeps the promises of a connector: at most one attempt, the gate asked before the text appears, unknown
//! when nobody answers, and a proof that is never shown stronger than it is (decision 0034).

mod road;

use jiff::SignedDuration;
use tatefuda_app::{
    Actor, Failure, copy,
    hand::{self, Answer, HandAnswer, Take, Took, view::HandTask},
    post::{Content, Draft, Edit, MediumInput, PostSupply, Saved, Submit, TargetInput},
    publication::{AddEvidence, Finding, Resolve},
    record::Supply,
    stop::{self, StopAll, StopScope},
    task,
};
use tatefuda_domain::{
    PublicationId,
    hand::HandOutcome,
    media::{MediumAnswers, People, Rights},
    publication::{Proof, PublicationState as S, Shows},
};
use tatefuda_vault::state::STOP_FILE;

use crate::{
    copies::{back_up, put_back},
    media::upload,
    on_both,
    support::{TAKANEZAWA, Town, names_clause, refusal, state_key},
};

on_both!(
    a_service_without_connector_is_posted_by_hand,
    the_text_appears_only_for_whoever_took_it,
    two_people_take_at_once_and_one_has_it,
    nobody_takes_it_and_it_is_held_when_its_time_is_over,
    taken_and_not_answered_is_unknown,
    a_late_word_of_whoever_had_it_still_counts_and_a_late_no_does_not,
    not_posted_waits_for_a_person_and_goes_on_as_the_same_send,
    unsure_is_unknown_and_never_offered_again,
    stop_all_recalls_what_is_open_and_lists_what_is_taken,
    the_file_that_stops_hides_the_text_at_the_last_moment,
    an_approval_that_is_void_refuses_taking_with_its_clause,
    what_lost_its_ground_after_taking_is_shown_no_more,
    whoever_may_not_publish_cannot_take,
    an_address_must_be_of_this_account_and_counts_once,
    a_second_persons_look_must_be_another_persons,
    what_is_different_or_gone_stands_beside_the_proof_and_waits,
    a_post_taken_by_hand_can_be_cancelled_no_more,
    equal_texts_wait_while_one_is_in_hands,
);

mod takanezawa {
    use super::{TAKANEZAWA, Town, takanezawa_by_hand_to_published};

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() {
        takanezawa_by_hand_to_published(Town::sqlite_of(&TAKANEZAWA).await).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        if let Some(town) = Town::postgres_of(&TAKANEZAWA).await {
            takanezawa_by_hand_to_published(town).await;
        }
    }
}

/// A cleared post for YouTube, to which no connector leads, whose time has come.
async fn offered(town: &Town, text: &str) -> PublicationId {
    let saved = town.cleared(text, &[town.youtube]).await;
    let scheduled = town.publish(&saved, None).await;
    assert_eq!(scheduled.by_hand, [town.youtube]);
    assert_eq!(town.tick().await.offered, 1);
    let id = scheduled.publications[0];
    assert_eq!(town.state(id).await, S::Waiting);
    id
}

/// The same with a window that ends after so many minutes.
async fn offered_until(town: &Town, text: &str, minutes: i64) -> PublicationId {
    let mut content = town.content(text, &[town.youtube]);
    content.window.until = Some(town.now() + SignedDuration::from_mins(minutes));
    let saved = town.run(&town.operator, &Draft { content }).await.unwrap();
    let saved = town.submit(&saved).await;
    let given = town.run(&town.chief, &town.check(&saved)).await.unwrap();
    let id = town.publish(&Saved { version: given.version, ..saved }, None).await.publications[0];
    town.tick().await;
    id
}

async fn take_by(town: &Town, actor: &Actor, id: PublicationId) -> Result<Took, Failure> {
    let version = town.publication(id).await.version;
    town.run(actor, &Take { publication: id, version, device: None }).await
}

async fn take(town: &Town, id: PublicationId) {
    assert_eq!(take_by(town, &town.operator, id).await.unwrap(), Took::Taken { attempt: 1 });
}

async fn sheet(town: &Town, actor: &Actor, id: PublicationId) -> HandTask {
    hand::sheet(&town.app, actor, id).await.unwrap()
}

async fn text(town: &Town, actor: &Actor, id: PublicationId) -> Option<String> {
    sheet(town, actor, id).await.text.map(|text| text.text)
}

fn posted(url: &str) -> HandAnswer {
    HandAnswer {
        outcome: HandOutcome::Posted,
        url: url.to_owned(),
        posted_at: None,
        posted_on: "携帯1".to_owned(),
        picture: None,
        words: String::new(),
    }
}

fn said(outcome: HandOutcome, words: &str) -> HandAnswer {
    HandAnswer { outcome, words: words.to_owned(), ..posted("") }
}

async fn answer_by(town: &Town, actor: &Actor, id: PublicationId, answer: HandAnswer) -> Result<S, Failure> {
    let version = town.publication(id).await.version;
    Ok(town.run(actor, &Answer { publication: id, version, answer }).await?.state)
}

async fn answer(town: &Town, id: PublicationId, answer: HandAnswer) -> Result<S, Failure> {
    answer_by(town, &town.operator, id, answer).await
}

const FILM: &str = "https://www.youtube.com/watch?v=abc-1";

fn evidence(publication: PublicationId, version: i64, shows: Shows, seen: &str) -> AddEvidence {
    AddEvidence { publication, version, shows, looked_at: None, seen: seen.to_owned(), url: None, picture: None }
}

async fn look(town: &Town, actor: &Actor, id: PublicationId, shows: Shows, seen: &str) -> Result<Proof, Failure> {
    let version = town.publication(id).await.version;
    Ok(town.run(actor, &evidence(id, version, shows, seen)).await?.grade)
}

fn field<T: std::fmt::Debug>(result: Result<T, Failure>) -> (String, String) {
    match result {
        Err(Failure::Invalid(errors)) => (errors[0].field.clone(), errors[0].key.clone()),
        other => panic!("not invalid: {other:?}"),
    }
}

async fn a_service_without_connector_is_posted_by_hand(town: Town) {
    let id = offered(&town, "動画のお知らせ").await;
    assert!(town.tick().await.is_idle(), "it waits for a person, not for a worker");
    let today = task::today(&town.app, &town.operator).await.unwrap();
    assert_eq!(today.hand.len(), 1, "due, with its account");
    assert!(!today.hand[0].mine && today.hand[0].publication.account == town.youtube);

    take(&town, id).await;
    let taken = town.publication(id).await;
    assert_eq!((taken.state.name(), taken.attempts, taken.lease_epoch), (S::Taken, 1, 1));
    let today = task::today(&town.app, &town.operator).await.unwrap();
    assert!(today.hand.len() == 1 && today.hand[0].mine);
    assert!(task::today(&town.app, &town.colleague).await.unwrap().hand.is_empty(), "it is in somebody's hands");

    assert_eq!(answer(&town, id, posted(FILM)).await.unwrap(), S::Published);
    let view = town.view(&town.operator, town.publication(id).await.post).await;
    let sent = &view.publications[0];
    assert_eq!((sent.proof, sent.permalink.as_deref()), (Some(Proof::Stated), Some(FILM)));
    assert_eq!((sent.evidence.len(), sent.evidence[0].grade), (1, Proof::Stated));
    assert_eq!(sent.taking.as_ref().unwrap().posted_on.as_deref(), Some("携帯1"));
    assert!(task::today(&town.app, &town.operator).await.unwrap().hand.is_empty());
    town.finish().await;
}

async fn the_text_appears_only_for_whoever_took_it(town: Town) {
    let exact = "髙橋さんと𠮷田さん 👨‍👩‍👧 が出ます\n二行目";
    let id = offered(&town, exact).await;
    assert_eq!(text(&town, &town.operator, id).await, None, "waiting");
    take(&town, id).await;
    assert_eq!(text(&town, &town.operator, id).await.as_deref(), Some(exact), "byte for byte");
    assert_eq!(text(&town, &town.colleague, id).await, None);
    assert_eq!(text(&town, &town.chief, id).await, None);
    let task = sheet(&town, &town.operator, id).await;
    let view = town.view(&town.operator, task.post).await;
    assert_eq!(task.check_number, view.targets[0].check_number, "the same number on every side");
    assert!(hand::text_file(&town.app, &town.operator, id).await.is_ok());
    assert!(matches!(hand::text_file(&town.app, &town.colleague, id).await, Err(Failure::NotFound)));
    assert_eq!(state_key(answer_by(&town, &town.colleague, id, posted(FILM)).await), "hand-not-yours");
    answer(&town, id, posted(FILM)).await.unwrap();
    assert_eq!(text(&town, &town.operator, id).await, None, "answered");
    town.finish().await;
}

async fn two_people_take_at_once_and_one_has_it(town: Town) {
    for round in 0..4 {
        let id = offered(&town, &format!("二人で {round}")).await;
        let version = town.publication(id).await.version;
        let take = Take { publication: id, version, device: None };
        let (one, other) = tokio::join!(town.run(&town.operator, &take), town.run(&town.colleague, &take));
        let (won, lost) = if one.is_ok() { (one, other) } else { (other, one) };
        assert_eq!(won.unwrap(), Took::Taken { attempt: 1 });
        assert_eq!(state_key(lost), "hand-taken");
        let texts = [text(&town, &town.operator, id).await, text(&town, &town.colleague, id).await];
        assert_eq!(texts.iter().flatten().count(), 1, "one has the text");
        let winner = if texts[0].is_some() { &town.operator } else { &town.colleague };
        let url = format!("https://www.youtube.com/watch?v=r{round}");
        assert_eq!(answer_by(&town, winner, id, posted(&url)).await.unwrap(), S::Published);
    }
    town.finish().await;
}

async fn nobody_takes_it_and_it_is_held_when_its_time_is_over(town: Town) {
    let id = offered_until(&town, "誰も取らない", 60).await;
    town.pass(30);
    assert!(town.tick().await.is_idle(), "later than a worker may be, and still in its time");
    town.pass(31);
    assert!(names_clause(&refusal(take_by(&town, &town.operator, id).await), "HOUSE-5"));
    assert_eq!(town.tick().await.expired, 1);
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason(), held.attempts), (S::Held, Some("not-taken"), 0));
    town.finish().await;
}

async fn taken_and_not_answered_is_unknown(town: Town) {
    let id = offered_until(&town, "取ったまま", 60).await;
    town.pass(50);
    take(&town, id).await;
    town.pass(11);
    assert_eq!(text(&town, &town.operator, id).await, None, "its time is over");
    assert_eq!(town.tick().await.expired, 1);
    let lost = town.publication(id).await;
    assert_eq!((lost.state.name(), lost.state.reason()), (S::Unknown, Some("not-answered")));
    assert_eq!(text(&town, &town.operator, id).await, None);
    assert_eq!(state_key(take_by(&town, &town.colleague, id).await), "hand-unknown");
    // Nothing by itself, however long it takes.
    for _ in 0..5 {
        town.pass(24 * 60);
        town.tick().await;
        assert_eq!(town.state(id).await, S::Unknown);
    }
    // Somebody else looks and finds it: better known than by the word of whoever posted.
    let version = town.publication(id).await.version;
    let resolve = Resolve {
        publication: id,
        version,
        finding: Finding::Published { url: FILM.to_owned(), platform_post_id: None },
        looked: true,
        looked_at: None,
        seen: String::new(),
        comment: String::new(),
    };
    town.run(&town.chief, &resolve).await.unwrap();
    assert_eq!(town.publication(id).await.state.proof(), Some(Proof::Seen));
    town.finish().await;
}

async fn a_late_word_of_whoever_had_it_still_counts_and_a_late_no_does_not(town: Town) {
    let id = offered_until(&town, "遅れた回答", 60).await;
    take_by(&town, &town.colleague, id).await.unwrap();
    town.pass(61);
    town.tick().await;
    assert_eq!(town.state(id).await, S::Unknown);
    let no = said(HandOutcome::NotPosted, "投稿しませんでした");
    assert_eq!(state_key(answer_by(&town, &town.colleague, id, no).await), "hand-late");
    // Nor by the other way: whoever had the text does not open the way to a second copy alone.
    town.pass(60);
    let version = town.publication(id).await.version;
    let deny = Resolve {
        publication: id,
        version,
        finding: Finding::NotThere,
        looked: true,
        looked_at: None,
        seen: "ありません".to_owned(),
        comment: String::new(),
    };
    assert_eq!(state_key(town.run(&town.colleague, &deny).await), "hand-another-looks");
    // And their look is no second pair of eyes.
    assert_eq!(answer_by(&town, &town.colleague, id, posted(FILM)).await.unwrap(), S::Published);
    assert_eq!(town.publication(id).await.state.proof(), Some(Proof::Stated));
    town.finish().await;
}

async fn not_posted_waits_for_a_person_and_goes_on_as_the_same_send(town: Town) {
    let id = offered(&town, "あとで投稿").await;
    take(&town, id).await;
    assert_eq!(field(answer(&town, id, said(HandOutcome::NotPosted, "")).await), ("words".into(), "required".into()));
    let words = "携帯の電池が切れました";
    assert_eq!(answer(&town, id, said(HandOutcome::NotPosted, words)).await.unwrap(), S::Held);
    let held = town.publication(id).await;
    assert_eq!((held.state.reason(), held.state.why().unwrap().detail.as_deref()), (Some("not-posted"), Some(words)));
    assert_eq!(text(&town, &town.operator, id).await, None);
    // Put back by a person, it is offered again: the second attempt of the same send.
    let back =
        tatefuda_app::publication::Reschedule { publication: id, version: held.version, at: None, supplies: vec![] };
    town.run(&town.operator, &back).await.unwrap();
    assert_eq!(town.tick().await.offered, 1);
    assert_eq!(take_by(&town, &town.colleague, id).await.unwrap(), Took::Taken { attempt: 2 });
    assert_eq!(state_key(answer(&town, id, posted(FILM)).await), "hand-not-yours", "the first had his turn");
    assert_eq!(answer_by(&town, &town.colleague, id, posted(FILM)).await.unwrap(), S::Published);
    town.finish().await;
}

async fn unsure_is_unknown_and_never_offered_again(town: Town) {
    let id = offered(&town, "押したかどうか").await;
    take(&town, id).await;
    assert_eq!(answer(&town, id, said(HandOutcome::Unsure, "画面が固まりました")).await.unwrap(), S::Unknown);
    town.settle(3).await;
    assert_eq!(town.state(id).await, S::Unknown);
    assert!(task::today(&town.app, &town.operator).await.unwrap().hand.is_empty());
    // Found later by themselves.
    assert_eq!(answer(&town, id, posted(FILM)).await.unwrap(), S::Published);
    town.finish().await;
}

fn stop_all() -> StopAll {
    StopAll { reason: "乗っ取りの疑い".to_owned(), scope: StopScope::Body, by_file: false }
}

async fn stop_all_recalls_what_is_open_and_lists_what_is_taken(town: Town) {
    let (open, taken) = (offered(&town, "まだ誰も").await, offered(&town, "もう手元に").await);
    take(&town, taken).await;
    town.run(&town.chief, &stop_all()).await.unwrap();
    let recalled = town.publication(open).await;
    assert_eq!((recalled.state.name(), recalled.state.reason()), (S::Held, Some("stopped")));
    let standing = stop::view::sending(&town.app, &town.chief).await.unwrap();
    assert_eq!(standing.taken.len(), 1, "who has a text in their hands is named");
    assert_eq!(standing.taken[0].person.id, town.operator.person);
    assert!(!standing.taken[0].person.extension.is_empty(), "with a telephone");
    // The text is hidden from now on, and cannot be taken.
    assert_eq!(text(&town, &town.operator, taken).await, None);
    assert_eq!(sheet(&town, &town.operator, taken).await.stay.as_deref(), Some("stopped"));
    assert_eq!(state_key(take_by(&town, &town.colleague, open).await), "hand-held");
    // What happened is still recorded.
    assert_eq!(answer(&town, taken, posted(FILM)).await.unwrap(), S::Published);
    assert!(stop::view::sending(&town.app, &town.chief).await.unwrap().taken.is_empty());
    // Nothing is offered while it is stopped.
    let saved = town.cleared("停止の後", &[town.youtube]).await;
    let later = town.publish(&saved, Some(town.now() + SignedDuration::from_mins(1))).await.publications[0];
    town.pass(1);
    town.tick().await;
    assert_eq!(town.state(later).await, S::Held);
    town.finish().await;
}

async fn the_file_that_stops_hides_the_text_at_the_last_moment(town: Town) {
    let id = offered(&town, "ファイルで停止").await;
    take(&town, id).await;
    assert!(text(&town, &town.operator, id).await.is_some());
    std::fs::write(town.state_folder().join(STOP_FILE), "").unwrap();
    assert_eq!(text(&town, &town.operator, id).await, None);
    std::fs::remove_file(town.state_folder().join(STOP_FILE)).unwrap();
    town.finish().await;
}

async fn an_approval_that_is_void_refuses_taking_with_its_clause(town: Town) {
    let id = offered(&town, "九時に始めます").await;
    let post = town.publication(id).await.post;
    let view = town.view(&town.operator, post).await;
    let content = Content { text: "十時に始めます".to_owned(), ..view.content };
    town.run(&town.operator, &Edit { post, version: view.version, content }).await.unwrap();
    assert!(names_clause(&refusal(take_by(&town, &town.operator, id).await), "NNH-6(2)a"));
    assert_eq!((town.state(id).await, text(&town, &town.operator, id).await), (S::Waiting, None));
    // Approved anew it is another content than the one that was scheduled: held, for whoever scheduled it.
    let view = town.view(&town.operator, post).await;
    let saved = Saved { post, version: view.version, revision: view.revision, sheet: view.sheet };
    let saved = town.submit(&saved).await;
    town.run(&town.chief, &town.check(&saved)).await.unwrap();
    let took = take_by(&town, &town.operator, id).await.unwrap();
    assert_eq!(took, Took::Held { reason: "content-changed".to_owned() });
    assert!(matches!(hand::sheet(&town.app, &town.operator, id).await, Err(Failure::NotFound)), "no task any more");
    town.finish().await;
}

async fn what_lost_its_ground_after_taking_is_shown_no_more(town: Town) {
    let id = offered(&town, "停止されたアカウント").await;
    take(&town, id).await;
    assert!(text(&town, &town.operator, id).await.is_some());
    // Whoever took it is no operator any more.
    town.end_appointment(&town.operator).await;
    let task = hand::sheet(&town.app, &town.operator, id).await.unwrap();
    assert_eq!((task.text.is_none(), task.stay.as_deref()), (true, Some("regulation")));
    town.finish().await;
}

async fn whoever_may_not_publish_cannot_take(town: Town) {
    let id = offered(&town, "担当者だけ").await;
    let answer = refusal(take_by(&town, &town.admin, id).await);
    assert!(!answer.is_permitted() && town.state(id).await == S::Waiting);
    take(&town, id).await;
    town.finish().await;
}

/// A file that is copied and put back; on a server the same mark is held against the same chain.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_copy_gives_no_text_out_again() {
    let mut town = Town::sqlite().await;
    let id = offered(&town, "写しから二度").await;
    town.tick().await;
    town.restart(back_up).await;
    take(&town, id).await;
    assert!(text(&town, &town.operator, id).await.is_some(), "it may be on the service by now");
    town.restart(put_back).await;
    assert_eq!(town.state(id).await, S::Waiting, "the copy knows nothing of it");
    let refused = take_by(&town, &town.colleague, id).await;
    assert!(refused.is_err(), "{refused:?}");
    town.tick().await;
    let refused = take_by(&town, &town.colleague, id).await;
    assert!(refused.is_err(), "{refused:?}");
    let doubts = copy::view::standing(&town.app, &town.admin).await.unwrap().doubts;
    assert!(doubts.iter().any(|one| one.doubt.publication == Some(id)), "a person is asked about it");
}

async fn an_address_must_be_of_this_account_and_counts_once(town: Town) {
    let id = offered(&town, "一本目").await;
    take(&town, id).await;
    for url in ["", "https://example.org/1", "https://www.youtube.com/"] {
        assert_eq!(field(answer(&town, id, posted(url)).await).0, "url", "{url}");
    }
    let early = HandAnswer { posted_at: Some(town.now() - SignedDuration::from_mins(5)), ..posted(FILM) };
    assert_eq!(field(answer(&town, id, early).await), ("posted_at".into(), "before-taken".into()));
    let late = HandAnswer { posted_at: Some(town.now() + SignedDuration::from_mins(5)), ..posted(FILM) };
    assert_eq!(field(answer(&town, id, late).await), ("posted_at".into(), "in-the-future".into()));
    let nowhere = HandAnswer { posted_on: String::new(), ..posted(FILM) };
    assert_eq!(field(answer(&town, id, nowhere).await), ("posted_on".into(), "required".into()));
    answer(&town, id, posted(FILM)).await.unwrap();
    assert!(answer(&town, id, posted(FILM)).await.is_err(), "once");

    let other = offered(&town, "二本目").await;
    take(&town, other).await;
    // Under another address of the same film.
    let same = posted("https://youtu.be/abc-1");
    assert_eq!(field(answer(&town, other, same).await), ("url".into(), "counted-already".into()));
    town.finish().await;
}

async fn a_second_persons_look_must_be_another_persons(town: Town) {
    let id = offered(&town, "目視で確かめる").await;
    take(&town, id).await;
    answer(&town, id, posted(FILM)).await.unwrap();
    let proof = async || town.publication(id).await.state.proof();
    // Whoever posted it says it again: it is worth what it was. A minute each, so that their order is told.
    town.pass(1);
    assert_eq!(look(&town, &town.operator, id, Shows::AsSent, "あります").await.unwrap(), Proof::Stated);
    assert_eq!(proof().await, Some(Proof::Stated));
    town.pass(1);
    assert_eq!(look(&town, &town.colleague, id, Shows::AsSent, "").await.unwrap(), Proof::Seen);
    assert_eq!(proof().await, Some(Proof::Seen));
    // Never less, never more.
    town.pass(1);
    assert_eq!(look(&town, &town.operator, id, Shows::AsSent, "").await.unwrap(), Proof::Stated);
    assert_eq!(proof().await, Some(Proof::Seen));
    let view = town.view(&town.operator, town.publication(id).await.post).await;
    let grades: Vec<Proof> = view.publications[0].evidence.iter().map(|one| one.grade).collect();
    assert_eq!(grades, [Proof::Stated, Proof::Stated, Proof::Seen, Proof::Stated], "all of them are kept");
    let early = AddEvidence {
        looked_at: Some(town.now() - SignedDuration::from_mins(10)),
        ..evidence(id, town.publication(id).await.version, Shows::AsSent, "")
    };
    assert_eq!(field(town.run(&town.chief, &early).await).0, "looked_at");
    town.finish().await;
}

async fn what_is_different_or_gone_stands_beside_the_proof_and_waits(town: Town) {
    let id = offered(&town, "消えた投稿").await;
    take(&town, id).await;
    answer(&town, id, posted(FILM)).await.unwrap();
    look(&town, &town.colleague, id, Shows::AsSent, "").await.unwrap();
    let waits = async || task::today(&town.app, &town.operator).await.unwrap().findings.len();
    assert_eq!(waits().await, 0);
    assert_eq!(field(look(&town, &town.colleague, id, Shows::Gone, "").await).0, "seen");
    assert_eq!(state_key(look(&town, &town.colleague, id, Shows::Settled, "x").await), "nothing-to-settle");
    town.pass(10);
    look(&town, &town.colleague, id, Shows::Gone, "開くと「存在しません」と出る").await.unwrap();
    let gone = town.publication(id).await;
    assert_eq!((gone.state.name(), gone.state.proof()), (S::Published, Some(Proof::Seen)), "the proof stands");
    assert_eq!(waits().await, 1);
    // Whoever posted it says that all is well: that alone ends nothing.
    town.pass(1);
    look(&town, &town.operator, id, Shows::AsSent, "").await.unwrap();
    assert_eq!(waits().await, 1);
    town.pass(1);
    look(&town, &town.chief, id, Shows::Settled, "誤って非公開にしていたため戻した").await.unwrap();
    assert_eq!(waits().await, 0);
    town.pass(1);
    look(&town, &town.chief, id, Shows::Different, "題が違う").await.unwrap();
    assert_eq!(waits().await, 1);
    town.pass(1);
    look(&town, &town.colleague, id, Shows::AsSent, "").await.unwrap();
    assert_eq!(waits().await, 0, "another person saw it as it was approved");
    town.finish().await;
}

async fn a_post_taken_by_hand_can_be_cancelled_no_more(town: Town) {
    let cancel = |publication| tatefuda_app::publication::Cancel { publication };
    let (open, taken) = (offered(&town, "やめる").await, offered(&town, "もう遅い").await);
    town.run(&town.operator, &cancel(open)).await.unwrap();
    assert_eq!(town.state(open).await, S::Cancelled);
    assert_eq!(state_key(take_by(&town, &town.operator, open).await), "hand-cancelled");
    take(&town, taken).await;
    assert_eq!(state_key(town.run(&town.operator, &cancel(taken)).await), "too-late-to-cancel");
    // Nor can its content be changed: it may be on the service.
    let view = town.view(&town.operator, town.publication(taken).await.post).await;
    let content = Content { text: "別の文".to_owned(), ..view.content };
    let edit = Edit { post: view.id, version: view.version, content };
    assert!(town.run(&town.operator, &edit).await.is_err());
    town.finish().await;
}

async fn equal_texts_wait_while_one_is_in_hands(town: Town) {
    let (one, same) = (offered(&town, "同じ文").await, offered(&town, "同じ文").await);
    take(&town, one).await;
    let took = take_by(&town, &town.colleague, same).await.unwrap();
    assert_eq!(took, Took::Held { reason: "equal-unresolved".to_owned() });
    town.finish().await;
}

/// 高根沢町: no chain, no connector, a photograph on Instagram; written, passed on, posted by hand, looked at by a colleague.
async fn takanezawa_by_hand_to_published(town: Town) {
    let instagram = town.youtube;
    let lines = |kind: &str, clauses: &[&str]| {
        let fields = clauses.iter().map(|clause| (format!("line:{clause}"), "yes".to_owned())).collect();
        Supply { kind: kind.to_owned(), fields, ..Supply::default() }
    };
    for person in [&town.operator, &town.colleague] {
        let record = lines("pledge", &["TKN-4(1)", "TKN-4(2)", "TKN-4(5)"]);
        let on = tatefuda_app::record::Given::Person { person: person.person };
        let give = tatefuda_app::record::GiveRecord { record, on, shown: None, document: None };
        town.run(person, &give).await.unwrap();
    }
    let medium = upload(&town, tatefuda_testkit::picture::telephone()).await.media;
    let answers = MediumAnswers {
        people: Some(People::None),
        rights: Some(Rights::Own),
        other_text: Some(false),
        classification: Some("1".to_owned()),
        ..MediumAnswers::default()
    };
    let mut target = TargetInput::shared(instagram);
    target.media = vec![MediumInput { media: medium, alt: "山車を引く町の通り".to_owned(), answers }];
    let content = Content {
        title: "夏まつり".to_owned(),
        text: "夏まつりの写真です。髙根沢の𠮷田さんも🎆".to_owned(),
        classification: Some("1".to_owned()),
        targets: vec![target],
        ..Content::default()
    };
    let saved = town.run(&town.operator, &Draft { content }).await.unwrap();
    let declared =
        ["TKN-4(3)", "TKN-4(4)", "TKN-4(7)②", "TKN-4(7)③", "TKN-4(7)④", "TKN-4(7)⑤", "TKN-4(7)⑥", "TKN-4(7)⑦"];
    let supplies = vec![
        PostSupply { record: lines("posting-declaration", &declared), account: None },
        Town::supply("source", "source", "商工課に確認"),
    ];
    let saved = town.run(&town.operator, &Submit { post: saved.post, version: saved.version, supplies }).await.unwrap();
    let view = town.view(&town.operator, saved.post).await;
    assert!(view.targets[0].answer.is_permitted(), "{:#?}", view.targets[0].answer);
    let id = town.publish(&saved, None).await.publications[0];
    assert_eq!(town.tick().await.offered, 1);
    take(&town, id).await;
    let task = sheet(&town, &town.operator, id).await;
    let text = task.text.unwrap();
    assert_eq!(text.text, "夏まつりの写真です。髙根沢の𠮷田さんも🎆");
    assert_eq!((text.pictures.len(), text.pictures[0].number), (1, 1));
    assert_eq!(task.account.service_ja, "Instagram");
    let url = "https://www.instagram.com/p/Cx_1-a/";
    assert_eq!(answer(&town, id, posted(url)).await.unwrap(), S::Published);
    let view = town.view(&town.operator, saved.post).await;
    let sent = &view.publications[0];
    assert_eq!((sent.state, sent.proof), (S::Published, Some(Proof::Stated)), "本人申告");
    look(&town, &town.colleague, id, Shows::AsSent, "写真と文を見た").await.unwrap();
    assert_eq!(town.publication(id).await.state.proof(), Some(Proof::Seen), "別の職員の目視");
    town.finish().await;
}
