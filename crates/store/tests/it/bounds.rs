//! What may enter is written and read back the same on both engines, and a row that cannot be read is named (decision 0023).

use std::collections::BTreeMap;

use jiff::Timestamp;
use proptest::{
    prelude::{Just, Strategy, any, prop_oneof},
    strategy::ValueTree as _,
    test_runner::TestRunner,
};
use tatefuda_domain::{
    Digest, Id, Moment, TenantId,
    account::{Account, Owner, Run, Share, State as LedgerState},
    bound::{EARLIEST, LATEST},
    device::{Device, State as DeviceState},
    digest::Window,
    post::{Means, PostState},
    publication::{Publication, State},
    record::{Record, Subject},
    setting::SettingValue,
};
use tatefuda_regulation::AppointmentKind;
use tatefuda_store::{
    Error, Tx, account, args, device, member, org,
    post::{self, trail},
    publication, record, session, setting,
    sql::MIGRATIONS,
    tenant, token, trouble,
};
use uuid::Uuid;

use crate::{engines::Opened, on_both};

on_both!(
    every_kind_of_value_comes_back_as_it_went_in,
    every_moment_that_may_enter_comes_back_from_every_noun,
    a_row_that_cannot_be_read_is_left_out_and_named,
);

/// Times of the whole calendar, the ends of it and of what may enter among them.
fn times() -> impl Strategy<Value = Timestamp> {
    let ends = [Timestamp::MIN, Timestamp::MAX, EARLIEST, LATEST, Timestamp::UNIX_EPOCH];
    let micro = |(second, nano): (i64, i32)| Timestamp::new(second, nano).unwrap_or(Timestamp::MAX);
    prop_oneof![
        (0..ends.len()).prop_map(move |end| ends[end]),
        (-377_705_023_201_i64..=253_402_207_200, 0..1_000_000_000_i32).prop_map(micro),
    ]
}

async fn every_kind_of_value_comes_back_as_it_went_in(opened: Opened) {
    let mut runner = TestRunner::deterministic();
    let texts = prop_oneof![any::<String>(), Just(String::new()), Just("木".repeat(70_000)), Just("a\0b".to_owned())];
    let numbers = prop_oneof![any::<i64>(), Just(i64::MIN), Just(i64::MAX)];
    let values = (times(), numbers, texts, any::<bool>());
    let mut tx = opened.db.write().await.unwrap();
    for _ in 0..300 {
        let (at, number, text, some) = values.new_tree(&mut runner).unwrap().current();
        let sql = "SELECT CAST($1 AS BIGINT) AS at, CAST($2 AS BIGINT) AS number, CAST($3 AS TEXT) AS text, \
             CAST($4 AS BIGINT) AS maybe";
        let row = tx.one(sql, args![at, number, &text, some.then_some(at)]).await;
        if text.contains('\0') {
            // Refused before the engine sees it: on PostgreSQL it would end the transaction.
            assert!(matches!(row, Err(Error::Unfit)), "{text:?}");
            continue;
        }
        let row = row.unwrap().unwrap();
        // What is finer than a microsecond is not kept; nothing else is lost, at no end of the calendar.
        let read = row.timestamp("at").unwrap();
        assert_eq!(read.as_microsecond(), at.as_microsecond());
        assert_eq!(row.opt_timestamp("maybe").unwrap(), some.then_some(read));
        assert_eq!(row.int("number").unwrap(), number);
        assert_eq!(row.text("text").unwrap(), text);
        if let Ok(moment) = Moment::new(at) {
            assert_eq!(read, moment.get());
        }
    }
}

/// Ids in a row.
#[derive(Default)]
struct Ids(u128);

impl Ids {
    fn next<T: Id>(&mut self) -> T {
        self.0 += 1;
        T::from_uuid(Uuid::from_u128(self.0))
    }
}

