//! States carry their data (decision 0030): each comes back as it was written, what does not go together cannot be read,
//! words are those of the schema, and rows of the former schema are read.

use std::collections::BTreeSet;

use jiff::Timestamp;
use tatefuda_domain::{
    AccountState, Digest, Id, PostId, PublicationId, TenantId,
    account::{self as ledger, Road, Run},
    amendment::AmendmentState,
    bound::LATEST,
    case::{CaseState, PostSort},
    device::{Device, State as DeviceState},
    digest::Window,
    duty::{FoundKind, FoundState, LoginEventKind},
    hand::HandOutcome,
    import::ImportKind,
    notice::{MessageKind, MessageState, Pace, PlaceKind},
    outside::Through,
    post::PostState,
    publication::{
        Attempt, AttemptEnd, AttemptOutcome, PlatformPost, Proof, Publication, PublicationState, Shows, State, Why,
        Wire,
    },
    removal::{CopyKind, RemovalRoad, RemovalState},
    request::RequestState,
};
use tatefuda_store::{
    Error, Tx, account, args,
    command::Outcome,
    device,
    publication::{self, look::Found},
    sql::{Kind, MIGRATIONS},
    trouble,
};
use uuid::Uuid;

use crate::{engines::Opened, on_both};

on_both!(
    every_state_of_a_send_comes_back,
    what_does_not_go_together_is_no_send,
    words_are_those_of_the_checks,
    an_end_of_a_call_that_is_no_word_is_none,
    sends_of_the_former_schema_are_read,
    every_state_of_an_account_comes_back,
    what_does_not_go_together_is_no_account_and_no_device,
);

fn id<T: Id>(number: u128) -> T {
    T::from_uuid(Uuid::from_u128(number))
}

fn tenant() -> TenantId {
    id(1)
}

fn post() -> PostId {
    id(4)
}

/// A post to one account, as far as a send needs it.
async fn ground(tx: &mut Tx) {
    ground_of(tx, 0).await;
}

/// The same with ids of its own.
async fn ground_of(tx: &mut Tx, from: u128) {
    for statement in [
        "INSERT INTO account (tenant_id, id, version, service, name, handle, url, purpose, section_id, state, listed, \
            public_note, registered_at) VALUES ($1, $2, 1, 'facebook', '', '', '', '', $2, 'preparing', FALSE, '', 0)",
        "INSERT INTO post (tenant_id, id, version, state, section_id, revision_id, created_by, created_at, updated_at) \
            VALUES ($1, $3, 1, 'drafting', $2, $4, $2, 0, 0)",
        "INSERT INTO post_revision (tenant_id, id, post_id, number, person_id, capacity, at, title, text, fields) \
            VALUES ($1, $4, $3, 1, $2, $2, 0, '', '', '{}')",
        "INSERT INTO post_target (tenant_id, id, revision_id, post_id, account_id, ordinal, text, own_text, options, \
            digest) VALUES ($1, $5, $4, $3, $2, 0, '', FALSE, '{}', $6)",
    ] {
        let all = args![
            tenant(),
            Uuid::from_u128(from + 3).to_string(),
            id::<PostId>(from + 4),
            Uuid::from_u128(from + 5).to_string(),
            Uuid::from_u128(from + 6).to_string(),
            Digest::of(b"d")
        ];
        let used = (1..=6).filter(|number| statement.contains(&format!("${number}"))).max().unwrap();
        tx.execute(statement, all.into_iter().take(used).collect()).await.unwrap();
    }
}

fn send(number: u128, state: State) -> Publication {
    Publication {
        id: id(number),
        version: 1,
        post: post(),
        target: id(6),
        account: id(3),
        place: None,
        digest: Digest::of(b"d"),
        planned_at: LATEST,
        due_at: LATEST,
        window: Window::default(),
        scheduled_by: id(7),
        capacity: id(8),
        device: None,
        scheduled_at: LATEST,
        answer: None,
        lease_epoch: 1,
        attempts: 1,
        wire: Some(Wire { hash: Digest::of(b"w"), match_hash: Some(Digest::of(b"m")) }),
        state,
    }
}

