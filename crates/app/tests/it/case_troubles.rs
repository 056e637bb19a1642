//! 美里町: the four troubles of its text and a post that misled, each from its report to its closing, with what is tried out of
//! its order and by others than those whose it is.

use jiff::SignedDuration;
use tatefuda_app::{
    Failure,
    account::{AccountTexts, Move},
    case::{AddPost, CloseCase, OpenCase, Opened, PostInput, Tell},
    command::Secret,
    login::ChangeLogin,
    record::{Given, Supply},
};
use tatefuda_domain::{AccountId, CaseId, case::CaseState};
use tatefuda_regulation::Standing;

use crate::{
    in_town,
    towns::{Town, not_in_this_state, refused_by, supply},
};

in_town!("misato":
    an_impersonation_from_its_report_to_its_end,
    a_hijack_from_its_report_to_its_end,
    a_storm_from_its_report_to_its_end,
    a_rumour_from_its_report_to_its_end,
    a_post_that_misled_from_its_report_to_its_end,
);

const FAKE: &str = "https://www.facebook.com/misato.fake/posts/1";
const SHOT: &[u8] = b"\x89PNG\r\n\x1a\nthe screen as it was";

async fn account(town: &Town) -> AccountId {
    let texts = AccountTexts {
        handle: "misato".to_owned(),
        url: "https://www.facebook.com/misato.example".to_owned(),
        purpose: "町の暮らしと催しを知らせる".to_owned(),
        ..AccountTexts::named("美里町", town.sections["kikaku"])
    };
    town.register("joho", "facebook", texts).await.account
}

/// Somebody on staff reports it, an hour after it was noticed, with a post that nobody knows.
async fn reported(town: &Town, procedure: &str, account: AccountId) -> CaseId {
    let open = OpenCase {
        procedure: procedure.to_owned(),
        account: Some(account),
        person: None,
        title: "窓口で聞いた件".to_owned(),
        detected_at: Some(town.now() - SignedDuration::from_hours(1)),
        reported_at: Some(town.now()),
        posts: vec![PostInput { url: Some(FAKE.to_owned()), ..PostInput::default() }],
        document: None,
    };
    let case = town.run(town.who("zeimu"), &open).await.unwrap().case;
    let found = town.case(case).await;
    assert_eq!((found.row.state, found.posts.len()), (CaseState::Running, 1));
    assert!(found.detected_at < found.reported_at);
    case
}

async fn close(town: &Town, who: &str, case: CaseId) -> Result<Opened, Failure> {
    let version = town.case(case).await.row.version;
    town.run(town.who(who), &CloseCase { case, version }).await
}

/// It is closed, once, and what belongs to it stays.
async fn ended(town: &Town, who: &str, case: CaseId) {
    town.run(
        town.who("tanto"),
        &Tell {
            case,
            whom: "町長".to_owned(),
            how: "口頭".to_owned(),
            text: "対応が済んだことを伝えた".to_owned(),
            told_at: None,
        },
    )
    .await
    .unwrap();
    close(town, who, case).await.unwrap();
    let found = town.case(case).await;
    assert_eq!(found.row.state, CaseState::Closed);
    assert!(found.steps.iter().all(|one| one.step.standing == Standing::Done), "{:?}", found.row);
    assert_eq!(found.ended_by.as_ref().map(|by| by.id), Some(town.person(who)));
    assert_eq!((found.told.len(), found.posts.len()), (1, 1));
    not_in_this_state(close(town, who, case).await, "case-closed");
}

fn one(kind: &str, pairs: &[(&str, &str)]) -> Vec<Supply> {
    vec![supply(kind, pairs)]
}