/// One row of each noun with every time at the same moment, read back at once.
async fn everything(tx: &mut Tx, tenant: TenantId, ids: &mut Ids, at: Timestamp) {
    let span = org::Span { from: at, until: Some(at) };
    let section = org::Section {
        id: ids.next(),
        parent: None,
        name_ja: "課".to_owned(),
        name_kana: String::new(),
        name_en: String::new(),
        ordinal: i64::MAX,
        span,
        level: String::new(),
        branch: String::new(),
    };
    org::section_insert(tx, tenant, &section).await.unwrap();
    assert!(org::section_list(tx, tenant).await.unwrap().contains(&section));
    let position = org::Position {
        id: ids.next(),
        section: section.id,
        name_ja: "職".to_owned(),
        name_kana: String::new(),
        name_en: String::new(),
        rank: String::new(),
        rank_order: i64::MIN,
        extension: String::new(),
        span,
    };
    org::position_insert(tx, tenant, &position).await.unwrap();
    assert!(org::position_list(tx, tenant).await.unwrap().contains(&position));
    let mut person = member::Person {
        id: ids.next(),
        version: 1,
        login: format!("p{}", ids.0),
        name: "名".to_owned(),
        kana: String::new(),
        name_en: String::new(),
        extension: String::new(),
        created_at: at,
        ended_at: Some(at),
    };
    member::person_insert(tx, tenant, &person).await.unwrap();
    assert!(member::person_update(tx, tenant, &person).await.unwrap());
    person.version += 1;
    assert_eq!(member::person_find(tx, tenant, person.id).await.unwrap().as_ref(), Some(&person));
    let appointment = org::Appointment {
        id: ids.next(),
        person: person.id,
        section: section.id,
        position: position.id,
        kind: AppointmentKind::Acting,
        deputy_of: None,
        deputy_order: 0,
        span,
    };
    org::appointment_insert(tx, tenant, &appointment).await.unwrap();
    assert!(org::appointment_list(tx, tenant).await.unwrap().contains(&appointment));
    let absence = org::Absence { id: format!("a{}", ids.0), person: person.id, span };
    org::absence_insert(tx, tenant, &absence).await.unwrap();
    assert!(org::absence_list(tx, tenant).await.unwrap().contains(&absence));
    let capacity = appointment.id;

    let mut token = token::Token {
        id: ids.next(),
        person: person.id,
        capacity: Some(capacity),
        name: "t".to_owned(),
        scope: "act".to_owned(),
        created_at: at,
        expires_at: at,
        revoked_at: None,
        used_at: None,
    };
    token::token_insert(tx, tenant, &token, Digest::of(person.login.as_bytes())).await.unwrap();
    token::token_used(tx, tenant, token.id, at).await.unwrap();
    token.used_at = Some(at);
    assert_eq!(*token::token_list(tx, tenant, person.id).await.unwrap(), [token]);
    let session = session::Session {
        id: ids.next(),
        tenant,
        person: person.id,
        capacity: None,
        created_at: at,
        seen_at: at,
        expires_at: at,
    };
    session::session_insert(tx, &session, Digest::of(person.login.as_bytes())).await.unwrap();
    assert_eq!(*session::session_list(tx, tenant, person.id).await.unwrap(), [session]);
    let one = Device {
        id: ids.next(),
        number: person.login.clone(),
        code_until: at,
        issued_at: at,
        state: DeviceState::Waiting,
    };
    device::device_issue(tx, tenant, &one, Digest::of(person.login.as_bytes()), person.id).await.unwrap();
    assert_eq!(device::device_find(tx, tenant, one.id).await.unwrap(), Some(one));

    let value = SettingValue {
        id: ids.next(),
        key: "param:x".to_owned(),
        value: "1".to_owned(),
        source: String::new(),
        note: String::new(),
        proposed_by: person.id,
        proposed_at: at,
        confirmed_by: None,
        effective_from: at,
        practice: false,
    };
    setting::setting_insert(tx, tenant, "doc", &value, None).await.unwrap();
    assert_eq!(setting::setting_find(tx, tenant, value.id).await.unwrap().unwrap().value, value);
    let subject = Subject::new("person", person.id);
    let given = Record {
        id: ids.next(),
        kind: "k".to_owned(),
        subject: subject.clone(),
        digest: None,
        fields: BTreeMap::from([("f".to_owned(), "\u{10ffff}木".to_owned())]),
        person: person.id,
        capacity,
        at,
        valid_from: Some(at),
        valid_until: Some(at),
        used_by: None,
    };
    record::record_insert(tx, tenant, "doc", &given, None).await.unwrap();
    assert_eq!(record::record_list(tx, tenant, &subject, 9).await.unwrap().all().unwrap(), [given]);

    let over = LedgerState::Closed { run: Some(Run { since: at, transition_until: Some(at) }), at };
    let ledger = Account {
        name: "名".to_owned(),
        listed: true,
        mailbox: "sns@example.jp".to_owned(),
        checked_at: Some(at),
        ..Account::entered(ids.next(), "facebook".parse().unwrap(), section.id, at, over)
    };
    account::insert(tx, tenant, &ledger).await.unwrap();
    let owner = Owner {
        id: ids.next(),
        account: ledger.id,
        section: section.id,
        from: at,
        until: Some(at),
        person: Some(person.id),
        capacity: Some(capacity),
        at,
    };
    account::owner_insert(tx, tenant, &owner).await.unwrap();
    let shares = vec![Share { id: owner.id, section: owner.section, from: at, until: Some(at) }];
    let ledger = Account { shares, ..ledger };
    assert_eq!(account::get(tx, tenant, ledger.id).await.unwrap().as_ref(), Some(&ledger));
    let credential = account::Credential {
        id: format!("c{}", ids.0),
        account: ledger.id,
        kind: "token".to_owned(),
        place: Some(ledger.place()),
        sealed: vec![0, 255],
        key_id: "k".to_owned(),
        expires_at: Some(at),
        renew_at: Some(at),
        renewing_until: Some(at),
        person: person.id,
        capacity,
        at,
    };
    account::credential_put(tx, tenant, &credential).await.unwrap();
    assert!(account::credential_get(tx, tenant, ledger.id, "token").await.unwrap() == Some(credential));

    let window = Window { from: Some(at), until: Some(at) };
    let paper = post::Post {
        id: ids.next(),
        version: 1,
        state: PostState::Drafting,
        section: section.id,
        revision: ids.next(),
        document_number: None,
        retention_class: None,
        corrects: None,
        created_by: person.id,
        created_at: at,
        updated_at: at,
    };
    let revision = post::Revision {
        id: paper.revision,
        post: paper.id,
        number: 1,
        person: person.id,
        capacity,
        at,
        title: "題".to_owned(),
        text: "文".to_owned(),
        category: None,
        classification: None,
        decision_status: None,
        fields: BTreeMap::new(),
        window,
    };
    let digest = Digest::of(b"d");
    let target = post::Target {
        id: ids.next(),
        revision: revision.id,
        post: paper.id,
        account: ledger.id,
        ordinal: 0,
        text: String::new(),
        own_text: false,
        link: None,
        options: BTreeMap::new(),
        media: vec![],
        place: Some(ledger.place()),
        digest_version: 2,
        digest,
    };
    post::insert(tx, tenant, &paper).await.unwrap();
    post::revision_insert(tx, tenant, &revision, std::slice::from_ref(&target)).await.unwrap();
    assert_eq!(post::get(tx, tenant, paper.id).await.unwrap().as_ref(), Some(&paper));
    assert_eq!(*post::revisions(tx, tenant, paper.id).await.unwrap(), [revision]);
    let step = trail::Step {
        id: ids.next(),
        post: paper.id,
        account: ledger.id,
        chain: "c".to_owned(),
        step: "s".to_owned(),
        digest,
        person: person.id,
        capacity,
        acting_for: Some(capacity),
        answer: ids.next(),
        at,
        means: Some(Means::Screen),
        revoked_at: None,
    };
    trail::step_insert(tx, tenant, &step).await.unwrap();
    assert_eq!(*trail::steps(tx, tenant, paper.id).await.unwrap(), [step]);
    let intent = Publication {
        id: ids.next(),
        version: 1,
        post: paper.id,
        target: target.id,
        account: ledger.id,
        place: Some(ledger.place()),
        digest,
        planned_at: at,
        due_at: at,
        window,
        lease_epoch: i64::MAX,
        attempts: 0,
        wire: None,
        state: State::Leased { by: "w".to_owned(), until: at, why: None },
        scheduled_by: person.id,
        capacity,
        device: None,
        scheduled_at: at,
        answer: None,
    };
    publication::insert(tx, tenant, &intent).await.unwrap();
    assert_eq!(*publication::of_post(tx, tenant, paper.id).await.unwrap(), [intent]);
}

