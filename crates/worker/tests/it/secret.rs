//! A planted token is found nowhere but where it is used.

use crate::support::{TOKEN, Town};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_token_is_in_no_file_of_the_database_and_in_no_view() {
    let town = Town::sqlite().await;
    let id = town.scheduled("投稿").await;
    town.settle(3).await;
    let view = town.view(&town.operator, town.publication(id).await.post).await;
    let ledger = tatefuda_app::account::ledger(&town.app, &town.admin).await.unwrap();
    let shown = format!("{} {}", serde_json::to_string(&view).unwrap(), serde_json::to_string(&ledger).unwrap());
    assert!(!shown.contains(TOKEN));
    let mut out = vec![];
    let auditor = tatefuda_app::Actor::program(town.tenant, tatefuda_app::Via::Cli);
    out = tatefuda_app::audit::export::write(&town.app, &auditor, out).await.unwrap();
    assert!(!String::from_utf8_lossy(&out).contains(TOKEN));
    town.app.db.close().await;
    let mut files = 0;
    for entry in std::fs::read_dir(town.directory.directory()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes.windows(TOKEN.len()).any(|window| window == TOKEN.as_bytes());
            assert!(!found, "the token is in {}", path.display());
            files += 1;
        }
    }
    assert!(files > 0);
}
