//! 高根沢: the account of its text from a published post over its suspension to its end. The text has no procedure of opening and
//! none of suspending (the silence is cited); what it asks before the account runs is asked when it runs again.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use tatefuda_app::{
    Failure,
    account::{self, AccountTexts, Change, ChangeState, Move, Registered},
    case::{self, DoStep, OpenCase, Stepped},
    post::{Content, Draft, Saved, Submit},
    record::{GiveRecord, Given, Supply},
};
use tatefuda_domain::{AccountState, CaseId, case::CaseState, publication::PublicationState as S};

use super::{declared, published_by_hand};
use crate::support::{TAKANEZAWA, Town, names_clause, refusal};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite() {
    from_its_post_to_its_end(Town::sqlite_of(&TAKANEZAWA).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres() {
    if let Some(town) = Town::postgres_of(&TAKANEZAWA).await {
        from_its_post_to_its_end(town).await;
    }
}

async fn moves(town: &Town, who: &tatefuda_app::Actor, to: Move) -> Result<Registered, Failure> {
    let version = account::find(&town.app, &town.admin, town.youtube).await.unwrap().version;
    town.run(who, &ChangeState { account: town.youtube, version, to, supplies: vec![] }).await
}

fn said(kind: &str, pairs: &[(&str, &str)]) -> Supply {
    let fields: BTreeMap<String, String> =
        pairs.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect();
    Supply { kind: kind.to_owned(), fields, ..Supply::default() }
}

async fn step(
    town: &Town,
    who: &tatefuda_app::Actor,
    case: CaseId,
    step: &str,
    supplies: Vec<Supply>,
) -> Result<Stepped, Failure> {
    let version = case::find(&town.app, &town.admin, case).await.unwrap().row.version;
    town.run(who, &DoStep { case, version, step: step.to_owned(), supplies }).await
}

/// A further post, passed on.
async fn next(town: &Town, content: &Content, text: &str) -> Saved {
    let content = Content { text: text.to_owned(), ..content.clone() };
    let saved = town.run(&town.operator, &Draft { content }).await.unwrap();
    let submit = Submit { post: saved.post, version: saved.version, supplies: declared() };
    town.run(&town.operator, &submit).await.unwrap()
}

async fn from_its_post_to_its_end(town: Town) {
    let content = published_by_hand(&town).await;
    let saved = next(&town, &content, "あすの夏まつりは予定どおりです").await;
    let tomorrow = town.now() + SignedDuration::from_hours(24);
    let planned = town.publish(&saved, Some(tomorrow)).await.publications[0];

    // Whoever posts does not suspend; the responsible person does, and the silence of the text is said.
    assert!(names_clause(&refusal(moves(&town, &town.operator, Move::Suspend).await), "TKN-3a"));
    moves(&town, &town.chief, Move::Suspend).await.unwrap();
    // What was scheduled stops at its time, and nothing new goes out.
    town.pass(24 * 60);
    assert_eq!(town.tick().await.offered, 0);
    let held = town.publication(planned).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("regulation")));
    let refused = next(&town, &content, "停止中の投稿").await;
    assert!(matches!(town.try_publish(&refused, None).await, Err(Failure::Refused(_))));

    // It runs again with everything that the text asks before an account runs, and by the one whose it is.
    let start = refusal(moves(&town, &town.chief, Move::Start).await);
    assert!(names_clause(&start, "TKN-5(2)①") && names_clause(&start, "TKN-5(1)a"), "{start:?}");
    let keeper = town.chief.person.to_string();
    for record in [
        said("listing-verified", &[("page", "https://www.town.example.lg.jp/sns/"), ("shown", "yes")]),
        said("credential-custody", &[("keeper", keeper.as_str()), ("place", "sealed"), ("changed", "2026-01-05")]),
    ] {
        let on = Given::Account { account: town.youtube };
        let give = GiveRecord { record, on, shown: None, document: None };
        assert!(matches!(town.run(&town.operator, &give).await, Err(Failure::Refused(_))));
        town.run(&town.chief, &give).await.unwrap();
    }
    assert!(names_clause(&refusal(moves(&town, &town.operator, Move::Start).await), "TKN-3a"));
    let found = account::find(&town.app, &town.admin, town.youtube).await.unwrap();
    let texts = AccountTexts {
        handle: found.handle.clone(),
        url: "https://www.instagram.com/takanezawa_town/".to_owned(),
        ..AccountTexts::named(&found.name, town.section)
    };
    let change = Change { account: town.youtube, version: found.version, texts, supplies: vec![] };
    town.run(&town.chief, &change).await.unwrap();
    moves(&town, &town.chief, Move::Start).await.unwrap();

    // Its end: opened, decided and done by the responsible person, in that order.
    let open = OpenCase {
        procedure: "ending".to_owned(),
        account: Some(town.youtube),
        person: None,
        title: String::new(),
        detected_at: None,
        reported_at: None,
        posts: vec![],
        document: None,
    };
    assert!(names_clause(&refusal(moves(&town, &town.chief, Move::Close).await), "TKN-5(2)②"));
    assert!(names_clause(&refusal(town.run(&town.operator, &open).await), "TKN-5(2)②"));
    let ending = town.run(&town.chief, &open).await.unwrap().case;
    let decided = || vec![said("closing-decision", &[("last-day", "2026-12-31"), ("reason", "広報紙に集める")])];
    assert!(names_clause(&refusal(moves(&town, &town.chief, Move::Close).await), "TKN-5(2)②"));
    assert!(names_clause(&refusal(step(&town, &town.operator, ending, "decide", decided()).await), "TKN-5(2)②"));
    step(&town, &town.chief, ending, "decide", decided()).await.unwrap();
    assert!(matches!(moves(&town, &town.operator, Move::Close).await, Err(Failure::Refused(_))));
    moves(&town, &town.chief, Move::Close).await.unwrap();
    let found = case::find(&town.app, &town.admin, ending).await.unwrap();
    assert_eq!((found.row.state, found.row.done), (CaseState::Closed, 2));
    let over = account::find(&town.app, &town.admin, town.youtube).await.unwrap();
    assert_eq!(over.state, AccountState::Closed);
    // The account is kept: it is not deleted without a reason on record.
    assert!(names_clause(&refusal(moves(&town, &town.chief, Move::Delete).await), "TKN-5(2)②"));
    let late = next(&town, &content, "終わった後の投稿").await;
    assert!(matches!(town.try_publish(&late, None).await, Err(Failure::Refused(_))));
    town.finish().await;
}
