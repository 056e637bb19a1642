//! The throwaway server really serves, and each call gives another database.

use std::process::Command;

fn query(url: &str, sql: &str) -> String {
    let done = Command::new("psql").args(["-At", "-c", sql, url]).output().expect("psql is installed with PostgreSQL");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).trim().to_owned()
}

#[tokio::test]
async fn databases_are_separate() {
    let (Some(one), Some(two)) = (tatefuda_testkit::pg::database().await, tatefuda_testkit::pg::database().await)
    else {
        return;
    };
    query(&one.url, "CREATE TABLE only_here (id int)");
    assert_eq!(query(&one.url, "SELECT count(*) FROM pg_tables WHERE tablename = 'only_here'"), "1");
    assert_eq!(query(&two.url, "SELECT count(*) FROM pg_tables WHERE tablename = 'only_here'"), "0");
    assert_eq!(query(&one.url, "SHOW server_encoding"), "UTF8");
}

#[test]
fn sqlite_files_are_separate_and_go_away() {
    let (one, two) = (tatefuda_testkit::sqlite::file(), tatefuda_testkit::sqlite::file());
    assert_ne!(one.path, two.path);
    let directory = one.directory().to_owned();
    drop(one);
    assert!(!directory.exists());
    assert!(two.directory().exists());
}
