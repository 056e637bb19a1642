//! Every statement is accepted by both engines.

use crate::{on_both, support::World};

on_both!(every_statement_is_accepted);

async fn every_statement_is_accepted(world: World) {
    let mut failed = Vec::new();
    for statement in tatefuda_store::statements() {
        let mut tx = world.app.db.write().await.unwrap();
        if let Err(error) = tx.prepare(statement.sql).await {
            failed.push(format!("{}: {error:?}", statement.name));
        }
        tx.rollback().await.unwrap();
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
