//! 美里町: opening and closing in their order and by their owners, and what happened. (W6)

use tatefuda_app::{
    Failure,
    account::{AccountTexts, Move, Registered},
    case::{CloseCase, WithdrawCase},
    org::EndAppointment,
    record::Given,
};
use tatefuda_domain::{AccountId, AccountState, CaseId, Id as _, case::CaseState};
use tatefuda_regulation::Standing;
use tatefuda_store::args;

use crate::{
    in_town,
    towns::{Town, not_in_this_state, refused_by, source, supply},
};

in_town!("misato":
    an_account_is_opened_step_by_step_and_closed_again,
    what_happened_ends_when_everything_is_done,
    two_officers_acknowledge_for_themselves,
    a_step_that_three_do_waits_for_each_of_them,
    of_two_at_once_one_does_the_step,
    whose_appointment_ended_does_no_step,
    a_case_keeps_the_text_under_which_it_began,
    what_opened_by_itself_is_not_given_up,
    answers_about_steps_can_be_asked_again,
);

const PAGE: &str = "https://town.example.lg.jp/sns/facebook";

fn texts(town: &Town) -> AccountTexts {
    AccountTexts {
        handle: "misato".to_owned(),
        url: "https://www.facebook.com/misato.example".to_owned(),
        purpose: "町の暮らしと催しを知らせる".to_owned(),
        ..AccountTexts::named("美里町", town.sections["kikaku"])
    }
}

/// A new account with the case that opened by its registration.
async fn registered(town: &Town) -> (Registered, CaseId) {
    let entered = town.register("joho", "facebook", texts(town)).await;
    let case = town.running(entered.account).await["opening"];
    (entered, case)
}

fn approved() -> Vec<tatefuda_app::record::Supply> {
    vec![supply("opening-approval", &[("line:MST-2", "yes"), ("line:MST-6(1)a", "yes")])]
}

/// Everything up to the start, by those whose it is.
async fn prepared(town: &Town, entered: Registered, case: CaseId) {
    let account = entered.account;
    town.step("kacho", case, "approve", approved()).await.unwrap();
    let acquired =
        supply("acquisition", &[("acquired_on", "2026-11-02"), ("url", "https://www.facebook.com/misato.example")]);
    town.step("tanto", case, "acquire", vec![acquired]).await.unwrap();
    let policy = supply("account-policy", &[("contents", "町の催し"), ("contact", "企画課"), ("annex", "yes")]);
    town.step("tanto", case, "policy", vec![policy]).await.unwrap();
    town.step("kacho", case, "share", vec![supply("policy-shared", &[("how", "回覧")])]).await.unwrap();
    let notice = supply("use-notification", &[("submitted_on", "2026-11-02")]);
    town.step("kacho", case, "notify", vec![notice]).await.unwrap();
    let custody = supply("credential-custody", &[("custodian", "@kacho"), ("holders", "担当者")]);
    town.step("kacho", case, "secure", vec![custody]).await.unwrap();
    let known = AccountTexts { listing_url: Some(PAGE.to_owned()), profile_url: Some(PAGE.to_owned()), ..texts(town) };
    town.change("joho", entered, known).await.unwrap();
    let listing = supply("listing", &[("policy_url", "https://town.example.lg.jp/sns/policy")]);
    town.step("aide", case, "list", vec![listing]).await.unwrap();
    town.step("kacho", case, "profile", vec![]).await.unwrap();
    let on = || Given::Account { account };
    town.give("kacho", on(), "branch-statement", &[("branch", "mayor")]).await.unwrap();
    town.give("tanto", on(), "policy-read", &[("read", "yes")]).await.unwrap();
    town.give("tanto", on(), "policy-shown", &[("where", "プロフィール")]).await.unwrap();
    let functions = [("second_factor", "on"), ("login_alerts", "on")];
    town.give("tanto", on(), "security-functions", &functions).await.unwrap();
}

