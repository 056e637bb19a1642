//! 美里: the four troubles of the text and a post that misled, each from its report to its closing, on screen and by the interface,
//! with what is tried out of its order and by others than those whose it is. (The chains of 木更津 beside it.)

use axum::http::Method;
use serde_json::json;
use tatefuda_app::account::{AccountTexts, Register};
use tatefuda_domain::{AccountId, CaseId, case::CaseState};

use crate::{
    hall::{Act, Hall, Said},
    towns::Town,
};

mod misato {
    use super::{a_hijack, a_post_that_misled, a_rumour, a_storm, an_impersonation};

    crate::in_town!("misato": an_impersonation, a_hijack, a_storm, a_rumour, a_post_that_misled);
}

mod kisarazu {
    use super::{a_problem_of_a_related_account, a_problem_of_an_official_account};

    crate::in_town!("kisarazu": a_problem_of_an_official_account, a_problem_of_a_related_account);
}

const SHOT: &[u8] = b"\x89PNG\r\n\x1a\nthe screen as it was";

/// An account that runs, and what somebody reports of it on screen.
async fn reported(town: Town, slug: &'static str, procedure: &'static str) -> (Hall, AccountId, CaseId) {
    let mut hall = Hall::of(town, slug);
    let account = running(&hall, "joho", "facebook", AccountTexts::named("美里町", hall.town.sections["kikaku"])).await;
    hall.does("zeimu", Act::Opens(procedure, account)).await;
    let case = hall.case(procedure, account).await;
    (hall, account, case)
}

async fn running(hall: &Hall, keeper: &str, service: &str, texts: AccountTexts) -> AccountId {
    let running_until = Some(hall.town.now() + jiff::SignedDuration::from_hours(24 * 100));
    let register = Register { service: service.parse().unwrap(), texts, running_until };
    hall.town.run(hall.town.who(keeper), &register).await.unwrap().account
}

async fn ended(hall: &mut Hall, who: &str, case: CaseId) {
    hall.does(who, Act::Closes(case)).await;
    assert_eq!(hall.town.case(case).await.row.state, CaseState::Closed);
    hall.not_now(who, Act::Closes(case)).await;
}

async fn an_impersonation(town: Town) {
    let (mut hall, _, case) = reported(town, "misato", "impersonation").await;
    let step = |id: &'static str, said: Said<'static>| Act::Steps(case, id, vec![said]);
    let decided: Said<'_> = ("impersonation-warning-decision", &[("warn", "no"), ("reason", "すぐに消された")]);
    hall.refused("fukucho", step("warn", decided), "MST-9(1)a").await;
    let told: Said<'_> = ("impersonation-report", &[("what", "町を名のる偽のアカウント")]);
    hall.refused("zeimu", step("report", told), "MST-9(1)a").await;
    hall.does("tanto", step("report", told)).await;
    hall.refused("kacho", step("warn", decided), "MST-9(1)b").await;
    hall.does("fukucho", step("warn", decided)).await;
    hall.refused("kacho", Act::Closes(case), "MST-9(1)a").await;
    let shot = hall.file("tanto", case, "request", "画面.png", SHOT).await;
    let asked = [("requested_on", "2026-11-02"), ("capture", shot.as_str())];
    let asked = || Act::Steps(case, "request", vec![("removal-request", &asked)]);
    hall.refused("zeimu", asked(), "MST-9(1)a").await;
    hall.does("tanto", asked()).await;
    ended(&mut hall, "kacho", case).await;
}

