//! 木更津市: a city-related account is applied for and approved, and problems go up and down both chains.

use tatefuda_app::{
    Failure,
    account::{AccountTexts, Move, Registered},
    case::{CloseCase, ReportIncident},
};
use tatefuda_domain::{AccountId, AccountState, CaseId, case::CaseState};

use crate::{
    in_town,
    towns::{Town, not_in_this_state, refused_by, supply},
};

in_town!("kisarazu":
    a_related_account_begins_by_application_and_approval,
    a_problem_goes_up_and_comes_down_again,
    a_problem_of_an_official_account_is_the_managers,
);

fn texts(town: &Town) -> AccountTexts {
    AccountTexts {
        handle: "kanko.example".to_owned(),
        url: "https://www.instagram.com/kanko.example".to_owned(),
        purpose: "観光の魅力を伝える".to_owned(),
        class: Some("related".to_owned()),
        mail: Some("kanko@city.example.lg.jp".to_owned()),
        mail_personal: Some(false),
        ..AccountTexts::named("きさらづ観光", town.sections["kanko"])
    }
}

fn application() -> Vec<tatefuda_app::record::Supply> {
    let said = [
        ("service", "instagram"),
        ("name", "きさらづ観光"),
        ("handle", "kanko.example"),
        ("purpose", "観光の魅力を伝える"),
        ("contents", "催しと観光"),
        ("responsible", "@noguchi"),
        ("mail", "kanko@city.example.lg.jp"),
    ];
    vec![supply("opening-application", &said)]
}

pub async fn started(town: &Town) -> (AccountId, CaseId) {
    // Whose act it is depends on the class, and who keeps the ledger is none of them.
    for other in ["kubo", "matsumoto", "okabe"] {
        refused_by(town.opens(other, "instagram", texts(town)).await, "KSZ-11-0");
    }
    let Registered { account, .. } = town.register("noguchi", "instagram", texts(town)).await;
    // It is not on the list of the official ones, and without the procedure it does not begin.
    refused_by(town.moves("noguchi", account, Move::Start).await, "KSZ-11-0");
    refused_by(town.open("matsumoto", "opening", Some(account)).await, "KSZ-11-0");
    let case = town.open("noguchi", "opening", Some(account)).await.unwrap().case;
    refused_by(town.step("okabe", case, "apply", application()).await, "KSZ-11(1)");
    let yes = || vec![supply("opening-approval", &[("approved", "yes")])];
    refused_by(town.step("matsumoto", case, "approve", yes()).await, "KSZ-11(2)");
    town.step("noguchi", case, "apply", application()).await.unwrap();
    let chosen = supply("operator-selection", &[("person", "@ueda"), ("from", "2026-11-02")]);
    town.step("noguchi", case, "select", vec![chosen]).await.unwrap();
    refused_by(town.step("noguchi", case, "approve", yes()).await, "KSZ-11(1)");
    refused_by(town.moves("noguchi", account, Move::Start).await, "KSZ-11(1)");
    town.step("matsumoto", case, "approve", yes()).await.unwrap();
    town.moves("noguchi", account, Move::Start).await.unwrap();
    (account, case)
}

async fn a_related_account_begins_by_application_and_approval(town: Town) {
    let (account, case) = started(&town).await;
    assert_eq!(town.account(account).await.0, AccountState::Active);
    assert_eq!(town.case(case).await.row.state, CaseState::Closed);
    // Suspension: decided first, then done; and the case ends by the manager's last step.
    let suspension = town.open("matsumoto", "suspension", Some(account)).await.unwrap().case;
    refused_by(town.moves("matsumoto", account, Move::Suspend).await, "KSZ-11(7)-0");
    let decided = [("ground", "KSZ-11(7)③"), ("applies", "yes"), ("reason", "目的から外れている")];
    town.step("matsumoto", suspension, "decide", vec![supply("suspension-decision", &decided)]).await.unwrap();
    refused_by(town.step("matsumoto", suspension, "finish", vec![]).await, "KSZ-11(7)-0");
    town.moves("matsumoto", account, Move::Suspend).await.unwrap();
    let done = town.step("matsumoto", suspension, "finish", vec![]).await.unwrap();
    assert!(done.closed);
}

fn problem(account: AccountId) -> ReportIncident {
    ReportIncident {
        account: Some(account),
        title: "誤った催しの日付".to_owned(),
        detected_at: None,
        reported_at: None,
        posts: vec![],
    }
}