async fn an_account_is_opened_step_by_step_and_closed_again(town: Town) {
    let (entered, case) = registered(&town).await;
    let account = entered.account;

    // Before its turn, and by another than its owner: refused by its clause.
    let listing = || vec![supply("listing", &[("policy_url", "https://town.example.lg.jp/sns/policy")])];
    refused_by(town.step("fukucho", case, "list", listing()).await, "MST-6(3)b");
    refused_by(town.step("tanto", case, "approve", approved()).await, "MST-6(1)a");
    refused_by(town.step("bosai", case, "approve", approved()).await, "MST-6(1)a");
    refused_by(town.step("kacho", case, "share", vec![]).await, "MST-6(2)b");
    refused_by(town.moves("kacho", account, Move::Start).await, "MST-6-0");
    let waits = town.case(case).await;
    let standing = |id: &str| waits.steps.iter().find(|one| one.step.id == id).unwrap().step.standing;
    assert_eq!((standing("approve"), standing("acquire")), (Standing::Open, Standing::Waits));

    prepared(&town, entered, case).await;
    // The section does not list itself; the officer's aide did, and that stands there.
    let found = town.case(case).await;
    let list = found.steps.iter().find(|step| step.step.id == "list").unwrap();
    assert_eq!(list.by[0].person.id, town.person("aide"));
    assert_eq!(found.row.open.iter().map(|label| label.ja.as_str()).collect::<Vec<_>>(), ["発信の開始"]);
    refused_by(town.moves("tanto", account, Move::Start).await, "MST-6-0");
    town.moves("kacho", account, Move::Start).await.unwrap();
    assert_eq!(town.account(account).await.0, AccountState::Active);
    assert_eq!(town.case(case).await.row.state, CaseState::Closed);

    // Ending: notification, removal from the website, confirmation, and only then the work itself (probe 6).
    refused_by(town.moves("kacho", account, Move::Close).await, "MST-7(3)");
    refused_by(town.open("tanto", "closing", Some(account)).await, "MST-7-0");
    let closing = town.open("kacho", "closing", Some(account)).await.unwrap().case;
    let gone = || vec![supply("delisting-confirmed", &[("page", PAGE), ("gone", "yes")])];
    refused_by(town.step("kacho", closing, "confirm", gone()).await, "MST-7(3)");
    let removed = || vec![supply("delisting", &[("page", PAGE)])];
    refused_by(town.step("fukucho", closing, "delist", removed()).await, "MST-7(2)");
    let notice = supply("closing-notification", &[("reason", "統合"), ("planned_on", "2026-11-30")]);
    town.step("kacho", closing, "notify", vec![notice]).await.unwrap();
    // The section does not tick the removal off itself (probe 7).
    refused_by(town.step("kacho", closing, "delist", removed()).await, "MST-7(2)");
    town.step("fukucho", closing, "delist", removed()).await.unwrap();
    refused_by(town.moves("kacho", account, Move::Close).await, "MST-7(3)");
    town.step("kacho", closing, "confirm", gone()).await.unwrap();
    town.moves("kacho", account, Move::Close).await.unwrap();
    refused_by(town.moves("tanto", account, Move::Delete).await, "MST-7(3)");
    town.moves("kacho", account, Move::Delete).await.unwrap();
    let found = town.case(closing).await;
    assert_eq!((found.row.state, found.row.done), (CaseState::Closed, 4));
}

async fn started(town: &Town) -> AccountId {
    let (entered, case) = registered(town).await;
    prepared(town, entered, case).await;
    town.moves("kacho", entered.account, Move::Start).await.unwrap();
    entered.account
}

