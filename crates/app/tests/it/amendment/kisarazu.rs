//! 木更津市: another number of days, and the account that goes with a clause.

use super::*;
use crate::in_town;

in_town!("kisarazu":
    another_number_of_days,
    an_account_goes_out_of_the_list_with_its_clause,
);

async fn another_number_of_days(town: Town) {
    let two = Two::of(&town);
    let value = Change::Value { parameter: "idle-warning".to_owned(), value: "45".to_owned() };
    let at = two.open().await;
    let wrong = Change::Value { parameter: "idle-warning".to_owned(), value: "四十五".to_owned() };
    assert_eq!(keys(two.change(at, wrong).await), [pair("value", "not-a-number")]);
    let at = two.change(at, value).await.unwrap();
    let view = two.view(at).await;
    let said = |side: &Option<tatefuda_app::amendment::Side>| side.as_ref().unwrap().text.ja.to_string();
    let sides = (said(&view.rows[0].old), said(&view.rows[0].new));
    assert_eq!(sides, ("30日".to_owned(), "45日".to_owned()));
    let at = two.describe(at, DAY).await.unwrap();
    let at = two.propose(at).await.unwrap();
    two.confirm(&two.second, at).await.unwrap();
    let number = async || {
        let governing = two.in_force().await;
        let found = governing.regulation.body().parameters.iter().find(|one| one.id == "idle-warning").cloned();
        found.unwrap().value
    };
    two.town.clock.set("2026-11-30T23:59:59+09:00".parse().unwrap());
    assert_eq!(number().await.as_deref(), Some("30"));
    two.on(DAY);
    assert_eq!(number().await.as_deref(), Some("45"));
}

async fn an_account_goes_out_of_the_list_with_its_clause(town: Town) {
    let two = Two::of(&town);
    let strike = Change::Strike { clause: "KSZ-3(4)".to_owned() };
    let at = two.change(two.open().await, strike).await.unwrap();
    let view = two.view(at).await;
    assert_eq!(view.problems, []);
    let gone: Vec<_> = view.ended.iter().map(|one| (one.section.as_str(), one.id.as_str())).collect();
    assert!(gone.contains(&("account", "line")), "{gone:?}");
    assert_eq!(
        view.under_way.listed.iter().map(|one| (one.what, one.service.as_str())).collect::<Vec<_>>(),
        [(Listed::Goes, "line")]
    );
    let at = two.describe(at, DAY).await.unwrap();
    let at = two.propose(at).await.unwrap();
    two.confirm(&two.second, at).await.unwrap();
    two.on(DAY);
    let governing = two.in_force().await;
    let body = governing.regulation.body();
    assert!(body.clause("KSZ-3(4)").is_none() && body.accounts.iter().all(|one| one.id != "line"));
}
