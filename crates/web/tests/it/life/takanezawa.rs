//! 高根沢: the one account that the procedure lists, kept by the responsible person from its entry to the end of its use, after
//! which it is kept.

use tatefuda_app::account::Move;
use tatefuda_domain::{AccountState, case::CaseState};

use crate::{
    hall::{Act, Hall, Said},
    in_town,
    towns::Town,
};

in_town!("takanezawa": from_its_entry_to_the_end_of_its_use);

async fn from_its_entry_to_the_end_of_its_use(town: Town) {
    let mut hall = Hall::of(town, "takanezawa");
    let section = hall.town.sections["kikaku"].to_string();
    let ledger: &[(&str, &str)] = &[
        ("service", "instagram"),
        ("name", "高根沢町"),
        ("handle", "@takanezawa_town"),
        ("url", "https://www.instagram.com/"),
        ("purpose", "町の魅力と暮らしの情報を写真で知らせる"),
        ("section", &section),
    ];
    // Whose act it is the text says: neither the poster's nor that of whoever administers the program.
    for other in ["tanto", "hosa"] {
        hall.refused(other, Act::Registers(ledger), "TKN-5-0").await;
    }
    let account = hall.registers("kacho", ledger).await;
    let start = || Act::Moves(account, Move::Start);
    // Instagram's front page is not the page of the account (probe).
    hall.refused("kacho", start(), "TKN-2").await;
    let own = [("url", "https://www.instagram.com/takanezawa_town/")];
    hall.refused("tanto", Act::Changes(account, &own), "TKN-5-0").await;
    hall.does("kacho", Act::Changes(account, &own)).await;
    hall.refused("kacho", start(), "TKN-5(2)①").await;
    let listed: Said<'_> =
        ("listing-verified", &[("page", "https://www.town.example.jp/practice/sns/"), ("shown", "yes")]);
    hall.does("kacho", Act::Gives(account, listed)).await;
    hall.refused("kacho", start(), "TKN-5(1)a").await;
    let custody: Said<'_> = (
        "credential-custody",
        &[("keeper", "@kacho"), ("holders", "企画課主事（木村）"), ("place", "sealed"), ("changed", "2026-04-01")],
    );
    hall.does("kacho", Act::Gives(account, custody)).await;
    hall.refused("tanto", start(), "TKN-5-0").await;
    hall.does("kacho", start()).await;
    assert_eq!(hall.town.account(account).await.0, AccountState::Active);

    // Suspended and taken up again by the same person; on both the text is silent.
    hall.refused("tanto", Act::Moves(account, Move::Suspend), "TKN-5-0").await;
    hall.does("kacho", Act::Moves(account, Move::Suspend)).await;
    hall.does("kacho", start()).await;

    // Its use ends by a decision, and the account is kept.
    let close = || Act::Moves(account, Move::Close);
    hall.refused("kacho", close(), "TKN-5(2)②").await;
    hall.refused("tanto", Act::Opens("ending", account), "TKN-5(2)②").await;
    hall.does("kacho", Act::Opens("ending", account)).await;
    let case = hall.case("ending", account).await;
    hall.refused("kacho", close(), "TKN-5(2)②").await;
    let decided: Said<'_> = ("closing-decision", &[("reason", "町の新しい窓口に移す"), ("last-day", "2026-11-30")]);
    hall.refused("tanto", Act::Steps(case, "decide", vec![decided]), "TKN-5(2)②").await;
    hall.does("kacho", Act::Steps(case, "decide", vec![decided])).await;
    hall.refused("tanto", close(), "TKN-5-0").await;
    hall.does("kacho", close()).await;
    assert_eq!(hall.town.account(account).await.0, AccountState::Closed);
    assert_eq!(hall.town.case(case).await.row.state, CaseState::Closed);
    // Ended once is ended: another end would take another decision.
    hall.refused("kacho", close(), "TKN-5(2)②").await;
}
