//! Migrations: from empty, again, by two programs at once, against a newer or altered database.

use tatefuda_store::{
    Db, Error, args,
    sql::{Kind, MIGRATIONS},
};

use crate::{engines::Opened, on_both};

on_both!(
    from_empty_and_again,
    two_programs_at_once,
    a_newer_database_is_refused_in_clear_words,
    an_altered_migration_is_noticed,
    every_earlier_version_migrates,
    places_of_what_was_there_are_noted,
);

fn known() -> i64 {
    MIGRATIONS.last().unwrap().version
}

async fn from_empty_and_again(opened: Opened) {
    assert_eq!(opened.db.version().await.unwrap(), 0);
    opened.db.migrate().await.unwrap();
    assert_eq!(opened.db.version().await.unwrap(), known());
    opened.db.migrate().await.unwrap();
    assert_eq!(opened.db.version().await.unwrap(), known());
    // A number may be left out (work that was given up), never used twice.
    assert!(MIGRATIONS.iter().map(|migration| migration.version).is_sorted_by(|one, next| one < next));
}

async fn two_programs_at_once(opened: Opened) {
    let other = Db::open(&opened.url).await.unwrap();
    let (one, two) = tokio::join!(opened.db.migrate(), other.migrate());
    one.unwrap();
    two.unwrap();
    assert_eq!(other.version().await.unwrap(), known());
}

async fn a_newer_database_is_refused_in_clear_words(opened: Opened) {
    opened.db.migrate().await.unwrap();
    let mut tx = opened.db.write().await.unwrap();
    let newer = "INSERT INTO schema_version (version, name, digest) SELECT version + 100, name, digest \
        FROM schema_version WHERE version = 1";
    tx.execute(newer, vec![]).await.unwrap();
    tx.commit().await.unwrap();
    let refused = opened.db.migrate().await.unwrap_err();
    assert!(matches!(refused, Error::NewerSchema { found: 101, .. }), "{refused:?}");
    assert!(refused.to_string().contains("install the newer program"));
}

async fn an_altered_migration_is_noticed(opened: Opened) {
    opened.db.migrate().await.unwrap();
    let mut tx = opened.db.write().await.unwrap();
    let digest = tatefuda_domain::Digest::of(b"other");
    tx.execute("UPDATE schema_version SET digest = $1 WHERE version = 1", args![digest]).await.unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(opened.db.migrate().await, Err(Error::AlteredMigration(1))));
}

/// An installation that stopped at any earlier version comes up to date with its rows.
async fn every_earlier_version_migrates(opened: Opened) {
    opened.db.migrate_to(1).await.unwrap();
    let mut tx = opened.db.write().await.unwrap();
    let put = "INSERT INTO rate_limit (id, started_at, failures) VALUES ('kept', 0, 3)";
    tx.execute(put, vec![]).await.unwrap();
    tx.commit().await.unwrap();
    for version in MIGRATIONS.iter().map(|migration| migration.version) {
        opened.db.migrate_to(version).await.unwrap();
        assert_eq!(opened.db.version().await.unwrap(), version);
    }
    let mut tx = opened.db.read().await.unwrap();
    let row = tx.one("SELECT failures FROM rate_limit WHERE id = 'kept'", vec![]).await.unwrap().unwrap();
    assert_eq!(row.int("failures").unwrap(), 3);
}

/// What was approved before places were covered is taken as approved for where its account is at that moment.
async fn places_of_what_was_there_are_noted(opened: Opened) {
    opened.db.migrate_to(5).await.unwrap();
    let mut tx = opened.db.write().await.unwrap();
    for statement in [
        "INSERT INTO account (tenant_id, id, version, service, name, handle, url, purpose, section_id, state, external_id, \
            listed, public_note, registered_at) SELECT 't', v.id, 1, v.service, '', v.handle, '', '', 's', 'active', \
            v.external, FALSE, '', 0 FROM (SELECT 'a' AS id, 'facebook' AS service, 'town' AS handle, '100' AS external \
            UNION SELECT 'b', 'x', '@town:1', NULL UNION SELECT 'c', 'x', 'other', '') v",
        "INSERT INTO post (tenant_id, id, version, state, section_id, revision_id, created_by, created_at, updated_at) \
            VALUES ('t', 'p', 1, 'drafting', 's', 'r', 'x', 0, 0)",
        "INSERT INTO post_revision (tenant_id, id, post_id, number, person_id, capacity, at, title, text, fields) \
            VALUES ('t', 'r', 'p', 1, 'x', 'y', 0, '', '', '{}')",
        "INSERT INTO post_target (tenant_id, id, revision_id, post_id, account_id, ordinal, text, own_text, options, digest) \
            SELECT 't', 't' || id, 'r', 'p', id, 0, '', FALSE, '{}', '' FROM account",
    ] {
        tx.execute(statement, vec![]).await.unwrap();
    }
    tx.commit().await.unwrap();
    opened.db.migrate().await.unwrap();
    let mut tx = opened.db.read().await.unwrap();
    let rows = tx.all("SELECT place, digest_version FROM post_target ORDER BY id", vec![]).await.unwrap();
    let places: Vec<String> = rows.iter().map(|row| row.text("place").unwrap()).collect();
    assert_eq!(places, ["facebook:id:100", "x:handle:@town:1", "x:handle:other"]);
    assert!(rows.iter().all(|row| row.int("digest_version").unwrap() == 1));
}

#[test]
fn no_placeholder_is_left() {
    for migration in MIGRATIONS {
        for kind in [Kind::Sqlite, Kind::Postgres] {
            assert!(!migration.sql(kind).contains(['{', '}']), "{}", migration.name);
        }
    }
}
