//! What the running program opens by itself: by what happens, by an answer to a duty, by its clock; and duties and what is
//! watched, for those whose they are.

use jiff::{SignedDuration, Timestamp};
use tatefuda_app::{
    Actor, Failure, Via,
    account::{AccountTexts, Move},
    case::{CaseFilter, CloseCase, list},
    command::Secret,
    duty::{self, AnswerDuty, DutyFilter, PAGE_MAX, view::DutyRow},
    login::ChangeLogin,
    member::EndPerson,
    noun,
    org::EndAppointment,
};
use tatefuda_domain::{
    AccountId,
    case::CaseState,
    duty::{FoundKind, FoundState},
};

use crate::{
    case_kisarazu::started,
    in_town,
    towns::{Town, not_in_this_state, refused_by, supply},
};

mod kisarazu {
    use super::*;

    in_town!("kisarazu":
        who_leaves_opens_the_change_of_the_logins_that_they_knew,
        a_changed_login_is_shared_and_received,
        a_month_without_a_post_opens_the_suspension,
        a_suspicious_answer_opens_the_problem,
        an_answer_is_its_owners_and_comes_once,
    );
}

mod takanezawa {
    use super::*;

    in_town!("takanezawa": an_account_that_is_not_listed_any_more_is_listed_anew);
}

fn program(town: &Town) -> Actor {
    Actor::program(town.tenant, Via::Cli)
}

/// As the worker does in its rounds, until nothing is left.
async fn tend(town: &Town) {
    while noun::tend(&town.app, town.tenant).await.unwrap() {}
    while noun::tend(&town.app, town.tenant).await.unwrap() {}
}

async fn own(town: &Town, who: &str) -> Vec<DutyRow> {
    duty::list(&town.app, town.who(who), DutyFilter { limit: Some(PAGE_MAX), ..DutyFilter::default() })
        .await
        .unwrap()
        .rows
}

async fn found(town: &Town, who: &str, item: &str) -> Option<DutyRow> {
    own(town, who).await.into_iter().find(|one| one.item == item)
}

/// An official account of the city that its poster keeps.
async fn official(town: &Town) -> AccountId {
    let texts = AccountTexts {
        handle: "city.kisarazu".to_owned(),
        url: "https://www.facebook.com/city.kisarazu".to_owned(),
        class: Some("official".to_owned()),
        mail: Some("promo@city.example.lg.jp".to_owned()),
        mail_personal: Some(false),
        ..AccountTexts::named("木更津市", town.sections["promo"])
    };
    town.register("matsumoto", "facebook", texts).await.account
}

fn login(account: AccountId, password: &str) -> ChangeLogin {
    ChangeLogin { account, password: Secret::new(password), supplies: vec![] }
}

async fn who_leaves_opens_the_change_of_the_logins_that_they_knew(town: Town) {
    let (related, _) = started(&town).await;
    let official = official(&town).await;
    let leaver = town.person("ueda");
    // What was stated in this very moment is known from the next on.
    town.clock.advance(SignedDuration::from_mins(1));
    town.run(&program(&town), &EndPerson { id: leaver, version: 1 }).await.unwrap();
    assert!(town.running(official).await.is_empty(), "that login they never knew");
    let case = town.running(related).await["leaver"];
    let opened = town.case(case).await;
    assert_eq!(opened.origin.as_deref(), Some("member.left"));
    // It is done by changing the password, not by ticking it off; and it is the section's own (KSZ-11(3)).
    town.clock.advance(SignedDuration::from_mins(1));
    refused_by(town.step("matsumoto", case, "rotated", vec![]).await, "KSZ-7(2)b");
    refused_by(town.step("noguchi", case, "rotated", vec![]).await, "KSZ-7(2)b");
    refused_by(town.run(town.who("matsumoto"), &login(related, "kamito-4827-sanuke")).await, "KSZ-7(3)");
    refused_by(town.run(town.who("noguchi"), &login(related, "kurenai")).await, "KSZ-7(1)a");
    town.run(town.who("noguchi"), &login(related, "kamito-4827-sanuke")).await.unwrap();
    town.step("noguchi", case, "rotated", vec![]).await.unwrap();
}

async fn a_changed_login_is_shared_and_received(town: Town) {
    let account = official(&town).await;
    refused_by(town.run(town.who("hara"), &login(account, "kamito-4827-sanuke")).await, "KSZ-7(3)");
    town.run(town.who("matsumoto"), &login(account, "kamito-4827-sanuke")).await.unwrap();
    let case = town.running(account).await["share-login"];
    assert_eq!(town.case(case).await.origin.as_deref(), Some("credential.rotated"));
    town.wrote(&["login.change"]).await;
    // A second change while it is shared is a part of the same.
    town.run(town.who("matsumoto"), &login(account, "kamito-4827-sanuka")).await.unwrap();
    assert_eq!(town.running(account).await.len(), 1);
    // Whoever is moved away could know it too, where the city counts that.
    let capacity = town.who("hara").capacity.unwrap();
    let until: Timestamp = town.app.env.now();
    town.run(&program(&town), &EndAppointment { id: capacity, until: Some(until) }).await.unwrap();
}

