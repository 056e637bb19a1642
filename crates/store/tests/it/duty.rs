//! What the clock found, in pages and in numbers, against the same done in Rust over everything.

use jiff::{SignedDuration, Timestamp};
use proptest::{
    prelude::{Strategy, any},
    strategy::ValueTree as _,
    test_runner::TestRunner,
};
use tatefuda_domain::{
    AppointmentId, FoundId, Id as _, PersonId, TenantId,
    duty::{Found, FoundKind, FoundState, Holder},
    record::Subject,
};
use tatefuda_store::duty::{self, Filter, Looked, Place};
use uuid::Uuid;

use crate::{engines::Opened, on_both};

on_both!(pages_are_the_whole_list_and_numbers_are_its_numbers, what_is_looked_at_anew_moves_no_page);

fn tenant() -> TenantId {
    TenantId::from_uuid(Uuid::from_u128(1))
}

fn who(number: u128) -> (PersonId, AppointmentId) {
    (PersonId::from_uuid(Uuid::from_u128(number)), AppointmentId::from_uuid(Uuid::from_u128(number)))
}

fn now() -> Timestamp {
    "2026-11-30T00:00:00Z".parse().unwrap()
}

/// What a thing may have: its number, which item, how it stands, in how many days it ends, whose it is.
type Drawn = (u8, u8, usize, Option<i8>, bool);

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    proptest::collection::vec(
        (0_u8..8, 0_u8..3, 0..FoundState::ALL.len(), proptest::option::of(-20_i8..20), any::<bool>()),
        0..40,
    )
}

fn found((subject, item, state, days, _): Drawn, number: usize, round: usize) -> Found {
    Found {
        id: FoundId::from_uuid(Uuid::from_u128(0x1000 * (1 + round as u128) + number as u128)),
        document: "mihon".to_owned(),
        kind: if item == 0 { FoundKind::Monitor } else { FoundKind::Duty },
        item: format!("item-{item}"),
        instance: format!("{number:03}"),
        subject: Subject::new("account", format!("{subject:02}")),
        account: None,
        state: FoundState::ALL[state],
        due: days.map(|days| now() + SignedDuration::from_hours(24 * i64::from(days))),
        at: now(),
    }
}

async fn put(opened: &Opened, all: &[(Found, bool)]) {
    let mut tx = opened.db.write().await.unwrap();
    for subject in 0..8 {
        let thing = Looked { document: "mihon".to_owned(), kind: "account".to_owned(), id: format!("{subject:02}") };
        let of = all.iter().filter(|(one, _)| one.subject.id == thing.id);
        let holder = |mine: bool| {
            let (person, capacity) = who(if mine { 1 } else { 2 });
            Holder { person, capacity }
        };
        let rows: Vec<_> = of.map(|(one, mine)| (one.clone(), vec![holder(*mine)])).collect();
        duty::found_replace(&mut tx, tenant(), &thing, "2026-11-30", &rows).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// The order of the list.
fn key(one: &Found) -> (bool, Option<Timestamp>, String, String, String) {
    (one.due.is_none(), one.due, one.subject.id.clone(), one.item.clone(), one.instance.clone())
}

async fn pages_are_the_whole_list_and_numbers_are_its_numbers(opened: Opened) {
    opened.db.migrate().await.unwrap();
    let mut runner = TestRunner::deterministic();
    for round in 0..24_usize {
        let drawn = drawn().new_tree(&mut runner).unwrap().current();
        let all: Vec<(Found, bool)> = drawn.iter().enumerate().map(|(n, one)| (found(*one, n, round), one.4)).collect();
        put(&opened, &all).await;
        let mut tx = opened.db.read().await.unwrap();
        for (mine, state) in [(true, None), (false, Some(FoundState::Open)), (true, Some(FoundState::Missed))] {
            let mut wanted: Vec<&Found> = all
                .iter()
                .filter(|(one, of)| (!mine || *of) && state.is_none_or(|state| one.state == state))
                .map(|(one, _)| one)
                .collect();
            wanted.sort_by_key(|one| key(one));
            let mut filter = Filter { holder: mine.then(|| who(1)), state, ..Filter::default() };
            let mut read: Vec<Found> = vec![];
            loop {
                let size = 1 + round % 7;
                let page = duty::found_page(&mut tx, tenant(), &filter, i64::try_from(size).unwrap()).await.unwrap();
                let page = page.all().unwrap();
                let Some(last) = page.last() else { break };
                filter.after = Some(Place::of(last));
                read.extend(page);
            }
            assert_eq!(read.iter().collect::<Vec<_>>(), wanted);
        }
        let until = now() + SignedDuration::from_hours(24 * 7);
        let pressing = |one: &Found| match one.state {
            FoundState::Missed | FoundState::Warns | FoundState::Fires => true,
            FoundState::Open => one.due.is_none_or(|due| due <= until),
            FoundState::CannotJudge => false,
        };
        let mut wanted: Vec<&Found> =
            all.iter().filter(|(one, mine)| *mine && pressing(one)).map(|(one, _)| one).collect();
        wanted.sort_by_key(|one| (one.due.is_none(), one.due, one.id));
        let read = duty::found_pressing(&mut tx, tenant(), who(1), until, 1000).await.unwrap().all().unwrap();
        assert_eq!(read.iter().collect::<Vec<_>>(), wanted);
        let count = duty::found_count(&mut tx, tenant(), who(1), until).await.unwrap();
        let told = all.iter().filter(|(_, mine)| *mine).count();
        assert_eq!((count.steps, count.pressing, count.told), (0, wanted.len() as i64, told as i64));
    }
}

/// Ids are new with each look; where a page ends is not.
async fn what_is_looked_at_anew_moves_no_page(opened: Opened) {
    opened.db.migrate().await.unwrap();
    let all: Vec<(Found, bool)> = (0..8).map(|n| (found((n, 1, 0, Some(3), true), n.into(), 0), true)).collect();
    put(&opened, &all).await;
    let mut tx = opened.db.read().await.unwrap();
    let first = duty::found_page(&mut tx, tenant(), &Filter::default(), 4).await.unwrap().all().unwrap();
    drop(tx);
    let anew = |(one, mine): &(Found, bool)| {
        let id = FoundId::from_uuid(Uuid::from_u128(u128::MAX - one.id.uuid().as_u128()));
        (Found { id, ..one.clone() }, *mine)
    };
    put(&opened, &all.iter().map(anew).collect::<Vec<_>>()).await;
    let mut tx = opened.db.read().await.unwrap();
    let filter = Filter { after: Some(Place::of(&first[3])), ..Filter::default() };
    let rest = duty::found_page(&mut tx, tenant(), &filter, 100).await.unwrap().all().unwrap();
    let names: Vec<&str> = first.iter().chain(&rest).map(|one| one.subject.id.as_str()).collect();
    assert_eq!(names, ["00", "01", "02", "03", "04", "05", "06", "07"], "{names:?}");
}