/// Each state, with all that it can carry and with as little as it can.
fn states() -> Vec<State> {
    let why = || Why::new("wait", Some("Please wait".to_owned()));
    let (at, by) = (LATEST, || "w".to_owned());
    let post = |permalink: Option<&str>| PlatformPost { id: "100_1".to_owned(), permalink: permalink.map(Into::into) };
    vec![
        State::Scheduled { why: None },
        State::Scheduled { why: Some(why()) },
        State::Leased { by: by(), until: at, why: None },
        State::Leased { by: by(), until: at, why: Some(why()) },
        State::Sending { by: by(), until: at },
        State::Waiting { until: at },
        State::Taken { by: id(7), until: at },
        State::Published { proof: Proof::Api, at, platform_post: Some(post(Some("https://example.org/1"))) },
        State::Published { proof: Proof::Seen, at, platform_post: None },
        State::Failed { why: why() },
        State::Held { why: Why::of("late") },
        State::Unknown { look_at: at, looks: 0, why: why() },
        State::Unknown { look_at: at, looks: 7, why: Why::of("lease-lost") },
        State::Cancelled { why: None },
        State::Cancelled { why: Some(why()) },
    ]
}

async fn only(tx: &mut Tx) -> Publication {
    publication::of_post(tx, tenant(), post()).await.unwrap().all().unwrap().remove(0)
}

async fn every_state_of_a_send_comes_back(opened: Opened) {
    opened.db.migrate().await.unwrap();
    let mut tx = opened.db.write().await.unwrap();
    ground(&mut tx).await;
    let all = states();
    let named: BTreeSet<&str> = all.iter().map(|state| state.name().as_str()).collect();
    assert_eq!(named.len(), PublicationState::ALL.len());
    // Through one row: nothing of a former state stays in it.
    let mut one = send(10, all[0].clone());
    publication::insert(&mut tx, tenant(), &one).await.unwrap();
    for state in all.iter().chain(all.iter().rev()) {
        one.state = state.clone();
        assert!(publication::update(&mut tx, tenant(), &one).await.unwrap());
        one.version += 1;
        assert_eq!(only(&mut tx).await, one);
    }
    one.version -= 1;
    assert!(!publication::update(&mut tx, tenant(), &one).await.unwrap(), "somebody was faster");

    let mut call = Attempt {
        id: id(20),
        publication: one.id,
        number: 1,
        wire_hash: Digest::of(b"w"),
        lease_epoch: 1,
        started_at: LATEST,
        end: None,
    };
    publication::attempt_insert(&mut tx, tenant(), &call).await.unwrap();
    assert_eq!(publication::attempt_list(&mut tx, tenant(), one.id).await.unwrap(), [call.clone()]);
    assert!(call.may_have_sent(), "nobody stored its end");
    for outcome in AttemptOutcome::ALL {
        let end = AttemptEnd { at: LATEST, outcome, detail: Some("x".to_owned()) };
        publication::attempt_finish(&mut tx, tenant(), (one.id, 1), &end).await.unwrap();
        call.end.get_or_insert(end);
        // One that has an outcome keeps it.
        assert_eq!(publication::attempt_list(&mut tx, tenant(), one.id).await.unwrap(), [call.clone()]);
    }
    assert_eq!(trouble::scan(&mut tx, tenant()).await.unwrap(), []);
}

