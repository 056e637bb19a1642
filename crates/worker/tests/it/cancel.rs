//! Cancel until a worker has it; one update decides.

use tatefuda_app::{
    execute,
    publication::{Begin, Cancel, Lease, Reschedule},
};
use tatefuda_domain::publication::PublicationState;

use crate::{
    on_both,
    support::{Town, state_key},
};

on_both!(
    cancelled_before_the_lease_is_never_sent,
    too_late_once_leased,
    race_of_cancel_and_lease_has_one_winner,
    a_cancelled_target_can_be_published_again,
);

fn lease(publication: tatefuda_domain::PublicationId) -> Lease {
    Lease { publication, owner: "w".to_owned(), seconds: 60 }
}

async fn cancelled_before_the_lease_is_never_sent(town: Town) {
    let id = town.scheduled("取りやめる投稿").await;
    town.run(&town.operator, &Cancel { publication: id }).await.unwrap();
    town.settle(5).await;
    assert_eq!((town.state(id).await, town.double.state.sends()), (PublicationState::Cancelled, 0));
    assert_eq!(state_key(town.run(&town.operator, &Cancel { publication: id }).await), "publication-at-rest");
    town.finish().await;
}

async fn too_late_once_leased(town: Town) {
    let id = town.scheduled("もう送信中").await;
    town.run(&town.operator, &lease(id)).await.unwrap();
    assert_eq!(state_key(town.run(&town.operator, &Cancel { publication: id }).await), "too-late-to-cancel");
    town.finish().await;
}

async fn race_of_cancel_and_lease_has_one_winner(town: Town) {
    for round in 0..6 {
        let id = town.scheduled(&format!("競争{round}")).await;
        let (app, actor) = (town.app.clone(), town.operator.clone());
        let cancel =
            tokio::spawn(async move { execute(&app, &actor, app.env.id(), &Cancel { publication: id }).await.is_ok() });
        let (app, actor) = (town.app.clone(), town.operator.clone());
        let leased = tokio::spawn(async move { execute(&app, &actor, app.env.id(), &lease(id)).await.is_ok() });
        let (cancelled, leased) = (cancel.await.unwrap(), leased.await.unwrap());
        assert!(cancelled ^ leased, "round {round}: exactly one wins");
        let expected = if cancelled { PublicationState::Cancelled } else { PublicationState::Leased };
        assert_eq!(town.state(id).await, expected);
        if leased {
            // Make room for the next round: one send at a time per account.
            let begin = Begin {
                publication: id,
                epoch: 1,
                content: None,
                seconds: 60,
                wire: None,
                match_hash: None,
                problem: Some("not-connected".to_owned()),
            };
            town.run(&town.operator, &begin).await.unwrap();
            let held = town.publication(id).await;
            assert_eq!(held.state.name(), PublicationState::Held);
            town.run(&town.operator, &Cancel { publication: id }).await.unwrap();
        }
    }
    town.finish().await;
}

async fn a_cancelled_target_can_be_published_again(town: Town) {
    let saved = town.cleared("やはり投稿する", &[town.facebook]).await;
    let first = town.publish(&saved, None).await;
    town.run(&town.operator, &Cancel { publication: first.publications[0] }).await.unwrap();
    let again = tatefuda_app::post::Saved { version: first.version, ..saved };
    let second = town.publish(&again, None).await;
    let twice = tatefuda_app::post::Saved { version: second.version, ..again };
    assert_eq!(state_key(town.try_publish(&twice, None).await), "already-scheduled");
    town.settle(3).await;
    assert_eq!(town.state(second.publications[0]).await, PublicationState::Published);
    assert_eq!(town.copies("やはり投稿する"), 1);
    let reschedule = Reschedule { publication: second.publications[0], version: 99, at: None, supplies: vec![] };
    assert!(town.run(&town.operator, &reschedule).await.is_err());
    town.finish().await;
}