async fn an_impersonation_from_its_report_to_its_end(town: Town) {
    let account = account(&town).await;
    let case = reported(&town, "impersonation", account).await;
    let step = async |who: &str, id: &str, with: Vec<Supply>| town.step(who, case, id, with).await;
    let decided = || one("impersonation-warning-decision", &[("warn", "yes"), ("reason", "住民が信じるおそれ")]);
    // The decision waits for the report, and is the chief officer's.
    refused_by(step("fukucho", "warn", decided()).await, "MST-9(1)a");
    let told = || one("impersonation-report", &[("what", "町を名のる偽のアカウント")]);
    refused_by(step("zeimu", "report", told()).await, "MST-9(1)a");
    step("tanto", "report", told()).await.unwrap();
    refused_by(step("kacho", "warn", decided()).await, "MST-9(1)b");
    step("fukucho", "warn", decided()).await.unwrap();
    // Both are due: the request too, with the screen as it was.
    refused_by(close(&town, "kacho", case).await, "MST-9(1)a");
    let asked = |capture: &str| one("removal-request", &[("requested_on", "2026-11-02"), ("capture", capture)]);
    let typed = "8c3b4b6a0f6d1f4f9a6d0c7b2a1e5f4d3c2b1a0f9e8d7c6b5a4f3e2d1c0b9a8f";
    let wrong = step("tanto", "request", asked(typed)).await;
    assert!(matches!(&wrong, Err(Failure::Invalid(errors)) if errors[0].key == "file-not-kept"), "{wrong:?}");
    refused_by(step("zeimu", "request", vec![]).await, "MST-9(1)a");
    let shot = town.file("tanto", case, Some("request"), "画面.png", SHOT).await.unwrap();
    step("tanto", "request", asked(&shot.digest.to_string())).await.unwrap();
    // It was decided to warn: it ends only with what was said where.
    refused_by(close(&town, "kacho", case).await, "MST-9(1)b");
    let warned = [("text", "偽のアカウントにご注意ください"), ("page", "https://town.example.lg.jp/sns/warning")];
    refused_by(town.give("tanto", Given::Case { case }, "impersonation-warning", &warned).await, "MST-9(1)b");
    town.give("fukucho", Given::Case { case }, "impersonation-warning", &warned).await.unwrap();
    ended(&town, "kacho", case).await;
}

async fn a_hijack_from_its_report_to_its_end(town: Town) {
    let account = account(&town).await;
    // A change before the discovery is none.
    let login = |word: &str| ChangeLogin { account, password: Secret::new(word), supplies: vec![] };
    town.run(town.who("tanto"), &login("Kamito-4827-sanuke")).await.unwrap();
    town.pass(1);
    let case = reported(&town, "hijack", account).await;
    town.pass(1);
    let step = async |who: &str, id: &str, with: Vec<Supply>| town.step(who, case, id, with).await;
    let changed = || one("password-changed", &[("sessions", "yes")]);
    refused_by(step("tanto", "password", changed()).await, "MST-9(2)a-i");
    town.run(town.who("tanto"), &login("Hoshizora-7713-mikan")).await.unwrap();
    town.pass(1);
    refused_by(step("zeimu", "password", changed()).await, "MST-9(2)a-i");
    step("tanto", "password", changed()).await.unwrap();

    // What nobody remembers is listed before it is deleted.
    refused_by(step("tanto", "remove", one("posts-removed", &[("done", "yes")])).await, "MST-9(2)a-ii");
    let shot = town.file("tanto", case, Some("compare"), "一覧.png", SHOT).await.unwrap().digest.to_string();
    let listed = || one("unknown-posts", &[("since", "2026-11-01"), ("number", "1"), ("capture", shot.as_str())]);
    refused_by(step("zeimu", "compare", listed()).await, "MST-9(2)a-ii");
    step("tanto", "compare", listed()).await.unwrap();
    step("kacho", "remove", one("posts-removed", &[("done", "yes")])).await.unwrap();

    // Both officers, each for themselves, once it was reported.
    refused_by(step("fukucho", "acknowledge", vec![]).await, "MST-9(2)a-iii");
    step("tanto", "report", one("hijack-report", &[("what", "覚えのない投稿")])).await.unwrap();
    refused_by(step("kacho", "acknowledge", vec![]).await, "MST-9(2)a-iii");
    step("joho", "acknowledge", vec![]).await.unwrap();
    refused_by(step("joho", "acknowledge", vec![]).await, "MST-9(2)a-iii");
    refused_by(close(&town, "kacho", case).await, "MST-9(2)a-iii");
    step("fukucho", "acknowledge", vec![]).await.unwrap();
    let decided = || one("hijack-warning-decision", &[("warn", "no"), ("reason", "投稿は数分で消した")]);
    refused_by(step("joho", "warn", decided()).await, "MST-9(2)b");
    step("fukucho", "warn", decided()).await.unwrap();
    let scan = || {
        one(
            "full-scan",
            &[("device", "PC-1"), ("tool", "標準"), ("extent", "full"), ("result", "clean"), ("finished", "10時")],
        )
    };
    refused_by(step("tanto", "scan", scan()).await, "MST-9(2)c");
    refused_by(close(&town, "kacho", case).await, "MST-9(2)c");
    step("joho", "scan", scan()).await.unwrap();
    // It was decided not to warn: nothing more is due.
    ended(&town, "kacho", case).await;
}