async fn a_hijack(town: Town) {
    let (mut hall, account, case) = reported(town, "misato", "hijack").await;
    let step = |id: &'static str, said: Said<'static>| Act::Steps(case, id, vec![said]);
    let changed: Said<'_> = ("password-changed", &[("sessions", "yes")]);
    hall.town.clock.advance(jiff::SignedDuration::from_mins(5));
    // What was not changed since the discovery was not changed.
    hall.refused("tanto", step("password", changed), "MST-9(2)a-i").await;
    let login = json!({ "password": "Hoshizora-7713-mikan" });
    let page = hall.call("tanto", Method::POST, &format!("/api/v1/accounts/{account}/login"), None, login).await;
    assert!(page.status.is_success(), "{}", page.body);
    hall.town.clock.advance(jiff::SignedDuration::from_mins(5));
    hall.refused("zeimu", step("password", changed), "MST-9(2)a-i").await;
    hall.does("tanto", step("password", changed)).await;
    let removed: Said<'_> = ("posts-removed", &[("done", "yes")]);
    hall.refused("kacho", step("remove", removed), "MST-9(2)a-ii").await;
    let shot = hall.file("tanto", case, "compare", "一覧.png", SHOT).await;
    let listed = [("since", "2026-11-01"), ("number", "1"), ("capture", shot.as_str())];
    hall.does("tanto", Act::Steps(case, "compare", vec![("unknown-posts", &listed)])).await;
    hall.does("kacho", step("remove", removed)).await;
    // Both officers, each for themselves.
    let acknowledge = || Act::Steps(case, "acknowledge", vec![]);
    hall.refused("fukucho", acknowledge(), "MST-9(2)a-iii").await;
    hall.does("tanto", step("report", ("hijack-report", &[("what", "覚えのない投稿")]))).await;
    hall.refused("kacho", acknowledge(), "MST-9(2)a-iii").await;
    hall.does("joho", acknowledge()).await;
    hall.refused("joho", acknowledge(), "MST-9(2)a-iii").await;
    hall.refused("kacho", Act::Closes(case), "MST-9(2)a-iii").await;
    hall.does("fukucho", acknowledge()).await;
    let decided: Said<'_> = ("hijack-warning-decision", &[("warn", "no"), ("reason", "投稿は数分で消した")]);
    hall.refused("joho", step("warn", decided), "MST-9(2)b").await;
    hall.does("fukucho", step("warn", decided)).await;
    let scan: Said<'_> = (
        "full-scan",
        &[("device", "PC-1"), ("tool", "標準"), ("extent", "full"), ("result", "clean"), ("finished", "10時")],
    );
    hall.refused("tanto", step("scan", scan), "MST-9(2)c").await;
    hall.does("joho", step("scan", scan)).await;
    ended(&mut hall, "kacho", case).await;
}

async fn a_storm(town: Town) {
    let (mut hall, _, case) = reported(town, "misato", "storm").await;
    let step = |id: &'static str, said: Said<'static>| Act::Steps(case, id, vec![said]);
    let judged: Said<'_> = ("statement-decision", &[("needed", "yes"), ("reason", "事実と違う説明をした")]);
    let held: Said<'_> = ("holding-statement", &[("how", "told"), ("text", "確認に時間を要します")]);
    let settled: Said<'_> = ("storm-settled", &[("note", "批判が収まった")]);
    hall.refused("kacho", step("judge", judged), "MST-9(3)a").await;
    let report: Said<'_> = ("storm-report", &[("what", "批判が集まっている")]);
    hall.refused("zeimu", step("report", report), "MST-9(3)a").await;
    hall.does("tanto", step("report", report)).await;
    hall.refused("tanto", step("judge", judged), "MST-9(3)a").await;
    hall.does("kacho", step("judge", judged)).await;
    hall.refused("kacho", Act::Closes(case), "MST-9(3)b").await;
    hall.does("tanto", step("hold", held)).await;
    hall.refused("tanto", step("settle", settled), "MST-9(3)a").await;
    hall.does("kacho", step("settle", settled)).await;
    ended(&mut hall, "kacho", case).await;
}

async fn a_rumour(town: Town) {
    let (mut hall, _, case) = reported(town, "misato", "rumour").await;
    let step = |id: &'static str, said: Said<'static>| Act::Steps(case, id, vec![said]);
    let correct: Said<'_> = ("rumour-answer", &[("rumour", "断水のうわさ"), ("correct", "断水の予定はありません")]);
    let lead: Said<'_> = ("lead-decision", &[("lead", "yes"), ("page", "https://town.example.lg.jp/water")]);
    hall.refused("kakaricho", step("lead", lead), "MST-9(4)").await;
    hall.refused("zeimu", step("correct", correct), "MST-9(4)").await;
    hall.does("tanto", step("correct", correct)).await;
    hall.refused("kakaricho", step("lead", ("lead-decision", &[("lead", "yes")])), "MST-9(4)").await;
    hall.does("kakaricho", step("lead", lead)).await;
    ended(&mut hall, "kacho", case).await;
}

async fn a_post_that_misled(town: Town) {
    let (mut hall, _, case) = reported(town, "misato", "harm").await;
    let step = |id: &'static str, said: Said<'static>| Act::Steps(case, id, vec![said]);
    let answer: Said<'_> = ("harm-answer", &[("kind", "correct"), ("text", "日付を訂正しました")]);
    let report: Said<'_> = ("harm-report", &[("what", "催しの日付を誤った")]);
    hall.refused("kacho", step("answer", answer), "MST-4(4)").await;
    hall.refused("zeimu", step("report", report), "MST-4(4)").await;
    hall.does("tanto", step("report", report)).await;
    hall.refused("tanto", step("answer", answer), "MST-4(4)").await;
    hall.refused("kacho", Act::Closes(case), "MST-4(4)").await;
    hall.does("kacho", step("answer", answer)).await;
    ended(&mut hall, "kacho", case).await;
}