async fn a_month_without_a_post_opens_the_suspension(town: Town) {
    let (account, _) = started(&town).await;
    tend(&town).await;
    assert!(!town.running(account).await.contains_key("suspension"));
    town.clock.advance(SignedDuration::from_hours(24 * 31));
    tend(&town).await;
    let case = town.running(account).await["suspension"];
    let opened = town.case(case).await;
    assert!(opened.origin.as_deref().unwrap().starts_with("idle@"), "{:?}", opened.origin);
    assert!(opened.row.opened_by.is_none(), "the program opened it");
    town.wrote(&["duty.begin"]).await;
    // Once: neither in later rounds nor on the next day.
    tend(&town).await;
    town.clock.advance(SignedDuration::from_hours(24));
    tend(&town).await;
    let filter = CaseFilter { account: Some(account), procedure: Some("suspension".into()), ..CaseFilter::default() };
    assert_eq!(list(&town.app, &program(&town), filter).await.unwrap().rows.len(), 1);
    // Whose turn it is sees it among what waits.
    let today = tatefuda_app::task::today(&town.app, town.who("matsumoto")).await.unwrap();
    assert!(today.cases.iter().any(|turn| turn.case == case && turn.step == "decide"), "{:?}", today.cases);
}

async fn a_suspicious_answer_opens_the_problem(town: Town) {
    let (account, _) = started(&town).await;
    tend(&town).await;
    let row = found(&town, "noguchi", "daily-check").await.unwrap();
    assert_eq!((row.kind, row.state, row.account), (FoundKind::Duty, FoundState::Open, Some(account)));
    let answer = answer(&row, "suspicious");
    let done = town.run(town.who("noguchi"), &answer).await.unwrap();
    town.wrote(&["duty.answer"]).await;
    let case = town.case(done.opened.unwrap()).await;
    assert_eq!((case.row.procedure.as_str(), case.row.account), ("related-problem", Some(account)));
    assert!(case.detected_at.is_some());
    assert_eq!(case.row.state, CaseState::Running);
    assert!(found(&town, "noguchi", "daily-check").await.is_none(), "it is answered");
    // What happened to it goes on as any other problem.
    let version = case.row.version;
    refused_by(town.run(town.who("matsumoto"), &CloseCase { case: case.row.id, version }).await, "KSZ-P2-1");
    let said = supply("problem-report", &[("what", "不審な投稿"), ("when", "9時")]);
    town.step("ueda", case.row.id, "report", vec![said]).await.unwrap();
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

async fn an_answer_is_its_owners_and_comes_once(town: Town) {
    started(&town).await;
    tend(&town).await;
    assert!(found(&town, "matsumoto", "daily-check").await.is_none(), "it is another's");
    let row = found(&town, "noguchi", "daily-check").await.unwrap();
    refused_by(town.run(town.who("ueda"), &answer(&row, "ok")).await, "KSZ-11(5-2)");
    let wrong = town.run(town.who("noguchi"), &answer(&row, "fine")).await;
    assert!(matches!(wrong, Err(Failure::Invalid(_))), "{wrong:?}");
    let no_such = AnswerDuty { instance: "2020-01-01".to_owned(), ..answer(&row, "ok") };
    let no_such = town.run(town.who("noguchi"), &no_such).await;
    assert!(matches!(no_such, Err(Failure::Invalid(_))), "{no_such:?}");
    town.run(town.who("noguchi"), &answer(&row, "ok")).await.unwrap();
    not_in_this_state(town.run(town.who("noguchi"), &answer(&row, "ok")).await, "duty-answered");
    // What nobody answered is missed, and those whom the text names are told.
    town.clock.advance(SignedDuration::from_hours(48));
    tend(&town).await;
    let missed = found(&town, "matsumoto", "daily-check").await.unwrap();
    assert_eq!(missed.state, FoundState::Missed);
}

async fn an_account_that_is_not_listed_any_more_is_listed_anew(town: Town) {
    let texts = AccountTexts {
        handle: "@takanezawa_town".to_owned(),
        url: "https://www.instagram.com/takanezawa_town/".to_owned(),
        purpose: "町の魅力と暮らしの情報を写真で知らせる".to_owned(),
        ..AccountTexts::named("高根沢町", town.sections["kikaku"])
    };
    let account = town.register("kacho", "instagram", texts).await.account;
    let on = tatefuda_app::record::Given::Account { account };
    let listed = [("page", "https://www.town.example.jp/practice/sns/"), ("shown", "yes")];
    town.give("kacho", on.clone(), "listing-verified", &listed).await.unwrap();
    let kept =
        [("keeper", "@kacho"), ("holders", "企画課主事（木村）"), ("place", "sealed"), ("changed", "2026-04-01")];
    town.give("kacho", on, "credential-custody", &kept).await.unwrap();
    town.moves("kacho", account, Move::Start).await.unwrap();
    tend(&town).await;
    let row = found(&town, "kacho", "listing-check").await.unwrap();
    refused_by(town.run(town.who("tanto"), &answer(&row, "missing")).await, "TKN-5(2)①");
    town.run(town.who("kacho"), &answer(&row, "missing")).await.unwrap();
    let case = town.running(account).await["relisting"];
    town.clock.advance(SignedDuration::from_mins(1));
    let done = town.step("kacho", case, "relist", vec![supply("listing-verified", &listed)]).await.unwrap();
    assert!(done.closed);
}
