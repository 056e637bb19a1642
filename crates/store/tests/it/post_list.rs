//! Lists of posts, in pages and in numbers, against the same done in Rust over everything.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use proptest::{
    prelude::{Strategy, any},
    strategy::ValueTree as _,
    test_runner::TestRunner,
};
use tatefuda_domain::{
    AccountId, AnswerId, AppointmentId, Digest, Id as _, PersonId, PostId, PublicationId, RecordId, RevisionId,
    SectionId, StepId, TakingId, TargetId, TenantId,
    account::{Account, State as LedgerState},
    digest::Window,
    hand::Taking,
    post::PostState,
    publication::PublicationState,
    record::{Record, Subject},
};
use tatefuda_store::{
    Tx, account, args, hand,
    post::{
        self, Post, Revision, Target,
        list::{self, Filter, Sends},
        trail::{self, Step},
    },
    record,
};
use uuid::Uuid;

use crate::{engines::Opened, on_both};

on_both!(every_list_of_posts_is_what_its_filter_says);

const WORDS: [&str; 3] = ["断水のお知らせ", "図書館_休館", "100% 電気"];
const SECTIONS: u128 = 2;

fn tenant() -> TenantId {
    TenantId::from_uuid(Uuid::from_u128(1))
}

fn person(number: u8) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(10 + u128::from(number)))
}

fn section(number: u128) -> SectionId {
    SectionId::from_uuid(Uuid::from_u128(20 + number % SECTIONS))
}

fn ledger(number: u8) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(30 + u128::from(number)))
}

fn now() -> Timestamp {
    "2026-11-30T00:00:00Z".parse().unwrap()
}

/// What a post has.
#[derive(Debug, Clone)]
struct Drawn {
    section: u8,
    /// Who began it, and who wrote its revision.
    by: (u8, u8),
    word: usize,
    state: usize,
    /// Of the first account: sends that ended, then one that is under way or out.
    sends: (Vec<bool>, Option<usize>),
    /// Of the second account.
    other: Option<usize>,
    waits: bool,
    /// Who gave a step, stated something, took a text.
    step: Option<u8>,
    stated: Option<u8>,
    took: Option<u8>,
}

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let who = || proptest::option::weighted(0.3, 0_u8..3);
    let state = || proptest::option::of(0..PublicationState::ALL.len());
    let sends = (proptest::collection::vec(any::<bool>(), 0..3), state());
    let paper = (0_u8..2, (0_u8..3, 0_u8..3), 0..WORDS.len(), 0..PostState::ALL.len());
    let one = (paper, sends, state(), any::<bool>(), who(), who(), who()).prop_map(
        |((section, by, word, state), sends, other, waits, step, stated, took)| Drawn {
            section,
            by,
            word,
            state,
            sends,
            other,
            waits,
            step,
            stated,
            took,
        },
    );
    proptest::collection::vec(one, 0..30)
}

impl Drawn {
    fn state(&self) -> PostState {
        PostState::ALL[self.state]
    }

    /// The sends of each account in their order.
    fn sends(&self) -> [Vec<PublicationState>; 2] {
        let ended = |failed: &bool| if *failed { PublicationState::Failed } else { PublicationState::Cancelled };
        let mut first: Vec<_> = self.sends.0.iter().map(ended).collect();
        first.extend(self.sends.1.map(|state| PublicationState::ALL[state]));
        [first, self.other.map(|state| PublicationState::ALL[state]).into_iter().collect()]
    }

    fn waits(&self) -> bool {
        self.waits && self.state() == PostState::Submitted
    }

    /// How its sends stand: of each account the last that was not cancelled counts.
    fn stands(&self, wanted: Sends) -> bool {
        use PublicationState as S;
        let counting = self.sends().map(|sends| sends.into_iter().rfind(|state| *state != S::Cancelled));
        let any = |states: &[S]| counting.iter().flatten().any(|state| states.contains(state));
        match wanted {
            Sends::None => counting.iter().all(Option::is_none),
            Sends::Scheduled => any(&[S::Scheduled, S::Leased, S::Sending, S::Waiting, S::Taken]),
            Sends::Waiting => any(&[S::Held, S::Failed, S::Unknown]),
            Sends::Held => any(&[S::Held]),
            Sends::Failed => any(&[S::Failed]),
            Sends::Unknown => any(&[S::Unknown]),
            Sends::Published => any(&[S::Published]),
        }
    }