/// Reports what happened, by the interface: the chain begins by that alone.
async fn problem(hall: &mut Hall, who: &str, account: AccountId) -> CaseId {
    let said = json!({ "account": account.to_string(), "title": "誤った投稿" });
    let page = hall.call(who, Method::POST, "/api/v1/incidents", None, said).await;
    assert_eq!(page.status, 201, "{}", page.body);
    page.json()["case"].as_str().unwrap().parse().unwrap()
}

async fn a_problem_of_an_official_account(town: Town) {
    let mut hall = Hall::of(town, "kisarazu");
    let texts = AccountTexts {
        handle: "city.kisarazu".to_owned(),
        class: Some("official".to_owned()),
        ..AccountTexts::named("木更津市", hall.town.sections["promo"])
    };
    let account = running(&hall, "kubo", "facebook", texts).await;
    let case = problem(&mut hall, "hara", account).await;
    let step = |id: &'static str, said: Said<'static>| Act::Steps(case, id, vec![said]);
    let report: Said<'_> = ("problem-report", &[("what", "誤り"), ("when", "9時")]);
    let dealt: Said<'_> = ("official-handling", &[("measures", "削除した")]);
    hall.refused("hara", step("deal", dealt), "KSZ-P1-2").await;
    hall.refused("matsumoto", step("deal", dealt), "KSZ-P1-1").await;
    hall.does("hara", step("report", report)).await;
    hall.refused("hara", step("deal", dealt), "KSZ-P1-2").await;
    hall.does("matsumoto", step("deal", dealt)).await;
    ended(&mut hall, "matsumoto", case).await;
}

async fn a_problem_of_a_related_account(town: Town) {
    let mut hall = Hall::of(town, "kisarazu");
    let texts = AccountTexts {
        handle: "kanko.example".to_owned(),
        class: Some("related".to_owned()),
        ..AccountTexts::named("きさらづ観光", hall.town.sections["kanko"])
    };
    let account = running(&hall, "kubo", "instagram", texts).await;
    // Who is responsible and who operates it follows from what was applied for and approved.
    let application: Said<'_> = (
        "opening-application",
        &[
            ("service", "instagram"),
            ("name", "きさらづ観光"),
            ("handle", "kanko.example"),
            ("purpose", "観光の魅力を伝える"),
            ("contents", "催しと観光"),
            ("responsible", "@noguchi"),
            ("mail", "kanko@city.example.lg.jp"),
        ],
    );
    hall.does("noguchi", Act::Gives(account, application)).await;
    hall.does("noguchi", Act::Gives(account, ("operator-selection", &[("person", "@ueda"), ("from", "2026-11-02")])))
        .await;
    hall.does("matsumoto", Act::Gives(account, ("opening-approval", &[("approved", "yes")]))).await;
    let case = problem(&mut hall, "ueda", account).await;
    let step = |id: &'static str, said: Said<'static>| Act::Steps(case, id, vec![said]);
    // Up two steps, an instruction down, then the measures.
    let report: Said<'_> = ("problem-report", &[("what", "誤り"), ("when", "9時")]);
    hall.refused("noguchi", step("report", report), "KSZ-P2-1").await;
    hall.does("ueda", step("report", report)).await;
    assert_eq!(hall.town.case(case).await.row.procedure, "related-problem");
    let passed: Said<'_> = ("accident-report", &[("what", "日付の誤り"), ("asked", "対応の指示")]);
    let instructed: Said<'_> = ("instruction", &[("content", "訂正を投稿する")]);
    let dealt: Said<'_> = ("related-handling", &[("measures", "訂正した")]);
    hall.refused("matsumoto", step("instruct", instructed), "KSZ-P2-3").await;
    hall.refused("ueda", step("pass-on", passed), "KSZ-P2-2").await;
    hall.does("noguchi", step("pass-on", passed)).await;
    hall.refused("noguchi", step("deal", dealt), "KSZ-P2-4").await;
    hall.does("matsumoto", step("instruct", instructed)).await;
    hall.refused("matsumoto", Act::Closes(case), "KSZ-P2-4").await;
    hall.does("noguchi", step("deal", dealt)).await;
    ended(&mut hall, "noguchi", case).await;
}
