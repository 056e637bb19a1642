//! Late is held, workers do not get in each other's way, accounts do not wait for each other.

use std::sync::Arc;

use tatefuda_app::{Actor, execute, post::Publish};
use tatefuda_domain::{CommandId, publication::PublicationState as S};
use tatefuda_doubles::facebook::Fault;
use tatefuda_worker::Step;

use crate::{
    on_both,
    support::{OTHER_PAGE, Town, names_clause},
};

on_both!(
    what_missed_its_time_is_held_and_nothing_floods,
    a_scheduler_whose_appointment_ended_sends_nothing,
    two_workers_send_each_post_once,
    a_slow_account_delays_no_other,
    one_send_at_a_time_per_account,
    a_long_queue_does_not_hide_the_other_account,
    a_repeated_command_changes_nothing,
    a_worker_that_stopped_leaves_unknown_or_scheduled,
    a_service_without_connector_is_posted_by_hand,
);

async fn what_missed_its_time_is_held_and_nothing_floods(town: Town) {
    let mut ids = vec![];
    for number in 0..3 {
        ids.push(town.scheduled(&format!("停電の間の投稿{number}")).await);
    }
    town.pass(70);
    town.settle(4).await;
    for id in ids {
        let held = town.publication(id).await;
        assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("late")));
        let answer = tatefuda_app::answer::find(&town.app, &town.operator, held.answer.unwrap()).await.unwrap();
        assert!(names_clause(&answer.answer, "HOUSE-5"));
    }
    assert_eq!(town.double.state.sends(), 0);
    let today = tatefuda_app::task::today(&town.app, &town.operator).await.unwrap();
    assert_eq!(today.trouble.len(), 3);
    town.finish().await;
}

async fn a_scheduler_whose_appointment_ended_sends_nothing(town: Town) {
    let id = town.scheduled("異動した人の予約").await;
    town.end_appointment(&town.operator).await;
    town.tick().await;
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("regulation")));
    assert_eq!(town.double.state.sends(), 0);
    town.finish().await;
}

async fn two_workers_send_each_post_once(town: Town) {
    let mut ids = vec![];
    for number in 0..4 {
        ids.push(town.scheduled(&format!("二人の作業者{number}")).await);
    }
    for _ in 0..8 {
        let (one, two) = (town.worker_named("one"), town.worker_named("two"));
        let (one, two) = tokio::join!(one.tick(), two.tick());
        if one.unwrap().is_idle() && two.unwrap().is_idle() {
            break;
        }
    }
    for (number, id) in ids.into_iter().enumerate() {
        assert_eq!(town.state(id).await, S::Published);
        assert_eq!(town.copies(&format!("二人の作業者{number}")), 1);
    }
    assert_eq!(town.double.state.sends(), 4);
    town.finish().await;
}

async fn a_slow_account_delays_no_other(town: Town) {
    town.double.state.next_faults([Fault::Slow]);
    let slow = town.scheduled("返事の遅いページ").await;
    let (told, mut begun) = tokio::sync::mpsc::unbounded_channel();
    let worker = town.worker().observed(Arc::new(move |step| {
        let _ = told.send(step);
    }));
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(async move { worker.run(async { drop(stopped.await) }).await });
    // The call to the slow page is under way before the other post exists at all.
    while town.double.state.sends() == 0 {
        begun.recv().await.unwrap();
        tokio::task::yield_now().await;
        if begun.is_empty() && town.double.state.sends() == 0 {
            tokio::task::yield_now().await;
            if town.state(slow).await == S::Sending {
                break;
            }
        }
    }
    let saved = town.cleared("速いページ", &[town.other_page]).await;
    let quick = town.publish(&saved, None).await.publications[0];
    while begun.recv().await.unwrap() != Step::Finished {}
    assert_eq!(town.state(quick).await, S::Published, "the other account did not wait");
    assert_eq!(town.state(slow).await, S::Sending);
    assert_eq!(town.double.state.copies(OTHER_PAGE, "速いページ"), 1);
    // The slow call comes to its end even while the worker stops.
    drop(stop);
    town.double.state.release_slow();
    running.await.unwrap();
    assert_eq!((town.state(slow).await, town.copies("返事の遅いページ")), (S::Published, 1));
    town.finish().await;
}

