//! One platform post is never counted for two intents.

use tatefuda_app::publication::{Begin, Finding, Lease, Resolve};
use tatefuda_domain::publication::{Proof, PublicationState as S};
use tatefuda_doubles::facebook::Fault;

use crate::{
    on_both,
    support::{PAGE, Town},
};

on_both!(
    two_equal_texts_stay_unknown_both,
    an_equal_text_is_held_while_the_first_is_unresolved,
    a_post_made_before_the_send_is_not_taken_for_it,
    a_person_can_find_it_and_never_count_it_twice,
    a_late_answer_of_a_lost_lease_still_counts,
);

/// Brings a send to unknown as a worker that stopped during the call would leave it, with a given wire and text.
async fn lost(town: &Town, id: tatefuda_domain::PublicationId, wire: u8, text: &str) {
    let lease = Lease { publication: id, owner: "gone".to_owned(), seconds: 1 };
    let epoch = town.run(&town.operator, &lease).await.unwrap().epoch;
    let begin = Begin {
        publication: id,
        epoch,
        seconds: 1,
        content: Some(town.publication(id).await.digest),
        wire: Some(tatefuda_domain::Digest::from_bytes([wire; 32])),
        match_hash: Some(tatefuda_app::publication::matching::match_hash(text)),
        problem: None,
    };
    town.run(&town.operator, &begin).await.unwrap();
    town.pass(1);
    town.tick().await;
}

async fn two_equal_texts_stay_unknown_both(town: Town) {
    // A former program may have sent both: the wires differ, the texts that a reader sees do not.
    let first = town.scheduled("避難所の案内").await;
    lost(&town, first, 1, "別の文").await;
    let second = town.scheduled("避難所の案内 ").await;
    lost(&town, second, 2, "さらに別の文").await;
    for id in [first, second] {
        shown_as(&town, id, "避難所の案内").await;
    }
    town.double.state.heal();
    post_by_hand(&town, "避難所の案内").await;
    town.settle(12).await;
    for id in [first, second] {
        assert_eq!(town.state(id).await, S::Unknown);
    }
    town.finish().await;
}

async fn shown_as(town: &Town, id: tatefuda_domain::PublicationId, text: &str) {
    let mut tx = town.app.db.write().await.unwrap();
    let mut one = tatefuda_store::publication::get(&mut tx, town.tenant, id).await.unwrap().unwrap();
    assert_eq!(one.state.name(), S::Unknown);
    one.wire.as_mut().unwrap().match_hash = Some(tatefuda_app::publication::matching::match_hash(text));
    assert!(tatefuda_store::publication::update(&mut tx, town.tenant, &one).await.unwrap());
    tx.commit().await.unwrap();
}

/// Somebody posts on the page itself.
async fn post_by_hand(town: &Town, text: &str) {
    let post = tatefuda_platforms::OutgoingPost {
        account: PAGE.to_owned(),
        text: text.to_owned(),
        link: None,
        options: std::collections::BTreeMap::new(),
        media: vec![],
    };
    let context = tatefuda_platforms::SendContext {
        gate: &tatefuda_platforms::OpenGate,
        attempt: town.app.env.id(),
        now: town.now(),
    };
    let platform = town.platforms.get(&"facebook".parse().unwrap()).unwrap();
    let token = tatefuda_platforms::Credentials::PageToken(crate::support::TOKEN.into());
    let sent = platform.publish(&token, &post, &tatefuda_platforms::Standings::default(), context).await;
    assert!(matches!(sent, tatefuda_platforms::SendOutcome::Accepted { .. }), "{sent:?}");
}

async fn an_equal_text_is_held_while_the_first_is_unresolved(town: Town) {
    town.double.state.next_faults([Fault::DropBeforeAccept]);
    let first = town.scheduled("同じ文").await;
    town.tick().await;
    assert_eq!(town.state(first).await, S::Unknown);
    let second = town.scheduled("同じ文").await;
    // What the platform does not tell apart is the same.
    let third = town.scheduled("同じ文\n").await;
    town.tick().await;
    for id in [second, third] {
        let held = town.publication(id).await;
        assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("equal-unresolved")));
    }
    assert_eq!(town.double.state.sends(), 1);
    town.finish().await;
}

async fn a_post_made_before_the_send_is_not_taken_for_it(town: Town) {
    post_by_hand(&town, "前から載っている文").await;
    town.pass(30);
    town.double.state.next_faults([Fault::DropBeforeAccept]);
    let id = town.scheduled("前から載っている文").await;
    town.settle(12).await;
    assert_eq!(town.state(id).await, S::Unknown);
    town.finish().await;
}

async fn a_person_can_find_it_and_never_count_it_twice(town: Town) {
    town.double.state.next_faults([Fault::DropBeforeAccept, Fault::DropBeforeAccept]);
    let first = town.scheduled("一つ目の文").await;
    let second = town.scheduled("二つ目の文").await;
    town.settle(2).await;
    let resolve = |id, version, looked| Resolve {
        publication: id,
        version,
        finding: Finding::Published {
            url: "https://www.facebook.com/100/posts/77".to_owned(),
            platform_post_id: Some("100_77".to_owned()),
        },
        looked,
        looked_at: None,
        seen: String::new(),
        comment: String::new(),
    };
    let version = town.publication(first).await.version;
    town.run(&town.chief, &resolve(first, version, true)).await.unwrap();
    assert_eq!(town.publication(first).await.state.proof(), Some(Proof::Seen));
    let version = town.publication(second).await.version;
    let twice = town.run(&town.operator, &resolve(second, version, true)).await;
    assert!(matches!(twice, Err(tatefuda_app::Failure::Invalid(_))), "{twice:?}");
    let own = Resolve {
        finding: Finding::Published { url: "https://www.facebook.com/100/posts/78".to_owned(), platform_post_id: None },
        ..resolve(second, version, true)
    };
    town.run(&town.operator, &own).await.unwrap();
    assert_eq!(town.publication(second).await.state.proof(), Some(Proof::Stated), "one's own word is a statement");
    town.finish().await;
}

async fn a_late_answer_of_a_lost_lease_still_counts(town: Town) {
    let id = town.scheduled("返事が遅い").await;
    lost(&town, id, 3, "返事が遅い").await;
    assert_eq!(town.state(id).await, S::Unknown);
    let late = |outcome| tatefuda_app::publication::Finish { publication: id, epoch: 1, attempt: 1, outcome };
    let no = tatefuda_app::publication::Outcome::NotSent { why: "late".to_owned() };
    town.run(&town.operator, &late(no)).await.unwrap();
    assert_eq!(town.state(id).await, S::Unknown, "only good news can be told late");
    let yes = tatefuda_app::publication::Outcome::Accepted { platform_post_id: "100_5".to_owned(), permalink: None };
    town.run(&town.operator, &late(yes)).await.unwrap();
    assert_eq!((town.state(id).await, town.publication(id).await.state.proof()), (S::Published, Some(Proof::Api)));
    town.finish().await;
}