async fn what_happened_ends_when_everything_is_done(town: Town) {
    let account = started(&town).await;
    let case = town.open("zeimu", "storm", Some(account)).await.unwrap().case;
    // Another one on the same account is another thing.
    let other = town.open("zeimu", "storm", Some(account)).await.unwrap().case;
    assert_ne!(case, other);

    let report = || vec![supply("storm-report", &[("what", "批判が集まっている")])];
    refused_by(town.step("zeimu", case, "report", report()).await, "MST-9(3)a");
    let judged = || vec![supply("statement-decision", &[("needed", "no"), ("reason", "事実の確認を先に行う")])];
    refused_by(town.step("kacho", case, "judge", judged()).await, "MST-9(3)a");
    town.step("tanto", case, "report", report()).await.unwrap();
    // What was done in one of them is not done in the other.
    refused_by(town.step("kacho", other, "settle", vec![]).await, "MST-9(3)a");
    let version = town.case(case).await.row.version;
    refused_by(town.run(town.who("kacho"), &CloseCase { case, version }).await, "MST-9(3)a");
    // Once something was done about it, it is not given up.
    let reason = "誤り".to_owned();
    let withdraw = WithdrawCase { case, version, reason };
    refused_by(town.run(town.who("kacho"), &withdraw).await, "MST-9(3)a");
    let version = town.case(other).await.row.version;
    let withdraw = WithdrawCase { case: other, version, reason: "同じ件の二重の登録".to_owned() };
    town.run(town.who("zeimu"), &withdraw).await.unwrap();
    let found = town.case(other).await;
    assert_eq!(found.row.state, CaseState::Withdrawn);
    assert_eq!(found.reason.as_deref(), Some("同じ件の二重の登録"));
    not_in_this_state(town.step("tanto", other, "report", report()).await, "case-withdrawn");
}

async fn two_officers_acknowledge_for_themselves(town: Town) {
    let account = started(&town).await;
    let case = town.open("tanto", "hijack", Some(account)).await.unwrap().case;
    town.step("tanto", case, "report", vec![supply("hijack-report", &[("what", "覚えのない投稿")])]).await.unwrap();
    town.step("fukucho", case, "acknowledge", vec![]).await.unwrap();
    let step = |found: &tatefuda_app::case::view::CaseView| {
        found.steps.iter().find(|one| one.step.id == "acknowledge").unwrap().step.standing
    };
    assert_eq!(step(&town.case(case).await), Standing::Open, "the other officer has not");
    refused_by(town.step("fukucho", case, "acknowledge", vec![]).await, "MST-9(2)a-iii");
    refused_by(town.step("kacho", case, "acknowledge", vec![]).await, "MST-9(2)a-iii");
    town.step("joho", case, "acknowledge", vec![]).await.unwrap();
    assert_eq!(step(&town.case(case).await), Standing::Done);
    // A quick scan is none.
    let scan = |extent: &str| {
        let said =
            [("device", "PC-1"), ("tool", "標準"), ("extent", extent), ("result", "clean"), ("finished", "10時")];
        vec![supply("full-scan", &said)]
    };
    refused_by(town.step("joho", case, "scan", scan("quick")).await, "MST-9(2)c");
    town.step("joho", case, "scan", scan("full")).await.unwrap();
    // That a password was changed after the discovery nothing here knows yet: it is not taken as done.
    let changed = vec![supply("password-changed", &[("sessions", "yes")])];
    refused_by(town.step("tanto", case, "password", changed).await, "MST-9(2)a-i");
    let version = town.case(case).await.row.version;
    refused_by(town.run(town.who("kacho"), &CloseCase { case, version }).await, "MST-9(2)a-i");
}

async fn of_two_at_once_one_does_the_step(town: Town) {
    let (_, case) = registered(&town).await;
    town.step("kacho", case, "approve", approved()).await.unwrap();
    let version = town.case(case).await.row.version;
    let acquired =
        || vec![supply("acquisition", &[("acquired_on", "2026-11-02"), ("url", "https://www.facebook.com/a")])];
    let (one, two) = tokio::join!(
        town.step_seen("tanto", case, version, "acquire", acquired()),
        town.step_seen("kacho", case, version, "acquire", acquired()),
    );
    let lost = match (one, two) {
        (Ok(_), Err(lost)) | (Err(lost), Ok(_)) => lost,
        other => panic!("{other:?}"),
    };
    assert!(matches!(lost, Failure::Conflict { .. }), "{lost:?}");
    let found = town.case(case).await;
    let acquire = found.steps.iter().find(|step| step.step.id == "acquire").unwrap();
    assert_eq!(acquire.by.len(), 1);
}

