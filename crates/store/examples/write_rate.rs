//! How fast acts can be written: entries of the audit chain through the store, against the same rows
//! written to bare SQLite, in one run on one disk. `cargo run --release -p tatefuda-store --example write_rate`

use std::{
    io::Write as _,
    time::{Duration, Instant},
};

use sqlx::{
    Connection as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use tatefuda_audit::{Draft, EntryKind, Subject};
use tatefuda_domain::{Entropy, Env, TenantId};
use tatefuda_store::{Db, audit::audit_append};
use tatefuda_testkit::{ManualClock, SeededEntropy, sqlite};

const ACTS: u32 = 2_000;
const ROUNDS: usize = 3;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    // In turns, so that a disk that slows down slows both.
    for _ in 0..ROUNDS {
        ours.push(store().await?);
        bare.push(plain().await?);
    }
    let (ours, bare) = (median(ours), median(bare));
    let rate = |time: Duration| f64::from(ACTS) / time.as_secs_f64();
    let mut out = std::io::stdout();
    writeln!(out, "acts with their entry, through the store: {:.0} /s", rate(ours))?;
    writeln!(out, "the same rows, bare SQLite: {:.0} /s", rate(bare))?;
    writeln!(out, "ratio: {:.2} (no target set)", rate(ours) / rate(bare))?;
    Ok(())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

#[expect(clippy::disallowed_methods, reason = "measuring real time is the purpose")]
async fn store() -> Result<Duration, Box<dyn std::error::Error>> {
    let file = sqlite::file();
    let db = Db::open(&file.url).await?;
    db.migrate().await?;
    let entropy = SeededEntropy::new(1);
    let env = Env::new(
        std::sync::Arc::new(ManualClock::at_text("2026-11-21T09:00:00Z")),
        std::sync::Arc::new(SeededEntropy::new(2)),
    );
    let tenant: TenantId = env.id();
    let start = Instant::now();
    for _ in 0..ACTS {
        let mut tx = db.write().await?;
        audit_append(&mut tx, draft(&env, tenant), &entropy as &dyn Entropy).await?;
        tx.commit().await?;
    }
    Ok(start.elapsed())
}

fn draft(env: &Env, tenant: TenantId) -> Draft {
    Draft {
        tenant,
        at: env.now(),
        kind: EntryKind::Done,
        command: "post.draft".to_owned(),
        command_id: env.id(),
        person: Some(env.id()),
        capacity: Some(env.id()),
        subject: Subject { kind: "post".to_owned(), id: tenant.to_string() },
        before: None,
        after: None,
        answer: None,
        details: [("text".to_owned(), "本日の行事をお知らせします。".to_owned())].into(),
    }
}

/// One entry row, one detail row and the head row a transaction, as the store writes them, without hashing.
#[expect(clippy::disallowed_methods, reason = "measuring real time is the purpose")]
async fn plain() -> Result<Duration, Box<dyn std::error::Error>> {
    let file = sqlite::file();
    let options = SqliteConnectOptions::new()
        .filename(&file.path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut db = SqliteConnection::connect_with(&options).await?;
    for table in [
        "CREATE TABLE entry (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT",
        "CREATE TABLE detail (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, salt BLOB, value TEXT) STRICT",
        "CREATE TABLE head (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT",
        "INSERT INTO head VALUES ('chain', 0, '')",
    ] {
        sqlx::query(table).execute(&mut db).await?;
    }
    let (body, hash) = ("x".repeat(600), "0".repeat(64));
    let start = Instant::now();
    for seq in 1..=i64::from(ACTS) {
        sqlx::query("BEGIN IMMEDIATE").execute(&mut db).await?;
        sqlx::query("INSERT INTO entry VALUES ($1, $2)").bind(seq).bind(&body).execute(&mut db).await?;
        sqlx::query("INSERT INTO detail VALUES ($1, $2, $3, $4)")
            .bind(format!("{seq}:text"))
            .bind(seq)
            .bind([7_u8; 32].as_slice())
            .bind("本日の行事をお知らせします。")
            .execute(&mut db)
            .await?;
        sqlx::query("UPDATE head SET seq = $1, hash = $2").bind(seq).bind(&hash).execute(&mut db).await?;
        sqlx::query("COMMIT").execute(&mut db).await?;
    }
    Ok(start.elapsed())
}
