//! 木更津: a 市関連SNS begins by application, selection and approval, and is suspended on a ground of the text.

use tatefuda_app::account::Move;
use tatefuda_domain::{AccountState, case::CaseState};

use crate::{
    hall::{Act, Hall, Said},
    in_town,
    towns::Town,
};

in_town!("kisarazu": from_its_application_to_its_suspension);

async fn from_its_application_to_its_suspension(town: Town) {
    let mut hall = Hall::of(town, "kisarazu");
    // Entering it is opening it: the act of the section's head, whoever keeps the ledger.
    let section = hall.town.sections["kanko"].to_string();
    let ledger: &[(&str, &str)] = &[
        ("service", "instagram"),
        ("name", "きさらづ観光"),
        ("handle", "kanko.example"),
        ("url", "https://www.instagram.com/kanko.example"),
        ("purpose", "観光の魅力を伝える"),
        ("section", &section),
        ("class", "related"),
        ("mail", "kanko@city.example.lg.jp"),
        ("mail_personal", "no"),
    ];
    hall.refused("kubo", Act::Registers(ledger), "KSZ-11-0").await;
    let mut official = ledger.to_vec();
    official[6] = ("class", "official");
    hall.refused("noguchi", Act::Registers(&official), "KSZ-3-0").await;
    let mut own = ledger.to_vec();
    (own[7], own[8]) = (("mail", "noguchi@city.example.lg.jp"), ("mail_personal", "yes"));
    hall.refused("noguchi", Act::Registers(&own), "KSZ-7(5)").await;
    let account = hall.registers("noguchi", ledger).await;
    let start = || Act::Moves(account, Move::Start);
    hall.refused("noguchi", start(), "KSZ-11-0").await;
    hall.refused("matsumoto", Act::Opens("opening", account), "KSZ-11-0").await;
    hall.does("noguchi", Act::Opens("opening", account)).await;
    let case = hall.case("opening", account).await;
    let does = |step: &'static str, said: Said<'static>| Act::Steps(case, step, vec![said]);
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
    let yes: Said<'_> = ("opening-approval", &[("approved", "yes")]);
    let chosen: Said<'_> = ("operator-selection", &[("person", "@ueda"), ("from", "2026-11-02")]);
    hall.refused("okabe", does("apply", application), "KSZ-11(1)").await;
    hall.refused("matsumoto", does("approve", yes), "KSZ-11(2)").await;
    hall.does("noguchi", does("apply", application)).await;
    hall.refused("matsumoto", does("select", chosen), "KSZ-11(2)").await;
    hall.does("noguchi", does("select", chosen)).await;
    hall.refused("noguchi", does("approve", yes), "KSZ-11(1)").await;
    hall.refused("noguchi", start(), "KSZ-11(1)").await;
    hall.does("matsumoto", does("approve", yes)).await;
    hall.refused("ueda", start(), "KSZ-11-0").await;
    hall.does("noguchi", start()).await;
    assert_eq!(hall.town.account(account).await.0, AccountState::Active);
    assert_eq!(hall.town.case(case).await.row.state, CaseState::Closed);

    // 停止: decided on a ground of the text, then done, then finished; by the manager alone.
    let suspend = || Act::Moves(account, Move::Suspend);
    hall.refused("matsumoto", suspend(), "KSZ-11(7)-0").await;
    hall.refused("noguchi", Act::Opens("suspension", account), "KSZ-11(7)-0").await;
    hall.does("matsumoto", Act::Opens("suspension", account)).await;
    let case = hall.case("suspension", account).await;
    hall.refused("matsumoto", suspend(), "KSZ-11(7)-0").await;
    let decided: Said<'_> =
        ("suspension-decision", &[("ground", "KSZ-11(7)③"), ("applies", "yes"), ("reason", "目的から外れている")]);
    hall.refused("noguchi", Act::Steps(case, "decide", vec![decided]), "KSZ-11(7)-0").await;
    hall.does("matsumoto", Act::Steps(case, "decide", vec![decided])).await;
    hall.refused("noguchi", suspend(), "KSZ-").await;
    hall.does("matsumoto", suspend()).await;
    hall.does("matsumoto", Act::Steps(case, "finish", vec![])).await;
    assert_eq!(hall.town.case(case).await.row.state, CaseState::Closed);
    assert_eq!(hall.town.account(account).await.0, AccountState::Suspended);
    // It does not begin again by itself: the text opens an account by an application that was approved.
    hall.refused("noguchi", start(), "KSZ-11-0").await;
    hall.refused("matsumoto", start(), "KSZ-11-0").await;
}