async fn what_does_not_go_together_is_no_send(opened: Opened) {
    opened.db.migrate().await.unwrap();
    let mut tx = opened.db.write().await.unwrap();
    ground(&mut tx).await;
    let changes = [
        // What belongs to another state.
        ("UPDATE publication SET lease_owner = 'w' WHERE tenant_id = $1 AND state = 'scheduled'", "lease_owner"),
        ("UPDATE publication SET lease_until = 1 WHERE tenant_id = $1 AND state = 'held'", "lease_until"),
        ("UPDATE publication SET proof = 'api' WHERE tenant_id = $1 AND state = 'unknown'", "proof"),
        ("UPDATE publication SET published_at = 1 WHERE tenant_id = $1 AND state = 'failed'", "published_at"),
        ("UPDATE publication SET platform_post_id = '1' WHERE tenant_id = $1 AND state = 'held'", "platform_post_id"),
        ("UPDATE publication SET look_at = 1 WHERE tenant_id = $1 AND state = 'cancelled'", "look_at"),
        ("UPDATE publication SET looks = 1 WHERE tenant_id = $1 AND state = 'sending'", "looks"),
        ("UPDATE publication SET reason = 'late' WHERE tenant_id = $1 AND state = 'published'", "reason"),
        // What is missing.
        ("UPDATE publication SET lease_owner = NULL WHERE tenant_id = $1 AND state = 'sending'", "lease_owner"),
        ("UPDATE publication SET lease_until = NULL WHERE tenant_id = $1 AND state = 'leased'", "lease_until"),
        ("UPDATE publication SET proof = NULL WHERE tenant_id = $1 AND state = 'published'", "proof"),
        ("UPDATE publication SET published_at = NULL WHERE tenant_id = $1 AND state = 'published'", "published_at"),
        ("UPDATE publication SET look_at = NULL WHERE tenant_id = $1 AND state = 'unknown'", "look_at"),
        ("UPDATE publication SET lease_until = NULL WHERE tenant_id = $1 AND state = 'waiting'", "lease_until"),
        ("UPDATE publication SET lease_owner = NULL WHERE tenant_id = $1 AND state = 'taken'", "lease_owner"),
        ("UPDATE publication SET lease_owner = 'w' WHERE tenant_id = $1 AND state = 'taken'", "lease_owner"),
        // Given back without a word of whoever had the text.
        ("UPDATE publication SET state = 'waiting' WHERE tenant_id = $1 AND state = 'taken'", "lease_owner"),
        ("UPDATE publication SET reason = NULL WHERE tenant_id = $1 AND state = 'held'", "reason"),
        ("UPDATE publication SET reason = NULL WHERE tenant_id = $1 AND state = 'failed'", "reason"),
        // What does not stand alone.
        ("UPDATE publication SET platform_post_id = NULL WHERE tenant_id = $1 AND permalink IS NOT NULL", "permalink"),
        ("UPDATE publication SET wire_hash = NULL WHERE tenant_id = $1", "match_hash"),
        ("UPDATE publication SET place = 'nowhere' WHERE tenant_id = $1", "place"),
        // A state that only says that it is another.
        ("UPDATE publication SET state = 'scheduled' WHERE tenant_id = $1 AND state = 'published'", "platform_post_id"),
        ("UPDATE publication SET state = 'held' WHERE tenant_id = $1 AND state = 'sending'", "reason"),
    ];
    for (change, column) in changes {
        let mut found = 0;
        for (number, state) in (100..).zip(states()) {
            tx.savepoint().await.unwrap();
            let one = send(number, state);
            publication::insert(&mut tx, tenant(), &one).await.unwrap();
            let changed = tx.execute(change, args![tenant()]).await.unwrap() > 0;
            let rows = publication::of_post(&mut tx, tenant(), post()).await.unwrap();
            let got = publication::get(&mut tx, tenant(), one.id).await;
            if changed && rows.is_empty() {
                found += 1;
                assert!(matches!(got, Err(Error::Decode { .. })), "{change}");
                let named = trouble::scan(&mut tx, tenant()).await.unwrap();
                assert_eq!(named.len(), 1, "{change}");
                assert_eq!((named[0].table, &named[0].key), ("publication", &one.id.to_string()));
                if named[0].column == column {
                    found += 100;
                }
            } else {
                assert_eq!(*rows, [got.unwrap().unwrap()], "{change}");
            }
            tx.rollback_to_savepoint().await.unwrap();
        }
        assert!(found > 100, "{change}: {found}");
    }
}

