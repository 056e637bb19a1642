//! A night of disaster: what does not concern it is held, what concerns it goes out, whoever is away is acted for within the body's
//! own rules, and looks at it the next morning.

use jiff::{SignedDuration, Timestamp};
use tatefuda_app::{
    Actor, Failure, disaster,
    org::{Appoint, EndAbsence, EndAppointment, StartAbsence, Term},
    post::{self, GiveStep, PostSupply, Saved},
    publication::Reschedule,
    record::{GiveRecord, Given, Supply},
    setting::{ConfirmSetting, ProposeSetting},
    task::today,
};
use tatefuda_domain::{PostId, SystemRight, publication::PublicationState as S};
use tatefuda_regulation::AppointmentKind;

use crate::{
    on_both,
    support::{Town, names_clause, refusal},
};

on_both!(
    what_does_not_concern_it_is_held_until_it_is_over,
    what_was_scheduled_before_waits_too,
    what_was_announced_stays_listed_until_it_is_lifted,
    whoever_is_away_is_acted_for_and_looks_at_it_afterwards,
    without_the_bodys_own_rules_nobody_acts,
);

const ROUTINE: &str = "NNH-8(3)";
const DISASTER: &str = "NNH-8(4)";

fn record(kind: &str, fields: &[(&str, &str)]) -> Supply {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Supply { kind: kind.to_owned(), fields, valid_from: None, valid_until: None }
}

async fn give(town: &Town, actor: &Actor, record: Supply, on: Given) -> Result<(), Failure> {
    town.run(actor, &GiveRecord { record, on, shown: None, document: None }).await.map(drop)
}

async fn begin(town: &Town) {
    give(town, &town.operator, record(disaster::START, &[("name", "台風第10号")]), Given::Body).await.unwrap();
}

async fn end(town: &Town, at: Option<Timestamp>) {
    let record = Supply { valid_from: at, ..record(disaster::END, &[("reason", "警戒本部を廃止した")]) };
    give(town, &town.chief, record, Given::Body).await.unwrap();
}

async fn cleared(town: &Town, text: &str, category: &str) -> Saved {
    let mut content = town.content(text, &[town.facebook]);
    content.category = Some(category.to_owned());
    let saved = town.run(&town.operator, &post::Draft { content }).await.unwrap();
    let submitted = town.submit(&saved).await;
    let given = town.run(&town.chief, &town.check(&submitted)).await.unwrap();
    Saved { version: given.version, ..submitted }
}

fn posts(rows: &[post::view::PostRow]) -> Vec<PostId> {
    rows.iter().map(|row| row.id).collect()
}

async fn what_does_not_concern_it_is_held_until_it_is_over(town: Town) {
    let routine = cleared(&town, "桜まつりのお知らせ", ROUTINE).await;
    let shelter = cleared(&town, "避難所を開きました", DISASTER).await;
    assert_eq!(disaster::standing(&town.app, &town.operator).await.unwrap().since, None);
    begin(&town).await;
    let refused = refusal(town.try_publish(&routine, None).await);
    assert!(names_clause(&refused, "HOUSE-24"), "{refused:?}");
    let out = town.publish(&shelter, None).await;
    town.settle(4).await;
    assert_eq!(town.state(out.publications[0]).await, S::Published);
    // Somebody decides that it is needed all the same: of this post alone.
    let on = Given::Target { post: routine.post, account: town.facebook };
    let other = cleared(&town, "図書館のお知らせ", ROUTINE).await;
    give(&town, &town.operator, record("house:disaster-pass", &[("why", "needed"), ("reason", "式典の中止")]), on)
        .await
        .unwrap();
    assert!(town.try_publish(&routine, None).await.is_ok());
    assert!(names_clause(&refusal(town.try_publish(&other, None).await), "HOUSE-24"));
    // Dissolved before it was entered.
    town.pass(120);
    end(&town, Some(town.now() - SignedDuration::from_mins(60))).await;
    assert!(town.try_publish(&other, None).await.is_ok());
    town.finish().await;
}