    /// Whether it is theirs already.
    fn near(&self, of: (SectionId, PersonId)) -> bool {
        let is = |who: u8| person(who) == of.1;
        let took = self.took.filter(|_| self.sends().iter().any(|sends| !sends.is_empty()));
        section(self.section.into()) == of.0
            || is(self.by.1)
            || [self.step, self.stated, took].into_iter().flatten().any(is)
    }
}

async fn put(tx: &mut Tx, number: usize, drawn: &Drawn) -> PostId {
    let key = Uuid::from_u128(1000 + number as u128);
    let (id, capacity) = (PostId::from_uuid(key), AppointmentId::from_uuid(Uuid::nil()));
    let at = now() - SignedDuration::from_mins(i64::try_from(number).unwrap() / 2);
    let (tenant, began) = (tenant(), person(drawn.by.0));
    let paper = Post {
        id,
        version: 1,
        state: drawn.state(),
        section: section(drawn.section.into()),
        revision: RevisionId::from_uuid(key),
        document_number: None,
        retention_class: None,
        corrects: None,
        created_by: began,
        created_at: at,
        updated_at: at,
    };
    post::insert(tx, tenant, &paper).await.unwrap();
    let revision = Revision {
        id: paper.revision,
        post: id,
        number: 1,
        person: person(drawn.by.1),
        capacity,
        at,
        title: WORDS[drawn.word].to_owned(),
        text: format!("本文 {number}"),
        category: None,
        classification: None,
        decision_status: None,
        fields: BTreeMap::new(),
        window: Window::default(),
    };
    let target = |ordinal: u8| Target {
        id: TargetId::from_uuid(Uuid::from_u128(key.as_u128() * 10 + u128::from(ordinal))),
        revision: revision.id,
        post: id,
        account: ledger(ordinal),
        ordinal: ordinal.into(),
        text: revision.text.clone(),
        own_text: false,
        link: None,
        options: BTreeMap::new(),
        media: vec![],
        place: None,
        digest_version: 2,
        digest: Digest::of(b"t"),
    };
    let targets = [target(0), target(1)];
    post::revision_insert(tx, tenant, &revision, &targets).await.unwrap();
    let send = "INSERT INTO publication (tenant_id, id, version, post_id, target_id, account_id, digest, state, \
        planned_at, due_at, lease_epoch, attempts, looks, scheduled_by, capacity, scheduled_at) \
        VALUES ($1, $2, 1, $3, $4, $5, 'd', $6, $7, $7, 0, 0, 0, $8, 'c', $7)";
    for (target, sends) in targets.iter().zip(drawn.sends()) {
        for (turn, state) in (0_u32..).zip(sends) {
            let publication =
                PublicationId::from_uuid(Uuid::from_u128(target.id.uuid().as_u128() * 10 + u128::from(turn)));
            let at = at + SignedDuration::from_secs(turn.into());
            let values = args![tenant, publication, id, target.id, target.account, state.as_str(), at, began];
            tx.execute(send, values).await.unwrap();
            if let Some(who) = drawn.took.filter(|_| turn == 0) {
                let id = TakingId::from_uuid(publication.uuid());
                let taking =
                    Taking { id, publication, attempt: 1, person: person(who), capacity, device: None, at, said: None };
                hand::taking_insert(tx, tenant, &taking).await.unwrap();
            }
        }
    }
    if drawn.waits() {
        let task = "INSERT INTO task (tenant_id, id, post_id, account_id, ordinal, stale, of_sends) \
            VALUES ($1, $2, $2, $3, 0, $4, $4)";
        tx.execute(task, args![tenant, id, ledger(0), false]).await.unwrap();
    }
    if let Some(who) = drawn.step {
        let step = Step {
            id: StepId::from_uuid(key),
            post: id,
            account: ledger(0),
            chain: "publish".to_owned(),
            step: "check".to_owned(),
            digest: Digest::of(key.as_bytes()),
            person: person(who),
            capacity,
            acting_for: None,
            answer: AnswerId::from_uuid(key),
            at,
            means: None,
            revoked_at: None,
        };
        trail::step_insert(tx, tenant, &step).await.unwrap();
    }
    if let Some(who) = drawn.stated {
        let given = Record {
            id: RecordId::from_uuid(key),
            kind: "posting-declaration".to_owned(),
            subject: Subject::new("post", id),
            digest: None,
            fields: BTreeMap::new(),
            person: person(who),
            capacity,
            at,
            valid_from: None,
            valid_until: None,
            used_by: None,
        };
        record::record_insert(tx, tenant, "mihon", &given, None).await.unwrap();
    }
    id
}

