//! Duties to which a text gives no deadline: each time of their event waits with its age until it is answered.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use tatefuda_app::{
    Actor, Failure,
    account::{AccountTexts, Register},
    duty::{self, AnswerDuty, DutyFilter, view::DutyRow},
    noun,
    record::{GiveRecord, Given, Supply},
};
use tatefuda_domain::{AccountId, SystemRight, duty::FoundState};

use crate::{
    on_both,
    support::{World, town},
};

on_both!(each_question_waits_until_it_is_answered_however_long);

const REPLIES: &str = r#"
[[record]]
id = "question"
label = { ja = "問い合わせ", en = "question" }
clause = ["T-1"]
by = ["responsible"]
scope = "account"

[[duty]]
id = "reply"
label = { ja = "返信", en = "reply" }
clause = ["T-1"]
subject = "account"
owner = ["responsible"]
on = ["record:question"]
no_limit = true
answers = ["replied", "not-replied"]
"#;

async fn asked(world: &World, who: &Actor, account: AccountId) {
    let record = Supply { kind: "question".to_owned(), fields: BTreeMap::new(), ..Supply::default() };
    let give = GiveRecord { record, on: Given::Account { account }, shown: None, document: None };
    world.run(who, &give).await.unwrap();
}

async fn waiting(world: &World, who: &Actor) -> Vec<DutyRow> {
    while noun::tend(&world.app, world.a.tenant).await.unwrap() {}
    let page = duty::list(&world.app, who, DutyFilter::default()).await.unwrap();
    page.rows.into_iter().filter(|one| one.item == "reply").collect()
}

fn answer(row: &DutyRow, word: &str) -> AnswerDuty {
    AnswerDuty {
        document: row.document.clone(),
        duty: row.item.clone(),
        instance: row.instance.clone(),
        account: row.account,
        person: None,
        case: None,
        answer: word.to_owned(),
        note: String::new(),
    }
}

async fn each_question_waits_until_it_is_answered_however_long(world: World) {
    let mut source = town();
    source.files.insert("replies.toml".to_owned(), REPLIES.to_owned());
    world.regulate_by(source).await;
    let chief = world.person("chief", world.a.chief, &[SystemRight::ManageAccounts]).await;
    let clerk = world.person("clerk", world.a.clerk, &[]).await;
    let texts = AccountTexts { handle: "mizube".to_owned(), ..AccountTexts::named("町公式", world.a.section) };
    let register = Register { service: "website".parse().unwrap(), texts, running_until: None };
    let account = world.run(&chief, &register).await.unwrap().account;
    asked(&world, &chief, account).await;
    world.clock.advance(SignedDuration::from_hours(24 * 3));
    asked(&world, &chief, account).await;
    let rows = waiting(&world, &chief).await;
    let shown: Vec<_> = rows.iter().map(|one| (one.state, one.due, one.late, one.days)).collect();
    assert_eq!(shown, [(FoundState::Open, None, false, Some(3)), (FoundState::Open, None, false, Some(0))]);
    // Half a year later both are still open, not missed; nobody else has them.
    world.clock.advance(SignedDuration::from_hours(24 * 180));
    let rows = waiting(&world, &chief).await;
    let shown: Vec<_> = rows.iter().map(|one| (one.state, one.days)).collect();
    assert_eq!(shown, [(FoundState::Open, Some(183)), (FoundState::Open, Some(180))]);
    assert!(waiting(&world, &clerk).await.is_empty());
    let refused = world.run(&clerk, &answer(&rows[1], "replied")).await;
    assert!(matches!(refused, Err(Failure::Refused(_))), "{refused:?}");
    world.run(&chief, &answer(&rows[1], "not-replied")).await.unwrap();
    let again = world.run(&chief, &answer(&rows[1], "replied")).await;
    assert!(matches!(again, Err(Failure::State { .. })), "{again:?}");
    let left = waiting(&world, &chief).await;
    assert_eq!(left.iter().map(|one| one.days).collect::<Vec<_>>(), [Some(183)], "the other one still waits");
    world.run(&chief, &answer(&left[0], "replied")).await.unwrap();
    assert!(waiting(&world, &chief).await.is_empty());
    world.finish().await;
}
