//! However a transaction ends, the next one finds a connection outside of any.

use tatefuda_store::{Db, Error, Tx, args};
use tatefuda_testkit::interrupt::{Ending, after};

use crate::{
    engines::{Opened, on_postgres, on_sqlite},
    on_both,
};

const PUT: &str = "INSERT INTO rate_limit (id, started_at, failures) VALUES ($1, 0, 0)";
const GET: &str = "SELECT id FROM rate_limit WHERE id = $1";
/// More than there are connections of any kind, so that each of them is met.
const ALL_CONNECTIONS: usize = 40;

on_both!(
    ended_at_any_point_it_leaves_a_sound_connection,
    after_an_error_nothing_is_kept,
    a_panic_between_statements_ends_the_transaction,
);

async fn put(db: &Db, id: &str) -> Result<(), Error> {
    let mut tx = db.write().await?;
    tx.execute(PUT, args![id]).await?;
    tx.commit().await
}

async fn has(db: &Db, id: &str) -> bool {
    let mut tx = db.read().await.unwrap();
    let found = tx.one(GET, args![id]).await.unwrap().is_some();
    tx.rollback().await.unwrap();
    found
}

/// Every connection can be written with, and then read with: reading first would heal one that reads only.
async fn sound(db: &Db, round: &str) {
    let ids: Vec<String> = (0..ALL_CONNECTIONS).map(|number| format!("{round}-{number}")).collect();
    for id in &ids {
        put(db, id).await.unwrap_or_else(|error| panic!("after {round}: {error}: {error:?}"));
    }
    for id in &ids {
        assert!(has(db, id).await, "after {round}");
    }
}

/// A client that leaves during a page left `BEGIN … READ ONLY` in the pool, and somebody else's save failed.
async fn ended_at_any_point_it_leaves_a_sound_connection(opened: Opened) {
    opened.db.migrate().await.unwrap();
    for ending in Ending::ALL {
        for reads in [true, false] {
            let mut waits = 0;
            loop {
                let (db, id) = (opened.db.clone(), format!("{ending:?}-{reads}-{waits}"));
                let work = async move {
                    let mut tx = if reads { db.read().await? } else { db.write().await? };
                    if !reads {
                        tx.savepoint().await?;
                        tx.execute(PUT, args![&id]).await?;
                        tx.release().await?;
                    }
                    tx.all(GET, args![&id]).await?;
                    if reads { tx.rollback().await } else { tx.commit().await }
                };
                match after(waits, ending, work).await {
                    Some(done) => break done.unwrap(),
                    None => sound(&opened.db, &format!("{ending:?} at {waits}, reading: {reads}")).await,
                }
                waits += 1;
            }
        }
    }
}

/// PostgreSQL answers COMMIT in a failed transaction with a friendly ROLLBACK; SQLite would keep the half of it.
async fn after_an_error_nothing_is_kept(opened: Opened) {
    opened.db.migrate().await.unwrap();
    put(&opened.db, "there").await.unwrap();
    let mut tx = opened.db.write().await.unwrap();
    tx.execute(PUT, args!["half"]).await.unwrap();
    assert!(matches!(tx.execute(PUT, args!["there"]).await, Err(Error::Unique(_))));
    assert!(tx.execute(PUT, args!["other"]).await.is_err(), "whoever overlooks an error cannot go on");
    assert!(tx.commit().await.is_err(), "and is told that nothing was kept");
    assert!(!has(&opened.db, "half").await && !has(&opened.db, "other").await);
    sound(&opened.db, "an error").await;
}

async fn a_panic_between_statements_ends_the_transaction(opened: Opened) {
    opened.db.migrate().await.unwrap();
    for reads in [true, false] {
        let db = opened.db.clone();
        let work = async move {
            let mut tx = if reads { db.read().await.unwrap() } else { db.write().await.unwrap() };
            tx.one(GET, args!["x"]).await.unwrap();
            std::panic::resume_unwind(Box::new("in the middle"));
        };
        assert!(tokio::spawn(work).await.is_err());
        sound(&opened.db, &format!("a panic, reading: {reads}")).await;
    }
}

/// The file may grow by nothing.
async fn full(tx: &mut Tx) {
    let pages = tx.one("PRAGMA page_count", vec![]).await.unwrap().unwrap().int("page_count").unwrap();
    let sql = format!("PRAGMA max_page_count = {pages}");
    tx.one(String::leak(sql), vec![]).await.unwrap();
}

/// As much as certainly does not fit into what is free in the last pages.
fn much() -> String {
    "x".repeat(100_000)
}

/// SQLite ends the transaction by itself when the disk is full. One such error stopped all writing until a restart,
/// since the only connection that writes was believed to be in a transaction.
#[tokio::test]
async fn a_full_disk_costs_one_transaction_and_not_the_database() {
    let opened = on_sqlite().await;
    opened.db.migrate().await.unwrap();
    for _ in 0..3 {
        let mut tx = opened.db.write().await.unwrap();
        full(&mut tx).await;
        tx.execute(PUT, args!["before"]).await.unwrap();
        let error = tx.execute(PUT, args![much()]).await.unwrap_err();
        assert!(matches!(error, Error::Unavailable(_)), "{error:?}");
        // What comes after it must not be written on its own, outside of any transaction.
        assert!(tx.savepoint().await.is_err());
        assert!(tx.execute(PUT, args!["after"]).await.is_err());
        assert!(tx.commit().await.is_err());
        assert!(!has(&opened.db, "before").await && !has(&opened.db, "after").await);
        let mut tx = opened.db.write().await.unwrap();
        tx.execute(PUT, args![much()]).await.unwrap();
        tx.rollback().await.unwrap();
    }
    put(&opened.db, "space again").await.unwrap();
    sound(&opened.db, "a full disk").await;
}

/// Also when nobody looks at the error and when going back to a savepoint is tried.
#[tokio::test]
async fn a_savepoint_that_the_engine_took_away_is_not_gone_back_to() {
    let opened = on_sqlite().await;
    opened.db.migrate().await.unwrap();
    let mut tx = opened.db.write().await.unwrap();
    full(&mut tx).await;
    tx.savepoint().await.unwrap();
    assert!(tx.execute(PUT, args![much()]).await.is_err());
    assert!(tx.rollback_to_savepoint().await.is_err());
    drop(tx);
    sound(&opened.db, "a lost savepoint").await;
}

/// Somebody who made light of "another was in the way" went on to a transaction that was over, and what could have been
/// tried again was reported as a fault of the program: a due send stayed leased.
#[tokio::test]
async fn another_in_the_way_is_not_forgotten_by_the_next_statement() {
    let Some(opened) = on_postgres().await else { return };
    opened.db.migrate().await.unwrap();
    put(&opened.db, "row").await.unwrap();
    const COUNT: &str = "UPDATE rate_limit SET failures = failures + 1 WHERE id = $1";
    let mut slow = opened.db.write().await.unwrap();
    slow.one(GET, args!["row"]).await.unwrap();
    let mut fast = opened.db.write().await.unwrap();
    fast.execute(COUNT, args!["row"]).await.unwrap();
    fast.commit().await.unwrap();
    assert!(matches!(slow.execute(COUNT, args!["row"]).await, Err(Error::Retry(_))));
    assert!(matches!(slow.one(GET, args!["row"]).await, Err(Error::Over { retry: true })));
}