async fn what_was_scheduled_before_waits_too(town: Town) {
    let routine = cleared(&town, "桜まつりのお知らせ", ROUTINE).await;
    let scheduled = town.publish(&routine, Some(town.now() + SignedDuration::from_mins(60))).await;
    begin(&town).await;
    let before = disaster::standing(&town.app, &town.operator).await.unwrap();
    assert_eq!((before.name.as_str(), posts(&before.coming)), ("台風第10号", vec![routine.post]));
    town.pass(61);
    assert_eq!(town.tick().await.held, 1);
    let id = scheduled.publications[0];
    assert_eq!((town.state(id).await, town.copies("桜まつりのお知らせ")), (S::Held, 0));
    assert_eq!(posts(&disaster::standing(&town.app, &town.operator).await.unwrap().held), [routine.post]);
    // Its end sends nothing: each is looked at and scheduled again, and goes out once.
    town.pass(1);
    end(&town, None).await;
    town.settle(3).await;
    assert_eq!(town.state(id).await, S::Held);
    let version = town.publication(id).await.version;
    town.run(&town.operator, &Reschedule { publication: id, version, at: None, supplies: vec![] }).await.unwrap();
    town.settle(4).await;
    assert_eq!((town.state(id).await, town.copies("桜まつりのお知らせ")), (S::Published, 1));
    town.finish().await;
}

async fn what_was_announced_stays_listed_until_it_is_lifted(town: Town) {
    let earlier = cleared(&town, "訓練の避難指示", DISASTER).await;
    town.publish(&earlier, None).await;
    town.settle(4).await;
    town.pass(60);
    begin(&town).await;
    let order = cleared(&town, "川沿いに避難指示", DISASTER).await;
    town.publish(&order, None).await;
    town.settle(4).await;
    let standing = disaster::standing(&town.app, &town.operator).await.unwrap();
    assert_eq!(posts(&standing.open), [order.post], "what went out before it began is none of it");
    assert!(standing.comments.iter().any(|one| one.account == town.facebook && one.at.is_none()));
    assert!(!standing.deciders.is_empty());
    // It stays when the mode ends: a warning that nobody lifted misleads the longest then.
    town.pass(1);
    end(&town, None).await;
    assert_eq!(posts(&disaster::standing(&town.app, &town.operator).await.unwrap().open), [order.post]);
    let on = Given::Target { post: order.post, account: town.facebook };
    give(&town, &town.operator, record(disaster::CLEAR, &[("how", "防災無線と投稿")]), on).await.unwrap();
    let looked = record(disaster::COMMENTS, &[("found", "なし")]);
    give(&town, &town.operator, looked, Given::Account { account: town.facebook }).await.unwrap();
    let after = disaster::standing(&town.app, &town.operator).await.unwrap();
    assert!(after.open.is_empty());
    assert!(after.comments.iter().any(|one| one.account == town.facebook && one.at.is_some()));
    town.finish().await;
}

/// The colleague is appointed as deputy of the chief, who is away.
async fn away(town: &Town) -> Actor {
    let chart = tatefuda_app::org::chart(&town.app, &town.admin, town.now()).await.unwrap();
    let position = chart.positions.iter().map(|one| one.id).find(|id| *id != town.head).unwrap();
    let appoint = Appoint {
        person: town.colleague.person,
        position,
        kind: AppointmentKind::Concurrent,
        deputy_of: town.chief.capacity,
        deputy_order: 1,
        span: Term::new(town.now(), None),
    };
    let capacity = town.run(&town.admin, &appoint).await.unwrap();
    Actor { capacity: Some(capacity), ..town.colleague.clone() }
}

/// The chief leaves the position, and the operator is appointed to it.
async fn follows(town: &Town) -> Actor {
    let id = town.chief.capacity.expect("appointed");
    town.run(&town.admin, &EndAppointment { id, until: Some(town.now()) }).await.unwrap();
    town.pass(1);
    let appoint = Appoint {
        person: town.operator.person,
        position: town.head,
        kind: AppointmentKind::Concurrent,
        deputy_of: None,
        deputy_order: 0,
        span: Term::new(town.now(), None),
    };
    let capacity = town.run(&town.admin, &appoint).await.unwrap();
    Actor { capacity: Some(capacity), ..town.operator.clone() }
}