/// The words in the CHECKs of a table, as the engine has them.
async fn checks(tx: &mut Tx, kind: Kind, table: &str) -> Vec<String> {
    let rows = match kind {
        Kind::Sqlite => {
            tx.all("SELECT sql AS text FROM sqlite_master WHERE type = 'table' AND name = $1", args![table])
        }
        Kind::Postgres => tx.all(
            "SELECT pg_get_constraintdef(c.oid) AS text FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid \
             WHERE c.contype = 'c' AND t.relname = $1",
            args![table],
        ),
    };
    let texts: Vec<String> = rows.await.unwrap().iter().map(|row| row.text("text").unwrap()).collect();
    texts.iter().flat_map(|text| text.split("CHECK").skip(1).map(ToOwned::to_owned)).collect()
}

fn quoted(check: &str) -> BTreeSet<String> {
    // Up to the end of its brackets: SQLite keeps the whole table in one text.
    let mut depth = 0;
    let end = check.char_indices().find_map(|(at, one)| {
        depth += match one {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        (one == ')' && depth == 0).then_some(at)
    });
    check[..end.unwrap_or(check.len())].split('\'').skip(1).step_by(2).map(ToOwned::to_owned).collect()
}

async fn words_are_those_of_the_checks(opened: Opened) {
    opened.db.migrate().await.unwrap();
    let mut tx = opened.db.read().await.unwrap();
    let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<String>>();
    let closed = [
        ("account", "state", words(&AccountState::ALL.map(AccountState::as_str))),
        ("post", "state", words(&PostState::ALL.map(PostState::as_str))),
        ("publication", "state", words(&PublicationState::ALL.map(PublicationState::as_str))),
        ("publication", "proof", words(&Proof::ALL.map(Proof::as_str))),
        ("publication_look", "finding", words(&Found::ALL.map(Found::as_str))),
        ("command", "outcome", words(&Outcome::ALL.map(Outcome::as_str))),
        ("case_post", "sort", words(&PostSort::ALL.map(PostSort::as_str))),
        ("cases", "state", words(&CaseState::ALL.map(CaseState::as_str))),
        ("account", "road", words(&Road::ALL.map(Road::as_str))),
        ("hand_taking", "outcome", words(&HandOutcome::ALL.map(HandOutcome::as_str))),
        ("publication_evidence", "shows", words(&Shows::ALL.map(Shows::as_str))),
        ("publication_evidence", "grade", words(&Proof::ALL.map(Proof::as_str))),
        ("removal", "road", words(&RemovalRoad::ALL.map(RemovalRoad::as_str))),
        ("removal", "state", words(&RemovalState::ALL.map(RemovalState::as_str))),
        ("removal", "proof", words(&Proof::ALL.map(Proof::as_str))),
        ("removal_copy", "kind", words(&CopyKind::ALL.map(CopyKind::as_str))),
        ("request", "state", words(&RequestState::ALL.map(RequestState::as_str))),
        ("outside_post", "through", words(&Through::ALL.map(Through::as_str))),
        ("found", "kind", words(&FoundKind::ALL.map(FoundKind::as_str))),
        ("found", "state", words(&FoundState::ALL.map(FoundState::as_str))),
        ("amendment", "state", words(&AmendmentState::ALL.map(AmendmentState::as_str))),
        ("import", "kind", words(&ImportKind::ALL.map(ImportKind::as_str))),
        ("notice", "kind", words(&MessageKind::ALL.map(MessageKind::as_str))),
        ("notice", "state", words(&MessageState::ALL.map(MessageState::as_str))),
        ("notice_place", "kind", words(&PlaceKind::ALL.map(PlaceKind::as_str))),
        ("notice_place", "pace", words(&Pace::ALL.map(Pace::as_str))),
        ("login_event", "event", words(&LoginEventKind::ALL.map(LoginEventKind::as_str))),
    ];
    for (table, column, words) in &closed {
        let checks = checks(&mut tx, opened.db.kind(), table).await;
        let is_of = |check: &&String| check.trim_start_matches(['(', ' ', '\n']).starts_with(&format!("{column} "));
        let of_column = checks.iter().filter(is_of).map(|check| quoted(check));
        let found: Vec<BTreeSet<String>> = of_column.filter(|found| !found.is_empty()).collect();
        assert_eq!(found, std::slice::from_ref(words), "{table}.{column}");
    }
    // Whoever adds another closed set names it above. Left out: kinds of appointments, whose type is the regulation's,
    // what a token may do, whose type is the acts', before it was widened and since, and the former words of
    // `publication.state`.
    const OTHERS: usize = 4;
    let text: String = MIGRATIONS.iter().map(|migration| migration.text).collect();
    let sets = text.split("CHECK").skip(1).filter(|check| quoted(check).len() > 1).count();
    assert_eq!(sets, closed.len() + OTHERS, "name the set above, with the type that spells it");
}

/// The end of a call has no CHECK: a word that is none of its type is no end, and nothing is concluded from it.
async fn an_end_of_a_call_that_is_no_word_is_none(opened: Opened) {
    opened.db.migrate().await.unwrap();
    let mut tx = opened.db.write().await.unwrap();
    ground(&mut tx).await;
    let one = send(10, State::Scheduled { why: None });
    publication::insert(&mut tx, tenant(), &one).await.unwrap();
    let call = Attempt {
        id: id(20),
        publication: one.id,
        number: 1,
        wire_hash: Digest::of(b"w"),
        lease_epoch: 1,
        started_at: LATEST,
        end: Some(AttemptEnd { at: LATEST, outcome: AttemptOutcome::ALL[0], detail: None }),
    };
    publication::attempt_insert(&mut tx, tenant(), &call).await.unwrap();
    assert_eq!(publication::attempt_list(&mut tx, tenant(), one.id).await.unwrap(), [call]);
    for word in AttemptOutcome::ALL.map(AttemptOutcome::as_str).into_iter().chain(["sent", ""]) {
        tx.execute("UPDATE attempt SET outcome = $2 WHERE tenant_id = $1", args![tenant(), word]).await.unwrap();
        let read = publication::attempt_list(&mut tx, tenant(), one.id).await;
        assert_eq!(read.is_ok(), AttemptOutcome::parse(word).is_some(), "{word:?}: {read:?}");
        let named = trouble::scan(&mut tx, tenant()).await.unwrap();
        assert_eq!(named.is_empty(), read.is_ok(), "{word:?}");
    }
}

/// A word with which a statement compares a state is one of its type: nowhere is a state spelled that there is not.
#[test]
fn statements_speak_of_states_by_their_words() {
    let states = [
        PublicationState::ALL.map(PublicationState::as_str).as_slice(),
        &PostState::ALL.map(PostState::as_str),
        &AccountState::ALL.map(AccountState::as_str),
        &CaseState::ALL.map(CaseState::as_str),
        &FoundState::ALL.map(FoundState::as_str),
        &RemovalState::ALL.map(RemovalState::as_str),
        &MessageState::ALL.map(MessageState::as_str),
        &RequestState::ALL.map(RequestState::as_str),
        &AmendmentState::ALL.map(AmendmentState::as_str),
    ]
    .concat();
    let closed = [
        ("state", states),
        ("proof", Proof::ALL.map(Proof::as_str).to_vec()),
        (
            "outcome",
            [
                AttemptOutcome::ALL.map(AttemptOutcome::as_str).as_slice(),
                &Outcome::ALL.map(Outcome::as_str),
                &HandOutcome::ALL.map(HandOutcome::as_str),
            ]
            .concat(),
        ),
    ];
    let mut compared = 0;
    for statement in tatefuda_store::statements() {
        for (column, words) in &closed {
            for found in spelled(statement.sql, column) {
                assert!(words.contains(&found.as_str()), "{}: {column} {found:?}", statement.name);
                compared += 1;
            }
        }
    }
    assert!(compared > 20, "{compared}");
}

/// The words that a column is compared with.
fn spelled(sql: &str, column: &str) -> Vec<String> {
    let mut found = vec![];
    for (at, _) in sql.match_indices(column) {
        let before = sql[..at].chars().next_back();
        let rest = sql[at + column.len()..].trim_start();
        let rest = ["NOT IN", "IN", "=", "<>"].iter().find_map(|sign| rest.strip_prefix(sign));
        let Some(rest) = rest.map(str::trim_start).filter(|_| !before.is_some_and(char::is_alphanumeric)) else {
            continue;
        };
        let of = match rest.strip_prefix('(') {
            Some(list) => list.split(')').next().unwrap_or_default(),
            None if rest.starts_with('\'') => rest.split(' ').next().unwrap_or_default(),
            None => continue,
        };
        found.extend(of.split('\'').skip(1).step_by(2).map(ToOwned::to_owned));
    }
    found
}

/// Rows as the program wrote them before states carried their data.
async fn sends_of_the_former_schema_are_read(opened: Opened) {
    opened.db.migrate_to(9).await.unwrap();
    let mut tx = opened.db.write().await.unwrap();
    let put = "INSERT INTO publication (tenant_id, id, version, post_id, target_id, account_id, digest, state, planned_at, \
        due_at, lease_owner, lease_until, lease_epoch, attempts, wire_hash, match_hash, look_at, looks, scheduled_by, \
        capacity, scheduled_at, platform_post_id, permalink, proof, published_at, reason, reason_detail) VALUES \
        ($1, $2, 1, $3, $4, $5, $6, $7, 0, $8, $9, $10, 1, 1, $11, $12, $13, $14, $5, $5, 0, $15, $16, $17, $18, $19, $20)";
    type Text = Option<&'static str>;
    type Old = (&'static str, Text, Option<i64>, Option<i64>, i64, [Text; 2], Text, Option<i64>, [Text; 2]);
    let old: [Old; 9] = [
        ("scheduled", None, None, None, 0, [None, None], None, None, [Some("wait"), Some("x")]),
        ("leased", Some("w"), Some(5), None, 0, [None, None], None, None, [Some("wait"), Some("x")]),
        ("sending", Some("w"), Some(5), None, 0, [None, None], None, None, [None, None]),
        ("unknown", None, None, Some(7), 3, [None, None], None, None, [Some("lease-lost"), None]),
        // Found and denied after nine looks: the count was kept.
        ("published", None, None, None, 9, [Some("1"), Some("u")], Some("readback"), Some(6), [None, None]),
        ("published", None, None, None, 0, [None, None], Some("seen"), Some(6), [None, None]),
        ("failed", None, None, None, 9, [None, None], None, None, [Some("denied"), Some("time-out: x")]),
        ("held", None, None, None, 0, [None, None], None, None, [Some("late"), None]),
        ("cancelled", None, None, None, 0, [None, None], None, None, [Some("late"), None]),
    ];
    for (number, row) in (0..).zip(&old) {
        // A post has at most one live send to an account.
        let from = 1_000 * (number + 1);
        ground_of(&mut tx, from).await;
        let (account, target) = (Uuid::from_u128(from + 3).to_string(), Uuid::from_u128(from + 6).to_string());
        let (state, owner, until, look_at, looks, [post_id, link], proof, published, [reason, detail]) = row;
        let values = args![
            tenant(),
            id::<PublicationId>(100 + number),
            id::<PostId>(from + 4),
            &target,
            &account,
            Digest::of(b"d"),
            *state,
            i64::try_from(number).unwrap(),
            *owner,
            *until,
            Digest::of(b"w"),
            Digest::of(b"m"),
            *look_at,
            *looks,
            *post_id,
            *link,
            *proof,
            *published,
            *reason,
            *detail,
        ];
        tx.execute(put, values).await.unwrap();
    }
    tx.commit().await.unwrap();
    opened.db.migrate().await.unwrap();

    let mut tx = opened.db.read().await.unwrap();
    assert_eq!(trouble::scan(&mut tx, tenant()).await.unwrap(), []);
    let mut read = vec![];
    for number in 0..9_u128 {
        let post = id::<PostId>(1_000 * (number + 1) + 4);
        read.extend(publication::of_post(&mut tx, tenant(), post).await.unwrap().all().unwrap());
    }
    let at = |micros| Timestamp::from_microsecond(micros).unwrap();
    let waits = || Some(Why::new("wait", Some("x".to_owned())));
    let platform_post = Some(PlatformPost { id: "1".to_owned(), permalink: Some("u".to_owned()) });
    let states: Vec<State> = read.into_iter().map(|one| one.state).collect();
    let expected = [
        State::Scheduled { why: waits() },
        State::Leased { by: "w".to_owned(), until: at(5), why: waits() },
        State::Sending { by: "w".to_owned(), until: at(5) },
        State::Unknown { look_at: at(7), looks: 3, why: Why::of("lease-lost") },
        State::Published { proof: Proof::Readback, at: at(6), platform_post },
        State::Published { proof: Proof::Seen, at: at(6), platform_post: None },
        State::Failed { why: Why::new("denied", Some("time-out: x".to_owned())) },
        State::Held { why: Why::of("late") },
        State::Cancelled { why: Some(Why::of("late")) },
    ];
    assert_eq!(states, expected);
}

async fn every_state_of_an_account_comes_back(opened: Opened) {
    use ledger::State;
    opened.db.migrate().await.unwrap();
    let mut tx = opened.db.write().await.unwrap();
    ground(&mut tx).await;
    let mut one = account::get(&mut tx, tenant(), id(3)).await.unwrap().unwrap();
    let at = |second| Timestamp::from_second(second).unwrap();
    let runs = [Run { since: at(1), transition_until: None }, Run { since: at(1), transition_until: Some(at(2)) }];
    let mut states = vec![State::Preparing, State::Transition { since: at(1), until: at(2) }];
    for run in runs {
        states.extend([State::Active { run }, State::Suspended { run }]);
    }
    for run in runs.map(Some).into_iter().chain([None]) {
        states.extend([State::Closed { run, at: at(3) }, State::Deleted { run, at: at(3) }]);
    }
    let named: BTreeSet<&str> = states.iter().map(|state| state.name().as_str()).collect();
    assert_eq!(named.len(), AccountState::ALL.len());
    for state in states.iter().chain(states.iter().rev()) {
        one.state = state.clone();
        assert!(account::update(&mut tx, tenant(), &one).await.unwrap());
        one.version += 1;
        assert_eq!(account::get(&mut tx, tenant(), one.id).await.unwrap().as_ref(), Some(&one));
    }
    assert_eq!(trouble::scan(&mut tx, tenant()).await.unwrap(), []);
}

async fn what_does_not_go_together_is_no_account_and_no_device(opened: Opened) {
    opened.db.migrate().await.unwrap();
    let mut tx = opened.db.write().await.unwrap();
    ground(&mut tx).await;
    let one = Device {
        id: id(50),
        number: "12".to_owned(),
        code_until: LATEST,
        issued_at: LATEST,
        state: DeviceState::Waiting,
    };
    device::device_issue(&mut tx, tenant(), &one, Digest::of(b"c"), id(7)).await.unwrap();
    assert_eq!(device::device_find(&mut tx, tenant(), one.id).await.unwrap(), Some(one));
    for (change, table, column) in [
        ("UPDATE account SET state = 'active' WHERE tenant_id = $1", "account", "started_at"),
        ("UPDATE account SET started_at = 1 WHERE tenant_id = $1", "account", "started_at"),
        ("UPDATE account SET ended_at = 1 WHERE tenant_id = $1", "account", "ended_at"),
        ("UPDATE account SET state = 'closed' WHERE tenant_id = $1", "account", "ended_at"),
        ("UPDATE account SET transition_until = 1 WHERE tenant_id = $1", "account", "transition_until"),
        ("UPDATE account SET state = 'transition', started_at = 1 WHERE tenant_id = $1", "account", "transition_until"),
        ("UPDATE device SET enrolled_at = 1 WHERE tenant_id = $1", "device", "enrolled_by"),
        ("UPDATE device SET enrolled_by = id WHERE tenant_id = $1", "device", "enrolled_at"),
    ] {
        tx.savepoint().await.unwrap();
        assert_eq!(tx.execute(change, args![tenant()]).await.unwrap(), 1, "{change}");
        let named = trouble::scan(&mut tx, tenant()).await.unwrap();
        let named: Vec<(&str, &str)> = named.iter().map(|row| (row.table, row.column.as_str())).collect();
        assert_eq!(named, [(table, column)], "{change}");
        tx.rollback_to_savepoint().await.unwrap();
    }
    assert_eq!(trouble::scan(&mut tx, tenant()).await.unwrap(), []);
}
