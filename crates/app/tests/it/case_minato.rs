//! 港区: an account begins by its two gates, the consultation and the committee, and by everything else the text asks for.

use tatefuda_app::{
    account::{AccountTexts, Move, Registered},
    record::Given,
};
use tatefuda_domain::{AccountState, case::CaseState};

use crate::{
    in_town,
    towns::{Town, not_in_this_state, refused_by, supply},
};

in_town!("minato": an_account_begins_by_both_gates_and_all_the_rest);

fn rules() -> tatefuda_app::record::Supply {
    supply(
        "operating-rules",
        &[
            ("name", "港区芝地区総合支所"),
            ("purpose", "芝地区の区政と催しを知らせる"),
            ("outline", "区政、災害・安全、協働の催し"),
            ("responsible", "@kacho"),
            ("operators", "上野、梶"),
            ("procedure", "担当者が作り、課長が責任をもって投稿する"),
        ],
    )
}

async fn an_account_begins_by_both_gates_and_all_the_rest(town: Town) {
    let texts = AccountTexts::named("港区芝地区", town.sections["shiba"]);
    let Registered { account, .. } = town.register("kacho", "facebook", texts).await;
    assert!(town.running(account).await.is_empty(), "nothing begins by itself here");

    // Without the procedure there is no beginning, and it is the head's to open.
    refused_by(town.moves("kacho", account, Move::Start).await, "MNT-4(1)a");
    refused_by(town.open("tanto", "opening", Some(account)).await, "MNT-4(1)a");
    let case = town.open("kacho", "opening", Some(account)).await.unwrap().case;
    refused_by(town.open("kacho", "opening", Some(account)).await, "MNT-4(1)a");

    // Each step is somebody's.
    let consulted =
        || vec![supply("consultation", &[("date", "2026-11-02"), ("counterpart", "区長室"), ("outcome", "支障なし")])];
    refused_by(town.step("kacho", case, "consult", consulted()).await, "MNT-4(1)a");
    town.step("shitsucho", case, "consult", consulted()).await.unwrap();
    not_in_this_state(town.step("shitsucho", case, "consult", consulted()).await, "step-done");

    // One of the two gates is not enough (probe 16), and the board's result is its secretary's to record.
    refused_by(town.moves("kacho", account, Move::Start).await, "MNT-4(1)b");
    let minutes = town.file("jimukyoku", case, Some("committee"), "議事録.txt", "承認".as_bytes()).await.unwrap();
    let minutes = minutes.digest.to_string();
    let agreed = || {
        let said = [("meeting", "2026-11-02"), ("agenda", "第3号"), ("agreed", "yes"), ("minutes", minutes.as_str())];
        vec![supply("committee-result", &said)]
    };
    refused_by(town.step("kacho", case, "committee", agreed()).await, "MNT-4(1)b");
    town.step("jimukyoku", case, "committee", agreed()).await.unwrap();

    // Rules without the procedure are no rules (W11).
    let mut half = rules();
    half.fields.remove("procedure");
    refused_by(town.step("kacho", case, "rules", vec![half]).await, "MNT-4(3)");
    town.step("kacho", case, "rules", vec![rules()]).await.unwrap();
    refused_by(town.moves("kacho", account, Move::Start).await, "MNT-4(8)a");

    let reviewed = supply("terms-review", &[("version", "2026-10"), ("points", "設定を確かめた"), ("checked", "yes")]);
    town.step("tanto", case, "terms", vec![reviewed]).await.unwrap();
    let budget = supply("budget", &[("section", "芝地区総合支所"), ("item", "広報費"), ("amount", "0")]);
    town.step("kacho", case, "costs", vec![budget]).await.unwrap();
    let custody = [("keeper", "@kacho"), ("holders", "運用担当者"), ("place", "sealed"), ("changed", "2026-11-01")];
    town.step("kacho", case, "login", vec![supply("credential-custody", &custody)]).await.unwrap();
    refused_by(town.moves("kacho", account, Move::Start).await, "MNT-4(4)");
    let listed = [("page", "https://www.city.example.tokyo.jp/sns/"), ("shown", "yes")];
    town.step("tanto", case, "listing", vec![supply("listing-verified", &listed)]).await.unwrap();

    // The beginning is an act of its own, and the last step by being done.
    not_in_this_state(town.step("kacho", case, "start", vec![]).await, "step-is-act");
    refused_by(town.step("tanto", case, "start", vec![]).await, "MNT-4(1)a");
    refused_by(town.moves("tanto", account, Move::Start).await, "MNT-4(1)a");
    town.moves("kacho", account, Move::Start).await.unwrap();
    assert_eq!(town.account(account).await.0, AccountState::Active);
    let found = town.case(case).await;
    assert_eq!(found.row.state, CaseState::Closed);
    assert_eq!((found.row.done, found.row.steps), (8, 8));
    let start = found.steps.iter().find(|step| step.step.id == "start").unwrap();
    assert_eq!(start.by[0].person.id, town.person("kacho"));
    assert_eq!(found.records.len(), 7);
    not_in_this_state(town.step("shitsucho", case, "consult", consulted()).await, "case-closed");
    not_in_this_state(town.give("shitsucho", Given::Case { case }, "consultation", &[]).await, "case-closed");
}