async fn whose_appointment_ended_does_no_step(town: Town) {
    let (_, case) = registered(&town).await;
    let kacho = town.who("kacho").clone();
    let end = EndAppointment { id: kacho.capacity.unwrap(), until: Some(town.now()) };
    town.run(&tatefuda_app::Actor::program(town.tenant, tatefuda_app::Via::Cli), &end).await.unwrap();
    town.pass(1);
    refused_by(town.step("kacho", case, "approve", approved()).await, "MST-6(1)a");
    // A successor takes over where the case stands.
    let successor = town.enter("new.chief", "後藤 学", "kikaku-kacho", &[]).await;
    let version = town.case(case).await.row.version;
    let step = tatefuda_app::case::DoStep { case, version, step: "approve".to_owned(), supplies: approved() };
    town.run(&successor, &step).await.unwrap();
}

/// The text with one more step before the start.
fn stricter() -> tatefuda_regulation::PackSource {
    let mut text = source("misato");
    let procedures = text.files.get_mut("procedures.toml").unwrap();
    *procedures = procedures.replacen(
        "[[procedure.steps]]\nid = \"start\"",
        "[[procedure.steps]]\nid = \"rehearse\"\nlabel = { ja = \"試験\", en = \"Rehearse\" }\nclause = [\"MST-6-0\"]\n\
         owner = [\"section-head\"]\n\n[[procedure.steps]]\nid = \"start\"",
        1,
    );
    *procedures = procedures.replacen(
        r#"after = ["share", "profile", "secure"]"#,
        r#"after = ["share", "profile", "secure", "rehearse"]"#,
        1,
    );
    text
}

async fn a_case_keeps_the_text_under_which_it_began(town: Town) {
    let (entered, case) = registered(&town).await;
    let before = town.case(case).await;
    town.pass(1);
    town.activate(stricter()).await;
    town.pass(1);
    let found = town.case(case).await;
    assert!(found.text_changed && found.pack == before.pack);
    assert_eq!(found.steps.len(), before.steps.len());
    refused_by(town.step("kacho", case, "rehearse", vec![]).await, "HOUSE-14");
    // The act that is a step is asked of the text of its case as well.
    prepared(&town, entered, case).await;
    town.moves("kacho", entered.account, Move::Start).await.unwrap();
    assert_eq!(town.case(case).await.row.state, CaseState::Closed);
    // What begins now begins under the new one.
    let newer = AccountTexts { url: "https://x.com/misato".to_owned(), ..texts(&town) };
    let other = town.register("joho", "x", newer).await;
    let other = town.running(other.account).await["opening"];
    let found = town.case(other).await;
    assert!(!found.text_changed);
    assert!(found.steps.iter().any(|one| one.step.id == "rehearse"));
}

async fn what_opened_by_itself_is_not_given_up(town: Town) {
    let (entered, case) = registered(&town).await;
    let version = town.case(case).await.row.version;
    let withdraw = WithdrawCase { case, version, reason: "取りやめ".to_owned() };
    refused_by(town.run(town.who("kacho"), &withdraw).await, "MST-6-0");
    refused_by(town.run(town.who("kacho"), &CloseCase { case, version }).await, "MST-6(1)a");
    // It runs once, whoever opens it.
    refused_by(town.open("kacho", "opening", Some(entered.account)).await, "MST-6-0");
    // An account that ran before the text was loaded is taken over as it is.
    let mut tx = town.app.db.read().await.unwrap();
    let known = tatefuda_store::case::get(&mut tx, tatefuda_domain::TenantId::from_uuid(uuid::Uuid::nil()), case).await;
    assert!(known.unwrap().is_none(), "no case of another body is found");
    let rows = tx.all("SELECT id FROM cases WHERE tenant_id = $1", args![town.tenant]).await.unwrap();
    assert_eq!(rows.len(), 1);
}

