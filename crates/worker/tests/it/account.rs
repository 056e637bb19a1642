//! The ledger, and what an account's state means for a post.

use tatefuda_app::{
    Failure, Forbidden,
    account::{self, AccountTexts, Change, ChangeState, Connect, Move, Register},
    command::Secret,
    publication::Cancel,
};
use tatefuda_domain::{AccountState, SystemRight, publication::PublicationState as S};

use crate::{
    on_both,
    support::{PAGE, Town, names_clause, refusal, state_key},
};

on_both!(
    a_new_account_starts_only_as_the_regulation_says,
    one_page_is_registered_once,
    after_its_transition_an_account_is_held,
    a_suspended_account_is_held_and_runs_again,
    the_public_sees_what_is_listed,
    only_those_with_the_right_change_the_ledger,
    where_the_text_names_nobody_the_right_decides_who_moves_an_account,
);

fn texts(town: &Town, name: &str) -> AccountTexts {
    AccountTexts { listed: true, ..AccountTexts::named(name, town.section) }
}

fn new(town: &Town) -> Register {
    Register { service: "facebook".parse().unwrap(), texts: texts(town, "新しいページ"), running_until: None }
}

fn to(account: tatefuda_domain::AccountId, version: i64, to: Move) -> ChangeState {
    ChangeState { account, version, to, supplies: vec![] }
}

async fn a_new_account_starts_only_as_the_regulation_says(town: Town) {
    let made = town.run(&town.admin, &new(&town)).await.unwrap();
    let answer = refusal(town.run(&town.admin, &to(made.account, 1, Move::Start)).await);
    assert!(names_clause(&answer, "NNH-5(1)"));
    let content = town.content("まだ始めていない", &[made.account]);
    let saved = town.run(&town.operator, &tatefuda_app::post::Draft { content }).await.unwrap();
    let submit = tatefuda_app::post::Submit { post: saved.post, version: 1, supplies: Town::declaration() };
    assert!(names_clause(&refusal(town.run(&town.operator, &submit).await), "HOUSE-17"));
    town.finish().await;
}

async fn one_page_is_registered_once(town: Town) {
    let mut second = new(&town);
    second.texts.external_id = Some(PAGE.to_owned());
    let taken = town.run(&town.admin, &second).await;
    let Err(Failure::Invalid(errors)) = taken else { panic!("{taken:?}") };
    assert_eq!((errors[0].field.as_str(), errors[0].key.as_str()), ("external_id", "taken"));
    town.finish().await;
}

async fn after_its_transition_an_account_is_held(town: Town) {
    let view = account::find(&town.app, &town.admin, town.facebook).await.unwrap();
    assert_eq!(view.state, AccountState::Transition);
    let at = view.transition_until.unwrap() + jiff::SignedDuration::from_hours(1);
    let saved = town.cleared("一年後の投稿", &[town.facebook]).await;
    assert!(names_clause(&refusal(town.try_publish(&saved, Some(at)).await), "HOUSE-17"));
    town.publish(&saved, Some(at - jiff::SignedDuration::from_hours(2))).await;
    town.finish().await;
}

async fn a_suspended_account_is_held_and_runs_again(town: Town) {
    let id = town.scheduled("停止の前に予約").await;
    let suspended = town.run(&town.admin, &to(town.facebook, 1, Move::Suspend)).await.unwrap();
    town.tick().await;
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("regulation")));
    let again = town.run(&town.admin, &to(town.facebook, suspended.version, Move::Suspend)).await;
    assert_eq!(state_key(again), "account-suspended");
    town.run(&town.operator, &Cancel { publication: id }).await.unwrap();
    town.finish().await;
}

async fn the_public_sees_what_is_listed(town: Town) {
    town.run(&town.admin, &new(&town)).await.unwrap();
    let mut hidden = new(&town);
    hidden.texts.listed = false;
    hidden.running_until = Some(town.now() + jiff::SignedDuration::from_hours(1));
    town.run(&town.admin, &hidden).await.unwrap();
    town.run(&town.admin, &to(town.youtube, 1, Move::Close)).await.unwrap();
    let listing = account::public_listing(&town.app, town.tenant).await.unwrap();
    let services = |list: &[account::PublicAccount]| -> Vec<String> {
        let mut services: Vec<String> = list.iter().map(|one| one.service.to_string()).collect();
        services.sort();
        services
    };
    assert_eq!(services(&listing.running), ["facebook", "facebook", "website"]);
    assert_eq!(services(&listing.ended), ["youtube"]);
    assert_eq!(listing.running[0].section_name.ja, "情報管理室");
    town.finish().await;
}

async fn only_those_with_the_right_change_the_ledger(town: Town) {
    let change = Change { account: town.facebook, version: 1, texts: texts(&town, "別名"), supplies: vec![] };
    let connect = Connect::new(town.facebook, Secret::new("stolen"), None);
    assert!(matches!(town.run(&town.operator, &new(&town)).await, Err(Failure::Forbidden(_))));
    assert!(matches!(town.run(&town.operator, &change).await, Err(Failure::Forbidden(_))));
    assert!(matches!(town.run(&town.operator, &connect).await, Err(Failure::Forbidden(_))));
    town.run(&town.admin, &change).await.unwrap();
    assert!(matches!(town.run(&town.admin, &change).await, Err(Failure::Conflict { seen: 1, current: 2 })));
    town.finish().await;
}

async fn where_the_text_names_nobody_the_right_decides_who_moves_an_account(town: Town) {
    for person in [&town.operator, &town.chief] {
        for act in [Move::Start, Move::Suspend, Move::Close, Move::Delete] {
            let refused = town.run(person, &to(town.facebook, 1, act)).await;
            let right = Forbidden::Right(SystemRight::ManageAccounts);
            assert!(matches!(&refused, Err(Failure::Forbidden(why)) if *why == right), "{act:?}: {refused:?}");
        }
        let offers = account::offers(&town.app, person, town.facebook).await.unwrap();
        assert!(offers.iter().all(|offer| offer.lacks == Some(SystemRight::ManageAccounts)));
    }
    assert_eq!(account::find(&town.app, &town.admin, town.facebook).await.unwrap().state, AccountState::Transition);
    let offers = account::offers(&town.app, &town.admin, town.facebook).await.unwrap();
    let moves: Vec<Move> = offers.iter().map(|offer| offer.to).collect();
    assert_eq!(moves, [Move::Start, Move::Suspend, Move::Close], "what runs is not deleted at once");
    assert!(offers.iter().all(|offer| offer.lacks.is_none()));
    town.finish().await;
}