async fn a_problem_goes_up_and_comes_down_again(town: Town) {
    let (account, _) = started(&town).await;
    let case = town.run(town.who("ueda"), &problem(account)).await.unwrap().case;
    let found = town.case(case).await;
    assert_eq!(found.row.procedure, "related-problem", "the text says which of the two chains it is");
    assert_eq!(found.origin.as_deref(), Some("incident.opened"));
    town.wrote(&["case.report"]).await;
    let step = async |who: &str, step: &str, kind: &str, pairs: &[(&str, &str)]| {
        town.step(who, case, step, vec![supply(kind, pairs)]).await
    };
    let instructed = [("content", "訂正を投稿する")];
    refused_by(step("matsumoto", "instruct", "instruction", &instructed).await, "KSZ-P2-3");
    let reported = [("what", "日付の誤り"), ("when", "9時")];
    refused_by(step("noguchi", "report", "problem-report", &reported).await, "KSZ-P2-1");
    step("ueda", "report", "problem-report", &reported).await.unwrap();
    let passed = [("what", "日付の誤り"), ("asked", "対応の指示")];
    refused_by(step("ueda", "pass-on", "accident-report", &passed).await, "KSZ-P2-2");
    step("noguchi", "pass-on", "accident-report", &passed).await.unwrap();
    let dealt = [("measures", "訂正した")];
    refused_by(step("noguchi", "deal", "related-handling", &dealt).await, "KSZ-P2-4");
    step("matsumoto", "instruct", "instruction", &instructed).await.unwrap();
    let version = town.case(case).await.row.version;
    refused_by(town.run(town.who("matsumoto"), &CloseCase { case, version }).await, "KSZ-P2-4");
    step("noguchi", "deal", "related-handling", &dealt).await.unwrap();
    // Nothing is left to do, but it is closed by an act of its own.
    let found = town.case(case).await;
    assert_eq!((found.row.state, found.row.done), (CaseState::Running, 4));
    let close = CloseCase { case, version: found.row.version };
    town.run(town.who("noguchi"), &close).await.unwrap();
    assert_eq!(town.case(case).await.row.state, CaseState::Closed);
    not_in_this_state(
        town.run(town.who("noguchi"), &CloseCase { version: close.version + 1, ..close }).await,
        "case-closed",
    );
}

async fn a_problem_of_an_official_account_is_the_managers(town: Town) {
    let texts = AccountTexts {
        handle: "city.kisarazu".to_owned(),
        url: "https://www.facebook.com/city.kisarazu".to_owned(),
        class: Some("official".to_owned()),
        mail: Some("promo@city.example.lg.jp".to_owned()),
        mail_personal: Some(false),
        ..AccountTexts::named("木更津市", town.sections["promo"])
    };
    let own = AccountTexts {
        mail: Some("matsumoto@city.example.lg.jp".to_owned()),
        mail_personal: Some(true),
        ..texts.clone()
    };
    refused_by(town.opens("matsumoto", "facebook", own).await, "KSZ-7(5)");
    let unlisted = AccountTexts { handle: "kisarazu.new".to_owned(), ..texts.clone() };
    refused_by(town.opens("matsumoto", "facebook", unlisted).await, "KSZ-3-0");
    refused_by(town.opens("noguchi", "facebook", texts.clone()).await, "KSZ-4");
    let none = AccountTexts { class: None, ..texts.clone() };
    refused_by(town.opens("matsumoto", "facebook", none).await, "KSZ-3-0");
    assert!(town.ledger().await.is_empty(), "what was refused stands nowhere");
    // What ran before, and a service of which the text does not speak, is for whoever keeps the ledger.
    let elsewhere = AccountTexts::named("木更津市のブログ", town.sections["promo"]);
    assert!(matches!(town.opens("matsumoto", "note", elsewhere.clone()).await, Err(Failure::Forbidden(_))));
    town.register("kubo", "note", elsewhere).await;
    let account = town.register("matsumoto", "facebook", texts).await.account;
    let case = town.run(town.who("hara"), &problem(account)).await.unwrap().case;
    assert_eq!(town.case(case).await.row.procedure, "official-problem");
    let reported = || vec![supply("problem-report", &[("what", "誤り"), ("when", "9時")])];
    let dealt = || vec![supply("official-handling", &[("measures", "削除した")])];
    refused_by(town.step("hara", case, "deal", dealt()).await, "KSZ-P1-2");
    refused_by(town.step("matsumoto", case, "deal", dealt()).await, "KSZ-P1-1");
    town.step("hara", case, "report", reported()).await.unwrap();
    // Not before it was dealt with, and not by somebody who has no part in it.
    let close = async |who: &str| {
        let version = town.case(case).await.row.version;
        town.run(town.who(who), &CloseCase { case, version }).await
    };
    refused_by(close("matsumoto").await, "KSZ-P1-2");
    refused_by(town.step("hara", case, "deal", dealt()).await, "KSZ-P1-2");
    town.step("matsumoto", case, "deal", dealt()).await.unwrap();
    close("matsumoto").await.unwrap();
    assert_eq!(town.case(case).await.row.state, CaseState::Closed);
    not_in_this_state(close("matsumoto").await, "case-closed");
    // A thing of which the text knows no procedure that begins by itself is none that is reported so.
    let nothing =
        ReportIncident {
            account: None, title: "不明".to_owned(), detected_at: None, reported_at: None, posts: vec![]
        };
    let refused = town.run(town.who("hara"), &nothing).await;
    assert!(matches!(&refused, Err(Failure::State { .. } | Failure::Refused(_))), "{refused:?}");
}