/// Sets what the body's rules on acting decisions say.
async fn rules(town: &Town, said: &str) {
    let propose = ProposeSetting {
        document: "ninohe".to_owned(),
        key: "deputies:rp".to_owned(),
        value: said.to_owned(),
        source: "事務決裁規程 第5条".to_owned(),
        note: String::new(),
        effective_from: None,
    };
    let all = |actor: &Actor| {
        let mut actor = actor.clone();
        actor.rights.extend(SystemRight::ALL);
        actor
    };
    let id = town.run(&all(&town.admin), &propose).await.unwrap();
    town.run(&all(&town.chief), &ConfirmSetting { id }).await.unwrap();
}

fn stated(urgent: &str) -> Vec<PostSupply> {
    let fields = [("urgent", urgent), ("ordinary", "yes"), ("reason", "台風の接近")];
    vec![PostSupply { record: record("house:acting", &fields), account: None }]
}

async fn whoever_is_away_is_acted_for_and_looks_at_it_afterwards(town: Town) {
    rules(&town, "urgent-ordinary").await;
    let deputy = away(&town).await;
    let mut content = town.content("避難所を開きました", &[town.facebook]);
    content.category = Some(DISASTER.to_owned());
    let saved = town.run(&town.operator, &post::Draft { content }).await.unwrap();
    let submitted = town.submit(&saved).await;
    // While the chief is there nobody acts.
    assert!(town.run(&deputy, &town.check(&submitted)).await.is_err());
    let span = Term::new(town.now(), None);
    let absence = town.run(&town.admin, &StartAbsence { person: town.chief.person, span }).await.unwrap();
    let refused = refusal(town.run(&deputy, &town.check(&submitted)).await);
    assert!(names_clause(&refused, "HOUSE-23"), "{refused:?}");
    let waits = GiveStep { supplies: stated("no"), ..town.check(&submitted) };
    assert!(names_clause(&refusal(town.run(&deputy, &waits).await), "HOUSE-23"), "what can wait waits");
    let urgent = GiveStep { supplies: stated("yes"), ..town.check(&submitted) };
    let given = town.run(&deputy, &urgent).await.unwrap();
    let view = town.view(&town.operator, saved.post).await;
    assert!(view.steps.iter().all(|step| step.acting), "said to be a deputy's");
    let checked = Saved { version: given.version, ..submitted };
    let out = town.publish(&checked, None).await;
    town.settle(4).await;
    assert_eq!(town.state(out.publications[0]).await, S::Published);

    // The next morning.
    town.pass(600);
    town.run(&town.admin, &EndAbsence { id: absence, until: Some(town.now()) }).await.unwrap();
    let waits = |records: Vec<tatefuda_app::task::view::TodayRecord>| {
        records.into_iter().filter(|one| one.kind == "house:acting-seen").map(|one| one.post.id).collect::<Vec<_>>()
    };
    assert_eq!(waits(today(&town.app, &town.chief).await.unwrap().records), [saved.post]);
    assert!(waits(today(&town.app, &deputy).await.unwrap().records).is_empty(), "nobody else's");
    let on = || Given::Target { post: saved.post, account: town.facebook };
    let seen = || record("house:acting-seen", &[("result", "agreed")]);
    let own = give(&town, &deputy, seen(), on()).await;
    assert!(names_clause(&refusal(own), "HOUSE-23"), "nobody looks at their own act");
    // Whoever held the position leaves it: it falls to whoever comes after them.
    let newcomer = follows(&town).await;
    assert!(waits(today(&town.app, &town.chief).await.unwrap().records).is_empty(), "no longer theirs");
    assert_eq!(waits(today(&town.app, &newcomer).await.unwrap().records), [saved.post]);
    give(&town, &newcomer, seen(), on()).await.unwrap();
    assert!(waits(today(&town.app, &newcomer).await.unwrap().records).is_empty());
    town.finish().await;
}

async fn without_the_bodys_own_rules_nobody_acts(town: Town) {
    rules(&town, "no").await;
    let deputy = away(&town).await;
    let saved = town.submit(&town.draft("お知らせ", &[town.facebook]).await).await;
    let span = Term::new(town.now(), None);
    town.run(&town.admin, &StartAbsence { person: town.chief.person, span }).await.unwrap();
    let refused = refusal(town.run(&deputy, &town.check(&saved)).await);
    assert!(names_clause(&refused, "NNH-6(2)a"), "{refused:?}");
    town.finish().await;
}