async fn one_send_at_a_time_per_account(town: Town) {
    use tatefuda_app::publication::Lease;
    let (first, second) = (town.scheduled("先の投稿").await, town.scheduled("後の投稿").await);
    let lease = |publication| Lease { publication, owner: "w".to_owned(), seconds: 60 };
    town.run(&town.operator, &lease(first)).await.unwrap();
    let busy = town.run(&town.operator, &lease(second)).await;
    assert_eq!(crate::support::state_key(busy), "account-busy");
    town.finish().await;
}

async fn a_long_queue_does_not_hide_the_other_account(town: Town) {
    for number in 0..7 {
        town.scheduled(&format!("長い列{number}")).await;
    }
    let saved = town.cleared("別のページ", &[town.other_page]).await;
    let other = town.publish(&saved, None).await.publications[0];
    // Never more than a few per account, however many are due.
    let due = tatefuda_app::publication::queue::due(&town.app, 6).await.unwrap();
    assert!(due.len() == 6 && due.iter().any(|work| work.publication == other));
    town.finish().await;
}

async fn a_repeated_command_changes_nothing(town: Town) {
    let saved = town.cleared("二度押し", &[town.facebook]).await;
    let publish = Publish { post: saved.post, version: saved.version, at: None, accounts: vec![], supplies: vec![] };
    let id: CommandId = town.app.env.id();
    let first = execute(&town.app, &town.operator, id, &publish).await.unwrap();
    town.tick().await;
    let second = execute(&town.app, &town.operator, id, &publish).await.unwrap();
    assert_eq!(first, second);
    town.settle(3).await;
    assert_eq!(town.copies("二度押し"), 1);
    let other = Actor { person: town.colleague.person, capacity: town.colleague.capacity, ..town.operator.clone() };
    assert!(matches!(execute(&town.app, &other, id, &publish).await, Err(tatefuda_app::Failure::CommandReused)));
    town.finish().await;
}

async fn a_worker_that_stopped_leaves_unknown_or_scheduled(town: Town) {
    use tatefuda_app::publication::Lease;
    let id = town.scheduled("止まった作業者").await;
    let lease = Lease { publication: id, owner: "gone".to_owned(), seconds: 60 };
    town.run(&town.operator, &lease).await.unwrap();
    assert!(town.tick().await.is_idle(), "the lease runs");
    town.pass(2);
    assert_eq!(town.tick().await.expired, 1);
    assert_eq!(town.state(id).await, S::Scheduled, "nothing was sent under it");
    town.settle(3).await;
    assert_eq!((town.state(id).await, town.copies("止まった作業者")), (S::Published, 1));
    town.finish().await;
}

async fn a_service_without_connector_is_posted_by_hand(town: Town) {
    let saved = town.cleared("動画のお知らせ", &[town.facebook, town.youtube]).await;
    let scheduled = town.publish(&saved, None).await;
    assert_eq!((scheduled.publications.len(), scheduled.by_hand), (2, vec![town.youtube]));
    // Where one is in the other's way on PostgreSQL, it is done in the next round.
    let (mut sent, mut offered) = (0, 0);
    for _ in 0..4 {
        let tick = town.tick().await;
        (sent, offered) = (sent + tick.sent, offered + tick.offered);
    }
    assert_eq!((sent, offered), (1, 1));
    let ledger = tatefuda_app::account::ledger(&town.app, &town.operator).await.unwrap();
    let youtube = ledger.iter().find(|line| line.id == town.youtube).unwrap();
    assert!(!youtube.connector && youtube.connector_note.is_some() && !youtube.connected);
    town.finish().await;
}
