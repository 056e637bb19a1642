//! Who lives and who does not: leases of the dead end at once, those of the living run (decision 0007).

use std::sync::Arc;

use jiff::SignedDuration;
use tatefuda_app::lifeline;
use tatefuda_domain::publication::PublicationState as S;
use tatefuda_worker::{Step, Worker};

use crate::{on_both, support::Town};

on_both!(
    a_panic_during_a_send_frees_the_account_soon,
    a_worker_that_ends_in_order_leaves_nothing_behind,
    a_lost_session_is_taken_again_before_anybody_is_declared_dead,
);

/// Panics when it comes to a step for the first time.
fn breaking(worker: Worker, at: Step) -> Worker {
    let broke = std::sync::atomic::AtomicBool::new(false);
    worker.observed(Arc::new(move |step| {
        if step == at && !broke.swap(true, std::sync::atomic::Ordering::Relaxed) {
            std::panic::resume_unwind(Box::new("broken off"));
        }
    }))
}

async fn a_panic_during_a_send_frees_the_account_soon(town: Town) {
    for (step, end) in [(Step::Leased, S::Published), (Step::Begun, S::Unknown)] {
        let first = town.scheduled(&format!("途中で止まる {step:?}")).await;
        town.clock.advance(SignedDuration::from_secs(1));
        let second = town.scheduled(&format!("後に続く {step:?}")).await;
        let worker = breaking(town.worker_named("worker-p"), step);
        assert_eq!(worker.tick().await.unwrap().left, 1, "the lane broke off");
        for _ in 0..8 {
            town.clock.advance(SignedDuration::from_secs(1));
            while !worker.tick().await.unwrap().is_idle() {}
        }
        assert_eq!((town.state(first).await, town.state(second).await), (end, S::Published), "{step:?}");
    }
    town.finish().await;
}

async fn a_worker_that_ends_in_order_leaves_nothing_behind(town: Town) {
    let worker = town.worker_named("orderly");
    worker.tick().await.unwrap();
    let (app, other) = (&town.app, town.worker_named("other"));
    worker.run(std::future::ready(())).await;
    assert!(lifeline::let_go(app, "other").await.unwrap().is_empty(), "nobody has to bury it");
    other.tick().await.unwrap();
    drop(other);
    let names = std::fs::read_dir(town.directory.directory()).unwrap();
    let left = names.filter(|name| name.as_ref().unwrap().file_name().to_string_lossy().contains("-alive-")).count();
    let sqlite = app.db.kind() == tatefuda_store::sql::Kind::Sqlite;
    assert_eq!(left, usize::from(sqlite), "the other's file alone");
    town.finish().await;
}

/// PostgreSQL ends a session also while its worker lives.
async fn a_lost_session_is_taken_again_before_anybody_is_declared_dead(town: Town) {
    let living = town.worker_named("living");
    living.tick().await.unwrap();
    if town.app.db.kind() == tatefuda_store::sql::Kind::Postgres {
        let end = "SELECT CAST(pg_terminate_backend(pid, 10000) AS TEXT) AS ended FROM pg_stat_activity \
            WHERE datname = current_database() AND pid <> pg_backend_pid() \
            AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')";
        let mut tx = town.app.db.read().await.unwrap();
        assert_eq!(tx.all(end, vec![]).await.unwrap().len(), 1);
        tx.rollback().await.unwrap();
    }
    let id = town.scheduled("セッションが切れる").await;
    let lease = tatefuda_app::publication::Lease { publication: id, owner: "living".to_owned(), seconds: 180 };
    town.run(&town.operator, &lease).await.unwrap();
    let other = town.worker_named("other");
    for _ in 0..12 {
        assert!(other.tick().await.unwrap().is_idle());
        assert!(living.tick().await.unwrap().is_idle());
        town.clock.advance(SignedDuration::from_secs(1));
    }
    assert_eq!(town.state(id).await, S::Leased);
    drop(living);
    while !town.app.db.is_let_go("living").await.unwrap() {
        tokio::task::yield_now().await;
    }
    for _ in 0..8 {
        while !other.tick().await.unwrap().is_idle() {}
        town.clock.advance(SignedDuration::from_secs(1));
    }
    assert_eq!((town.state(id).await, town.copies("セッションが切れる")), (S::Published, 1));
    town.finish().await;
}