async fn a_storm_from_its_report_to_its_end(town: Town) {
    let account = account(&town).await;
    let case = reported(&town, "storm", account).await;
    let step = async |who: &str, id: &str, with: Vec<Supply>| town.step(who, case, id, with).await;
    let settled = || one("storm-settled", &[("note", "批判が収まった")]);
    let judged = || one("statement-decision", &[("needed", "yes"), ("reason", "事実と違う説明をした")]);
    let held = || one("holding-statement", &[("how", "told"), ("text", "確認に時間を要します")]);
    for (who, id, with) in [("kacho", "judge", judged()), ("tanto", "hold", held()), ("kacho", "settle", settled())] {
        refused_by(step(who, id, with).await, "MST-9(3)a");
    }
    let report = || one("storm-report", &[("what", "批判が集まっている")]);
    refused_by(step("zeimu", "report", report()).await, "MST-9(3)a");
    step("tanto", "report", report()).await.unwrap();
    refused_by(step("tanto", "judge", judged()).await, "MST-9(3)a");
    step("kacho", "judge", judged()).await.unwrap();
    refused_by(step("zeimu", "hold", held()).await, "MST-9(3)b");
    refused_by(close(&town, "kacho", case).await, "MST-9(3)b");
    step("tanto", "hold", held()).await.unwrap();
    refused_by(step("tanto", "settle", settled()).await, "MST-9(3)a");
    step("kacho", "settle", settled()).await.unwrap();
    ended(&town, "kacho", case).await;
}

async fn a_rumour_from_its_report_to_its_end(town: Town) {
    let account = account(&town).await;
    let case = reported(&town, "rumour", account).await;
    let step = async |who: &str, id: &str, with: Vec<Supply>| town.step(who, case, id, with).await;
    let page = "https://town.example.lg.jp/water";
    let lead = |page: &str| match page {
        "" => one("lead-decision", &[("lead", "yes")]),
        page => one("lead-decision", &[("lead", "yes"), ("page", page)]),
    };
    let correct = || one("rumour-answer", &[("rumour", "断水のうわさ"), ("correct", "断水の予定はありません")]);
    refused_by(step("kakaricho", "lead", lead(page)).await, "MST-9(4)");
    refused_by(step("zeimu", "correct", correct()).await, "MST-9(4)");
    step("tanto", "correct", correct()).await.unwrap();
    // The paper was archived as it was sent.
    assert_eq!(town.case(case).await.steps[0].step.document.as_ref().map(|paper| paper.filed.is_some()), Some(true));
    // 必要に応じ: yes or no with what belongs to it.
    refused_by(step("zeimu", "lead", lead(page)).await, "MST-9(4)");
    refused_by(step("kakaricho", "lead", lead("")).await, "MST-9(4)");
    refused_by(close(&town, "kacho", case).await, "MST-9(4)");
    step("kakaricho", "lead", lead(page)).await.unwrap();
    ended(&town, "kacho", case).await;
}

async fn a_post_that_misled_from_its_report_to_its_end(town: Town) {
    let account = account(&town).await;
    assert!(matches!(town.moves("zeimu", account, Move::Close).await, Err(Failure::Refused(_))));
    let case = reported(&town, "harm", account).await;
    let step = async |who: &str, id: &str, with: Vec<Supply>| town.step(who, case, id, with).await;
    let answer = || one("harm-answer", &[("kind", "correct"), ("text", "日付を訂正しました")]);
    refused_by(step("kacho", "answer", answer()).await, "MST-4(4)");
    let report = || one("harm-report", &[("what", "催しの日付を誤った")]);
    refused_by(step("zeimu", "report", report()).await, "MST-4(4)");
    step("tanto", "report", report()).await.unwrap();
    refused_by(step("tanto", "answer", answer()).await, "MST-4(4)");
    refused_by(close(&town, "kacho", case).await, "MST-4(4)");
    // A second post with the same mistake is found while it is dealt with; it stands there once.
    let again = AddPost { case, post: PostInput { url: Some(FAKE.to_owned()), ..PostInput::default() } };
    assert!(matches!(town.run(town.who("tanto"), &again).await, Err(Failure::Invalid(_))));
    step("kacho", "answer", answer()).await.unwrap();
    ended(&town, "kacho", case).await;
}
