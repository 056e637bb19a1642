//! 港: the consultation and the committee, then everything else; of its end the text says nothing.

use tatefuda_app::account::{AccountTexts, Move};
use tatefuda_domain::{AccountState, case::CaseState};

use crate::{
    hall::{Act, Hall, Said},
    in_town,
    towns::Town,
};

in_town!("minato": from_both_gates_to_its_end);

async fn from_both_gates_to_its_end(town: Town) {
    let mut hall = Hall::of(town, "minato");
    let texts = AccountTexts::named("港区芝地区", hall.town.sections["shiba"]);
    let account = hall.town.register("kacho", "facebook", texts).await.account;
    assert!(hall.town.running(account).await.is_empty(), "nothing begins by itself here");
    let start = || Act::Moves(account, Move::Start);
    hall.refused("kacho", start(), "MNT-4(1)a").await;
    hall.refused("tanto", Act::Opens("opening", account), "MNT-4(1)a").await;
    hall.does("kacho", Act::Opens("opening", account)).await;
    hall.refused("kacho", Act::Opens("opening", account), "MNT-4(1)a").await;
    let case = hall.case("opening", account).await;
    let does = |step: &'static str, said: Said<'static>| Act::Steps(case, step, vec![said]);

    // Both gates: one is not enough, and each is somebody's.
    let consulted: Said<'_> =
        ("consultation", &[("date", "2026-11-02"), ("counterpart", "区長室"), ("outcome", "支障なし")]);
    hall.refused("kacho", does("consult", consulted), "MNT-4(1)a").await;
    hall.does("shitsucho", does("consult", consulted)).await;
    hall.not_now("shitsucho", does("consult", consulted)).await;
    hall.refused("kacho", start(), "MNT-4(1)b").await;
    let minutes = hall.file("jimukyoku", case, "committee", "議事録.txt", "承認".as_bytes()).await;
    let agreed = [("meeting", "2026-11-02"), ("agenda", "第3号"), ("agreed", "yes"), ("minutes", minutes.as_str())];
    let committee = || Act::Steps(case, "committee", vec![("committee-result", &agreed)]);
    hall.refused("kacho", committee(), "MNT-4(1)b").await;
    hall.does("jimukyoku", committee()).await;

    // 運用要領 without the procedure is none.
    let half: Said<'_> = (
        "operating-rules",
        &[
            ("name", "港区芝地区総合支所"),
            ("purpose", "芝地区の区政と催しを知らせる"),
            ("outline", "区政、災害・安全、協働の催し"),
            ("responsible", "@kacho"),
            ("operators", "上野、梶"),
        ],
    );
    hall.refused("kacho", does("rules", half), "MNT-4(3)").await;
    let whole: Vec<(&str, &str)> =
        half.1.iter().copied().chain([("procedure", "担当者が作り、課長が責任をもって投稿する")]).collect();
    hall.does("kacho", Act::Steps(case, "rules", vec![("operating-rules", &whole)])).await;
    hall.refused("kacho", start(), "MNT-4(8)a").await;
    hall.does(
        "tanto",
        does("terms", ("terms-review", &[("version", "2026-10"), ("points", "設定を確かめた"), ("checked", "yes")])),
    )
    .await;
    let budget: Said<'_> = ("budget", &[("section", "芝地区総合支所"), ("item", "広報費"), ("amount", "0")]);
    hall.refused("tanto", does("costs", budget), "HOUSE-18").await;
    hall.does("kacho", does("costs", budget)).await;
    let custody: Said<'_> = (
        "credential-custody",
        &[("keeper", "@kacho"), ("holders", "運用担当者"), ("place", "sealed"), ("changed", "2026-11-01")],
    );
    hall.does("kacho", does("login", custody)).await;
    hall.refused("kacho", start(), "MNT-4(4)").await;
    hall.does(
        "tanto",
        does("listing", ("listing-verified", &[("page", "https://www.city.example.tokyo.jp/sns/"), ("shown", "yes")])),
    )
    .await;
    hall.refused("tanto", start(), "MNT-4(1)a").await;
    hall.does("kacho", start()).await;
    assert_eq!(hall.town.account(account).await.0, AccountState::Active);
    let found = hall.town.case(case).await;
    assert_eq!((found.row.state, found.row.done, found.row.steps), (CaseState::Closed, 8, 8));

    // Suspension and end: the text is silent, the head of the section decides all the same.
    // What was suspended goes on: neither gate is asked a second time.
    for to in [Move::Suspend, Move::Start, Move::Suspend, Move::Close] {
        hall.refused("tanto", Act::Moves(account, to), "MNT-7-1").await;
        let offer = hall.get("kacho", &format!("/accounts/{account}")).await;
        let silent = offer.body.contains("MNT-9") && offer.shows("運用を終えるときの定めはありません");
        assert!(silent, "{}", offer.body);
        hall.does("kacho", Act::Moves(account, to)).await;
    }
    assert_eq!(hall.town.account(account).await.0, AccountState::Closed);
}
