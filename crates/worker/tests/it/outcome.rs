//! What a call can come to, with the double's faults: never two copies, and every end has its reason.

use tatefuda_app::{
    account::Connect,
    command::Secret,
    publication::{Cancel, Finding, Reschedule, Resolve},
};
use tatefuda_domain::publication::{Proof, PublicationState as S, State};
use tatefuda_doubles::facebook::Fault;

use crate::{
    on_both,
    support::{PAGE, Town, names_clause, refusal},
};

on_both!(
    a_plain_send_is_published_with_the_proof_of_the_call,
    a_dropped_reply_is_unknown_and_found_by_reading_back,
    accepted_late_is_found_when_it_appears,
    lag_of_the_read_back_changes_nothing,
    five_hundred_after_accept_is_found,
    five_hundred_without_accept_stays_unknown_until_a_person_speaks,
    garbage_as_an_answer_is_unknown,
    too_many_requests_goes_back_on_the_schedule,
    asked_to_wait_beyond_the_window_is_held,
    an_expired_token_is_held_and_so_is_the_rest_of_the_queue,
    a_duplicate_is_reconciled_and_never_repeated,
    a_rejection_fails_with_the_platforms_words,
    without_a_connection_it_is_tried_again,
);

async fn a_plain_send_is_published_with_the_proof_of_the_call(town: Town) {
    let id = town.scheduled("明日は晴れ").await;
    assert_eq!(town.tick().await.sent, 1);
    let published = town.publication(id).await;
    assert_eq!((published.state.name(), published.state.proof()), (S::Published, Some(Proof::Api)));
    let post = published.state.platform_post().unwrap();
    assert!(post.id.starts_with(PAGE) && post.permalink.is_some());
    town.settle(5).await;
    assert_eq!((town.copies("明日は晴れ"), town.double.state.sends()), (1, 1));
    town.finish().await;
}

async fn found_later(town: Town, text: &str, fault: Fault) {
    town.double.state.next_faults([fault]);
    let id = town.scheduled(text).await;
    town.tick().await;
    assert_eq!(town.state(id).await, S::Unknown, "{fault:?}");
    town.settle(30).await;
    let published = town.publication(id).await;
    assert_eq!((published.state.name(), published.state.proof()), (S::Published, Some(Proof::Readback)), "{fault:?}");
    town.wrote(&["publication.reconcile"]).await;
    assert_eq!((town.copies(text), town.double.state.sends()), (1, 1), "{fault:?}");
    town.finish().await;
}

async fn a_dropped_reply_is_unknown_and_found_by_reading_back(town: Town) {
    found_later(town, "返事が届かない", Fault::DropReplyAfterAccept).await;
}

async fn accepted_late_is_found_when_it_appears(town: Town) {
    found_later(town, "遅れて現れる", Fault::AcceptLate { reads: 3 }).await;
}

async fn five_hundred_after_accept_is_found(town: Town) {
    found_later(town, "受けてから500", Fault::FiveHundredAfterAccept).await;
}

async fn garbage_as_an_answer_is_unknown(town: Town) {
    found_later(town, "読めない返事", Fault::GarbledAnswer).await;
}

async fn a_duplicate_is_reconciled_and_never_repeated(town: Town) {
    town.double.state.next_faults([Fault::Duplicate506]);
    let id = town.scheduled("重複と言われる").await;
    town.settle(12).await;
    let unknown = town.publication(id).await;
    assert_eq!((unknown.state.name(), unknown.state.reason()), (S::Unknown, Some("duplicate")));
    assert_eq!((town.copies("重複と言われる"), town.double.state.sends()), (0, 1));
    town.finish().await;
}

async fn lag_of_the_read_back_changes_nothing(town: Town) {
    town.double.state.next_faults([Fault::LagReadBack { reads: 4 }]);
    let id = town.scheduled("一覧に遅れて出る").await;
    town.settle(6).await;
    assert_eq!((town.state(id).await, town.copies("一覧に遅れて出る")), (S::Published, 1));
    town.finish().await;
}

async fn five_hundred_without_accept_stays_unknown_until_a_person_speaks(town: Town) {
    town.double.state.next_faults([Fault::FiveHundredBeforeAccept]);
    let text = "届いていない";
    let saved = town.cleared(text, &[town.facebook]).await;
    let scheduled = town.publish(&saved, None).await;
    let id = scheduled.publications[0];
    town.settle(12).await;
    let unknown = town.publication(id).await;
    assert_eq!(unknown.state.name(), S::Unknown, "finding nothing proves nothing");
    assert!(matches!(unknown.state, State::Unknown { looks, .. } if looks > 5));
    assert_eq!(town.double.state.sends(), 1);

    let deny = |version| Resolve {
        publication: id,
        version,
        finding: Finding::NotThere,
        looked: true,
        looked_at: None,
        seen: "一覧のいちばん上まで見た".to_owned(),
        comment: "画面で確かめた".to_owned(),
    };
    // Whoever wrote and scheduled it has no say in that it is not there.
    let answer = refusal(town.run(&town.operator, &deny(unknown.version)).await);
    assert!(names_clause(&answer, "HOUSE-22"));
    assert!(matches!(
        town.run(&town.chief, &deny(unknown.version - 1)).await,
        Err(tatefuda_app::Failure::Conflict { .. })
    ));
    let resolved = town.run(&town.chief, &deny(unknown.version)).await.unwrap();
    assert_eq!(resolved.state, S::Failed);
    let view = town.view(&town.operator, saved.post).await;
    assert_eq!(view.notes.last().unwrap().text, "画面で確かめた");
    // Only now may it be sent again.
    let again = tatefuda_app::post::Saved { version: scheduled.version, ..saved };
    let second = town.publish(&again, None).await.publications[0];
    town.settle(3).await;
    assert_eq!((town.state(second).await, town.copies(text)), (S::Published, 1));
    town.finish().await;
}