async fn answers_about_steps_can_be_asked_again(town: Town) {
    let (_, case) = registered(&town).await;
    refused_by(town.step("tanto", case, "approve", approved()).await, "MST-6(1)a");
    town.step("kacho", case, "approve", approved()).await.unwrap();
    let mut tx = town.app.db.read().await.unwrap();
    let rows = tx.all("SELECT id, action FROM answer WHERE tenant_id = $1", args![town.tenant]).await.unwrap();
    drop(tx);
    let auditor = tatefuda_app::Actor::program(town.tenant, tatefuda_app::Via::Cli);
    let mut asked = 0;
    for row in rows {
        let id = row.id("id").unwrap();
        let replay = tatefuda_app::answer::replay(&town.app, &auditor, id).await.unwrap();
        assert!(replay.same, "{}", row.text("action").unwrap());
        asked += usize::from(row.text("action").unwrap() == "step.do");
    }
    assert!(asked >= 1);
}

/// The sharing of the policy is acknowledged by two of the three who know of the account.
fn shared_by_two() -> tatefuda_regulation::PackSource {
    let mut text = source("misato");
    let procedures = text.files.get_mut("procedures.toml").unwrap();
    let step = procedures.find("id = \"share\"").expect("a step");
    let owner = step + procedures[step..].find("owner = ").expect("its owner");
    let line = owner + procedures[owner..].find('\n').expect("the end of the line");
    procedures.replace_range(owner..line, "owner = [\"staff\"]\ntogether = 3");
    text
}

async fn a_step_that_three_do_waits_for_each_of_them(town: Town) {
    town.activate(shared_by_two()).await;
    town.pass(1);
    let (_, case) = registered(&town).await;
    town.step("kacho", case, "approve", approved()).await.unwrap();
    let acquired =
        supply("acquisition", &[("acquired_on", "2026-11-02"), ("url", "https://www.facebook.com/misato.example")]);
    town.step("tanto", case, "acquire", vec![acquired]).await.unwrap();
    let policy = supply("account-policy", &[("contents", "町の催し"), ("contact", "企画課"), ("annex", "yes")]);
    town.step("tanto", case, "policy", vec![policy]).await.unwrap();

    let share = async |who: &str, with: Vec<tatefuda_app::record::Supply>| town.step(who, case, "share", with).await;
    let standing = async || {
        let found = town.case(case).await;
        let one = found.steps.into_iter().find(|one| one.step.id == "share").unwrap();
        (one.step.standing, one.step.more, one.by.len())
    };
    assert_eq!(standing().await, (Standing::Open, Some(3), 0));
    share("kacho", vec![supply("policy-shared", &[("how", "回覧")])]).await.unwrap();
    assert_eq!(standing().await, (Standing::Open, Some(2), 1));
    // Nobody is the second after themselves, on whatever seat; what comes after waits.
    let again = town.case(case).await;
    let missing = &again.steps.iter().find(|one| one.step.id == "share").unwrap().step.missing;
    let named = |who: &str| {
        let id = town.person(who).to_string();
        missing.iter().flat_map(|who| who.holders.iter()).any(|holder| holder.person == id)
    };
    assert!(!named("kacho") && named("tanto") && named("aide"), "{missing:?}");
    refused_by(share("kacho", vec![]).await, "MST-6(2)b");
    // The order among them is free.
    share("aide", vec![]).await.unwrap();
    share("tanto", vec![]).await.unwrap();
    assert_eq!(standing().await, (Standing::Done, Some(0), 3));
    not_in_this_state(share("zeimu", vec![]).await, "step-done");
}