async fn every_list_of_posts_is_what_its_filter_says(opened: Opened) {
    opened.db.migrate().await.unwrap();
    let mut runner = TestRunner::deterministic();
    for round in 0..12_usize {
        let drawn = drawn().new_tree(&mut runner).unwrap().current();
        let mut tx = opened.db.write().await.unwrap();
        for number in 0..2 {
            let service = "facebook".parse().unwrap();
            let entered = Account::entered(
                ledger(number),
                service,
                section(0),
                now(),
                LedgerState::Closed { run: None, at: now() },
            );
            account::insert(&mut tx, tenant(), &entered).await.unwrap();
        }
        let mut all: Vec<(PostId, &Drawn)> = vec![];
        for (number, one) in drawn.iter().enumerate() {
            all.push((put(&mut tx, number, one).await, one));
        }
        // Of the same moment the later id comes first.
        all.sort_by_key(|(id, _)| {
            let number = id.uuid().as_u128() - 1000;
            (number / 2, std::cmp::Reverse(number))
        });
        for reader in [None, Some((section(0), person(0))), Some((section(7), person(1)))] {
            for sends in [None].into_iter().chain(Sends::ALL.map(Some)) {
                for state in [None].into_iter().chain(PostState::ALL.into_iter().map(Some)) {
                    let text = [None, Some("休館".to_owned()), Some("%".to_owned()), Some("_".to_owned())];
                    let text = text[(round + sends.map_or(0, |one| one as usize)) % 4].clone();
                    let author = (round % 5 == 0).then(|| person(2));
                    let filter = Filter { reader, author, state, sends, text, before: None };
                    agree(&mut tx, &all, &filter).await;
                }
            }
        }
        tx.rollback().await.unwrap();
    }
}

async fn agree(tx: &mut Tx, all: &[(PostId, &Drawn)], filter: &Filter) {
    let asked = |drawn: &Drawn| {
        let sends = filter.sends.is_none_or(|wanted| {
            // What was passed on and has no send waits for somebody: it is found by that.
            let found = wanted != Sends::None || filter.state != Some(PostState::Submitted) || drawn.waits();
            drawn.stands(wanted) && found
        });
        let text = filter.text.as_deref().is_none_or(|text| WORDS[drawn.word].contains(text));
        let author = filter.author.is_none_or(|author| person(drawn.by.0) == author);
        filter.state.is_none_or(|state| drawn.state() == state) && sends && text && author
    };
    let near = |drawn: &Drawn| filter.reader.is_none_or(|reader| drawn.near(reader));
    let wanted: Vec<(PostId, bool)> = all
        .iter()
        .filter(|(_, drawn)| asked(drawn) && (near(drawn) || drawn.waits()))
        .map(|(id, drawn)| (*id, near(drawn)))
        .collect();
    let read = |rows: tatefuda_store::Rows<list::Line>| -> Vec<(PostId, bool)> {
        rows.all().unwrap().iter().map(|line| (line.listed.post.id, line.near)).collect()
    };
    assert_eq!(read(list::list(tx, tenant(), filter, 100).await.unwrap()), wanted, "{filter:?}");
    let count = list::count(tx, tenant(), filter, 100).await.unwrap();
    assert_eq!(count, wanted.iter().filter(|(_, near)| *near).count() as i64, "{filter:?}");
    // A page goes as far as it is long, and so does the number.
    let page = read(list::list(tx, tenant(), filter, 3).await.unwrap());
    assert_eq!(page, wanted[..wanted.len().min(3)], "{filter:?}");
    assert_eq!(list::count(tx, tenant(), filter, 2).await.unwrap(), count.min(2));
    let Some(last) = page.last() else { return };
    let number = last.0.uuid().as_u128() - 1000;
    let before = Some(now() - SignedDuration::from_mins(i64::try_from(number / 2).unwrap()));
    let rest = read(list::list(tx, tenant(), &Filter { before, ..filter.clone() }, 100).await.unwrap());
    let later: BTreeSet<PostId> =
        all.iter().map(|(id, _)| *id).filter(|id| (id.uuid().as_u128() - 1000) / 2 > number / 2).collect();
    assert_eq!(rest, wanted.into_iter().filter(|(id, _)| later.contains(id)).collect::<Vec<_>>(), "{filter:?}");
}