async fn body(tx: &mut Tx, ids: &mut Ids) -> TenantId {
    let body = tenant::Tenant {
        id: ids.next(),
        slug: format!("body-{}", ids.0),
        name_ja: "町".to_owned(),
        name_kana: String::new(),
        name_en: String::new(),
        prefecture: String::new(),
        zone: "Asia/Tokyo".to_owned(),
        contact_unit: String::new(),
        contact_phone: String::new(),
        practice: true,
        created_at: Timestamp::MAX,
    };
    tenant::tenant_insert(tx, &body).await.unwrap();
    body.id
}

async fn every_moment_that_may_enter_comes_back_from_every_noun(opened: Opened) {
    opened.db.migrate().await.unwrap();
    let mut tx = opened.db.write().await.unwrap();
    let mut ids = Ids::default();
    let tenant = body(&mut tx, &mut ids).await;
    let mut runner = TestRunner::deterministic();
    let drawn = std::iter::from_fn(|| Some(times().new_tree(&mut runner).unwrap().current()));
    let moments: Vec<Timestamp> = drawn.take(20).map(|at| Moment::nearest(at).get()).collect();
    // And, below what enters, the whole calendar: old rows hold times that nobody would take today.
    let whole = [Timestamp::MIN, Timestamp::from_microsecond(Timestamp::MAX.as_second() * 1_000_000).unwrap()];
    for at in [EARLIEST, LATEST].into_iter().chain(moments).chain(whole) {
        everything(&mut tx, tenant, &mut ids, at).await;
    }
    assert_eq!(trouble::scan(&mut tx, tenant).await.unwrap(), []);
}

