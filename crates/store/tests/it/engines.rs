//! What one SQL text does alike on both engines.

use tatefuda_domain::{Digest, Id as _, PersonId};
use tatefuda_store::{Db, Error, Value, args};
use tatefuda_testkit::{
    pg,
    sqlite::{self as files, TempDb},
};
use uuid::Uuid;

/// A migrated database and what keeps it.
pub struct Opened {
    pub db: Db,
    pub url: String,
    _file: Option<TempDb>,
}

pub async fn on_sqlite() -> Opened {
    let file = files::file();
    let db = Db::open(&file.url).await.unwrap();
    Opened { db, url: file.url.clone(), _file: Some(file) }
}

pub async fn on_postgres() -> Option<Opened> {
    let database = pg::database().await?;
    Some(Opened { db: Db::open(&database.url).await.unwrap(), url: database.url, _file: None })
}

/// Runs each story on both engines, on an empty database.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite { $(
            #[tokio::test]
            async fn $name() { super::$name($crate::engines::on_sqlite().await).await }
        )* }
        mod postgres { $(
            #[tokio::test]
            async fn $name() {
                if let Some(opened) = $crate::engines::on_postgres().await { super::$name(opened).await }
            }
        )* }
    };
}

on_both!(values_come_back_as_they_went_in, savepoints_nest, unique_violations_are_told_apart, readers_cannot_write);

async fn values_come_back_as_they_went_in(opened: Opened) {
    let mut tx = opened.db.write().await.unwrap();
    let person = PersonId::from_uuid(Uuid::from_u128(7));
    let at = "2026-04-01T09:00:00.123456+09:00".parse::<jiff::Timestamp>().unwrap();
    let digest = Digest::of(b"x");
    let row = tx
        .one(
            "SELECT CAST($1 AS TEXT) AS person, CAST($2 AS TEXT) AS digest, CAST($3 AS TEXT) AS empty",
            args![person, digest, None::<String>],
        )
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.id::<PersonId>("person").unwrap(), person);
    assert_eq!(row.digest("digest").unwrap(), digest);
    assert_eq!(row.opt_text("empty").unwrap(), None);
    assert!(row.text("empty").is_err() && row.text("no_such").is_err());
    let row = tx.one("SELECT CAST($1 AS BIGINT) AS at", args![at]).await.unwrap().unwrap();
    assert_eq!(row.timestamp("at").unwrap(), at);
    assert_eq!(Value::from(Some(true)), Value::Bool(Some(true)));
}

async fn savepoints_nest(opened: Opened) {
    opened.db.migrate().await.unwrap();
    let mut tx = opened.db.write().await.unwrap();
    let put = "INSERT INTO rate_limit (id, started_at, failures) VALUES ($1, 0, 0)";
    tx.savepoint().await.unwrap();
    tx.execute(put, args!["kept"]).await.unwrap();
    tx.savepoint().await.unwrap();
    tx.execute(put, args!["undone"]).await.unwrap();
    tx.rollback_to_savepoint().await.unwrap();
    tx.release().await.unwrap();
    // After an error inside, going back makes the transaction usable again.
    tx.savepoint().await.unwrap();
    assert!(tx.execute(put, args!["kept"]).await.is_err());
    tx.rollback_to_savepoint().await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = opened.db.read().await.unwrap();
    let rows = tx.all("SELECT id FROM rate_limit", vec![]).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.text("id").unwrap()).collect::<Vec<_>>(), ["kept"]);
}

async fn unique_violations_are_told_apart(opened: Opened) {
    opened.db.migrate().await.unwrap();
    let mut tx = opened.db.write().await.unwrap();
    let put = "INSERT INTO rate_limit (id, started_at, failures) VALUES ($1, 0, 0)";
    tx.execute(put, args!["a"]).await.unwrap();
    let again = tx.execute(put, args!["a"]).await.unwrap_err();
    assert!(matches!(&again, Error::Unique(what) if what.contains("rate_limit")), "{again:?}");
}

async fn readers_cannot_write(opened: Opened) {
    opened.db.migrate().await.unwrap();
    let mut tx = opened.db.read().await.unwrap();
    let put = "INSERT INTO rate_limit (id, started_at, failures) VALUES ('a', 0, 0)";
    assert!(tx.execute(put, vec![]).await.is_err());
}

#[tokio::test]
async fn other_addresses_are_refused() {
    for url in ["", "mysql://x", "/var/lib/tatefuda.db"] {
        assert!(matches!(Db::open(url).await, Err(Error::Address)), "{url}");
    }
    let share = Db::open(r"sqlite:\\server\share\tatefuda.db").await;
    assert!(matches!(share, Err(Error::NetworkShare(_))));
}
