//! Stored answers can be asked again.

use tatefuda_app::{
    App, Config, Failure, answer,
    record::{GiveRecord, Given, Supply},
};
use tatefuda_domain::{SystemRight, record::Subject};
use tatefuda_store::{Db, Value, sql::Kind};
use tatefuda_testkit::{pg, sqlite as files};
use tatefuda_vault::{KeyRing, PasswordParams};

use crate::{on_both, support::World};

on_both!(stored_answers_replay_the_same_after_settings_changed, answers_stored_before_the_migrations_replay_after_them,);

async fn stored_answers_replay_the_same_after_settings_changed(world: World) {
    let regulated = world.regulate().await;
    let chief = world.person("chief", world.a.chief, &[SystemRight::ReadAudit]).await;
    let clerk = world.person("clerk", world.a.clerk, &[]).await;
    let fields = [("text".to_owned(), "覚え".to_owned())].into();
    let memo = GiveRecord {
        record: Supply { kind: "memo".to_owned(), fields, ..Supply::default() },
        on: Given::Body,
        shown: None,
        document: None,
    };
    world.clock.advance(jiff::SignedDuration::from_secs(1));
    world.run(&chief, &memo).await.unwrap();
    world.clock.advance(jiff::SignedDuration::from_secs(1));
    let Err(Failure::Refused(refusal)) = world.run(&clerk, &memo).await else { panic!("permitted") };
    // From now on the clerks are responsible: yesterday's answers stay what they were.
    world.clock.advance(jiff::SignedDuration::from_hours(1));
    world.set(&regulated, "role:responsible", &world.a.clerk.to_string()).await;
    let subject = Subject::new("body", world.a.tenant);
    let stored = answer::list(&world.app, &chief, &subject).await.unwrap();
    let acts: Vec<&str> = stored.iter().map(|one| one.action.as_str()).collect();
    assert_eq!(acts, ["regulation.activate", "record.give", "record.give"]);
    for one in &stored {
        let replay = answer::replay(&world.app, &chief, one.id).await.unwrap();
        assert!(replay.same, "{:#?}\n{:#?}", replay.stored, replay.again);
    }
    assert_eq!(stored[2].id, refusal.id);
    world.run(&clerk, &memo).await.unwrap();
    assert!(matches!(world.run(&chief, &memo).await, Err(Failure::Refused(_))));
    world.finish().await;
}

/// The schema before tasks and before states carried their data.
const BEFORE: i64 = 9;

/// What an answer is asked again from, with the columns that it had then: texts, and numbers.
const ROWS: [(&str, &[&str], &[&str]); 3] = [
    ("pack", &["tenant_id", "id", "pack", "version", "source"], &["stored_at"]),
    ("settings_snapshot", &["tenant_id", "id", "content"], &["at"]),
    (
        "answer",
        &[
            "tenant_id",
            "id",
            "command_id",
            "document",
            "action",
            "subject_kind",
            "subject_id",
            "person_id",
            "capacity",
            "decision",
            "question",
            "content",
            "facts",
            "digest",
            "pack_digest",
            "house_digest",
            "settings_digest",
            "facts_digest",
        ],
        &["asked_for", "at", "semantics", "fact_schema"],
    ),
];

async fn answers_stored_before_the_migrations_replay_after_them(world: World) {
    world.regulate().await;
    let chief = world.person("chief", world.a.chief, &[SystemRight::ReadAudit]).await;
    let clerk = world.person("clerk", world.a.clerk, &[]).await;
    let fields = [("text".to_owned(), "覚え".to_owned())].into();
    let record = Supply { kind: "memo".to_owned(), fields, ..Supply::default() };
    let memo = GiveRecord { record, on: Given::Body, shown: None, document: None };
    world.clock.advance(jiff::SignedDuration::from_secs(1));
    world.run(&chief, &memo).await.unwrap();
    assert!(matches!(world.run(&clerk, &memo).await, Err(Failure::Refused(_))));
    let subject = Subject::new("body", world.a.tenant);
    let stored = answer::list(&world.app, &chief, &subject).await.unwrap();
    assert_eq!(stored.len(), 3);

    // The same rows in a database of that time, which is brought up to date afterwards.
    let file = files::file();
    let (url, _kept) = match world.app.db.kind() {
        Kind::Sqlite => (file.url.clone(), None),
        Kind::Postgres => {
            let database = pg::database().await.unwrap();
            (database.url.clone(), Some(database))
        }
    };
    let old = Db::open(&url).await.unwrap();
    old.migrate_to(BEFORE).await.unwrap();
    let (mut from, mut to) = (world.app.db.read().await.unwrap(), old.write().await.unwrap());
    for (table, texts, numbers) in ROWS {
        let columns = [texts, numbers].concat();
        let places: Vec<String> = (1..=columns.len()).map(|number| format!("${number}")).collect();
        let put = format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), places.join(", "));
        let put: &'static str = Box::leak(put.into_boxed_str());
        let all: &'static str = Box::leak(format!("SELECT * FROM {table}").into_boxed_str());
        for row in from.all(all, vec![]).await.unwrap() {
            let texts = texts.iter().map(|column| Value::Text(row.opt_text(column).unwrap()));
            let numbers = numbers.iter().map(|column| Value::Int(row.opt_int(column).unwrap()));
            to.execute(put, texts.chain(numbers).collect()).await.unwrap();
        }
    }
    to.commit().await.unwrap();
    from.rollback().await.unwrap();
    old.migrate().await.unwrap();

    let keys = KeyRing::open_or_create(&file.directory().join("keys"), world.app.env.entropy()).unwrap();
    let config = Config { passwords: PasswordParams::CHEAP_FOR_TESTS, ..Config::default() };
    let later = App::new(old, world.app.env.clone(), keys, config);
    for one in &stored {
        let replay = answer::replay(&later, &chief, one.id).await.unwrap();
        assert!(replay.same && replay.stored == one.answer, "{:#?}\n{:#?}", replay.stored, replay.again);
    }
    world.finish().await;
}