async fn a_row_that_cannot_be_read_is_left_out_and_named(opened: Opened) {
    opened.db.migrate().await.unwrap();
    let mut tx = opened.db.write().await.unwrap();
    let mut ids = Ids::default();
    let tenant = body(&mut tx, &mut ids).await;
    for _ in 0..2 {
        everything(&mut tx, tenant, &mut ids, LATEST).await;
    }
    let absences = org::absence_list(&mut tx, tenant).await.unwrap();
    let (kept, broken) = (absences[0].clone(), absences[1].id.clone());
    let change = "UPDATE absence SET ends_at = $3 WHERE tenant_id = $1 AND id = $2";
    tx.execute(change, args![tenant, &broken, i64::MAX]).await.unwrap();
    let change = "UPDATE account SET service = $2 WHERE tenant_id = $1";
    tx.execute(change, args![tenant, "N O N E"]).await.unwrap();
    let change = "UPDATE post_revision SET fields = $2 WHERE tenant_id = $1";
    tx.execute(change, args![tenant, "{secret"]).await.unwrap();

    let absences = org::absence_list(&mut tx, tenant).await.unwrap();
    assert_eq!(*absences, [kept]);
    assert_eq!(absences.unreadable()[0].to_string(), format!("absence {broken}: ends_at = {}", i64::MAX));
    // Whoever decides by the list does without it as a whole.
    assert!(matches!(absences.all(), Err(Error::Unreadable(row)) if row.key == broken));
    assert_eq!(account::list(&mut tx, tenant).await.unwrap().readable(), []);
    let named: Vec<(&str, String)> =
        trouble::scan(&mut tx, tenant).await.unwrap().into_iter().map(|row| (row.table, row.column)).collect();
    let expected = [
        ("absence", "ends_at"),
        ("account", "service"),
        ("account", "service"),
        ("post_revision", "fields"),
        ("post_revision", "fields"),
    ];
    assert_eq!(named, expected.map(|(table, column)| (table, column.to_owned())));
    let rows = trouble::scan(&mut tx, tenant).await.unwrap();
    assert!(rows.iter().all(|row| !row.found.contains("secret")), "content is not repeated");
}

#[test]
fn every_table_is_read_to_find_what_cannot_be_read() {
    // The chain names its own unreadable rows when it is verified; the others hold bytes, plain numbers or texts only.
    const OTHERWISE: [&str; 21] = [
        "tenant",
        "rate_limit",
        "settings_snapshot",
        "audit_head",
        "audit_entry",
        "audit_detail",
        "audit_checkpoint",
        "counter",
        "media_bytes",
        "media_upload",
        "feed_medium",
        "schema_version",
        "lifeline",
        "pulse",
        "sign_in_source",
        "stop_seen",
        "found_holder",
        "found_look",
        "post_reader",
        "paper_sheet",
        "case_file_bytes",
    ];
    let text: String = MIGRATIONS.iter().map(|migration| migration.text).collect();
    let tables: Vec<&str> = text.split("CREATE TABLE ").skip(1).filter_map(|rest| rest.split(" (").next()).collect();
    assert!(tables.len() > 30);
    for table in tables {
        let read = trouble::tables().any(|one| one == table) || OTHERWISE.contains(&table);
        assert!(read, "{table}: say in crates/store/src/trouble.rs how its rows are read");
    }
}