async fn too_many_requests_goes_back_on_the_schedule(town: Town) {
    town.double.state.next_faults([Fault::RateLimited429]);
    let id = town.scheduled("混み合っている").await;
    town.tick().await;
    let waits = town.publication(id).await;
    assert_eq!((waits.state.name(), waits.state.reason()), (S::Scheduled, Some("wait")));
    assert!(waits.due_at > town.now() && waits.planned_at < waits.due_at);
    town.settle(6).await;
    assert_eq!((town.state(id).await, town.copies("混み合っている")), (S::Published, 1));
    town.finish().await;
}

async fn asked_to_wait_beyond_the_window_is_held(town: Town) {
    town.double.state.next_faults([Fault::RateLimited429]);
    let mut content = town.content("窓が閉じる", &[town.facebook]);
    content.window.until = Some(town.now() + jiff::SignedDuration::from_secs(50));
    let draft = tatefuda_app::post::Draft { content };
    let saved = town.submit(&town.run(&town.operator, &draft).await.unwrap()).await;
    let given = town.run(&town.chief, &town.check(&saved)).await.unwrap();
    let saved = tatefuda_app::post::Saved { version: given.version, ..saved };
    let id = town.publish(&saved, None).await.publications[0];
    town.tick().await;
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("window-past")));
    town.settle(6).await;
    assert_eq!(town.copies("窓が閉じる"), 0);
    town.finish().await;
}

async fn an_expired_token_is_held_and_so_is_the_rest_of_the_queue(town: Town) {
    let first = town.scheduled("一件目").await;
    let second = town.scheduled("二件目").await;
    town.double.state.set_token(PAGE, "EAAB-new-token");
    town.settle(4).await;
    for id in [first, second] {
        let held = town.publication(id).await;
        assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("token-dead")));
    }
    assert_eq!(town.double.state.sends(), 1, "the second is not even tried");
    let connect = Connect::new(town.facebook, Secret::new("EAAB-new-token"), None);
    town.run(&town.admin, &connect).await.unwrap();
    let version = town.publication(first).await.version;
    let reschedule = Reschedule { publication: first, version, at: None, supplies: vec![] };
    town.run(&town.operator, &reschedule).await.unwrap();
    town.run(&town.operator, &Cancel { publication: second }).await.unwrap();
    town.settle(4).await;
    assert_eq!((town.state(first).await, town.copies("一件目")), (S::Published, 1));
    assert_eq!((town.state(second).await, town.copies("二件目")), (S::Cancelled, 0));
    town.finish().await;
}

async fn a_rejection_fails_with_the_platforms_words(town: Town) {
    town.double.state.next_faults([Fault::Code { code: 100 }]);
    let id = town.scheduled("受け付けない").await;
    town.settle(3).await;
    let failed = town.publication(id).await;
    assert_eq!((failed.state.name(), failed.state.reason()), (S::Failed, Some("content-invalid")));
    assert!(failed.state.why().unwrap().detail.as_ref().unwrap().contains("100"));
    assert_eq!(town.copies("受け付けない"), 0);
    town.finish().await;
}

async fn without_a_connection_it_is_tried_again(mut town: Town) {
    let id = town.scheduled("つながらない").await;
    // Nobody listens on a port that was just given back.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let reachable = std::mem::replace(&mut town.platforms, crate::support::platforms(&format!("http://{free}")));
    town.tick().await;
    let waits = town.publication(id).await;
    assert_eq!((waits.state.name(), waits.state.reason()), (S::Scheduled, Some("not-sent")));
    town.platforms = reachable;
    town.settle(5).await;
    assert_eq!((town.state(id).await, town.copies("つながらない")), (S::Published, 1));
    town.finish().await;
}

/// The connection that writes fails between the platform's answer and its storing, as on a full disk: what was said once
/// is stored with the next one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outcome_is_stored_although_the_disk_failed_meanwhile() {
    let town = Town::sqlite().await;
    let id = town.scheduled("書込みに失敗").await;
    let db = town.app.db.clone();
    let worker = town.worker().observed(std::sync::Arc::new(move |step| {
        if step == tatefuda_worker::Step::Called {
            let failing = async {
                let mut tx = db.write().await.unwrap();
                tx.one("PRAGMA query_only = ON", vec![]).await.unwrap();
                tx.commit().await.unwrap();
            };
            tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(failing));
        }
    }));
    assert_eq!(worker.tick().await.unwrap().sent, 1);
    let published = town.publication(id).await;
    assert_eq!((published.state.name(), published.state.proof()), (S::Published, Some(Proof::Api)));
    assert_eq!((town.copies("書込みに失敗"), town.double.state.sends()), (1, 1));
    town.finish().await;
}
