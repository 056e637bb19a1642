//! 高根沢町: a second account in the list of the text, and everything that stands in the way of an amendment.

use super::*;
use crate::{
    in_town,
    towns::{not_in_this_state, source},
};

in_town!("takanezawa":
    an_account_comes_into_the_list,
    an_amendment_takes_two_people_in_their_order,
    two_at_once_are_told,
    what_cannot_be_used_is_told_by_its_field,
    an_amendment_follows_a_text_that_moved_on,
);

fn tourism() -> Change {
    Change::Account(ListedAccount {
        service: "instagram".to_owned(),
        name: "高根沢町観光".to_owned(),
        handle: "@takanezawa_kanko".to_owned(),
        clause: "TKN-2".to_owned(),
        ..ListedAccount::default()
    })
}

async fn an_account_comes_into_the_list(town: Town) {
    let two = Two::of(&town);
    let at = two.change(two.open().await, tourism()).await.unwrap();
    let at = two.change(at, says("TKN-2", "対象は、インスタグラムの町の二つのアカウントである。")).await.unwrap();
    let view = two.view(at).await;
    assert_eq!(view.problems, []);
    let shown: Vec<_> = view.rows.iter().map(|row| (row.id.as_str(), row.old.is_some(), row.new.is_some())).collect();
    assert_eq!(shown, [("TKN-2", true, true), ("instagram-2", false, true)], "old and new, in the order of the text");
    let listed = &view.under_way.listed;
    assert_eq!(
        listed.iter().map(|one| (one.what, one.name.as_str())).collect::<Vec<_>>(),
        [(Listed::Comes, "高根沢町観光")]
    );
    assert!(view.under_way.renewed.iter().any(|kind| kind.ja.contains("誓約")), "{:?}", view.under_way.renewed);
    let at = two.describe(at, DAY).await.unwrap();
    let at = two.propose(at).await.unwrap();
    let at = two.confirm(&two.second, at).await.unwrap();
    let before = two.in_force().await;
    assert_eq!(before.regulation.body().accounts.len(), 1, "its day has not come");
    two.on(DAY);
    let now = two.in_force().await;
    assert_eq!(Some(now.pack), two.view(at).await.pack);
    let body = now.regulation.body();
    assert_eq!(body.header.version, DAY);
    assert_eq!(body.accounts.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["instagram", "instagram-2"]);
    let clause = body.clause("TKN-2").unwrap();
    assert_eq!(clause.class, before.regulation.body().clause("TKN-2").unwrap().class, "it acts as it did");
    // Remarks of whoever wrote the pack stay, and what was decided stands beside the version.
    let files = regulation::source(&town.app, &two.first, now.pack).await.unwrap().files;
    assert!(files["pack.toml"].contains("# The town's operating procedure"), "{}", files["pack.toml"]);
    assert!(files["pack.toml"].contains("# 2026-12-01: 告示第15号 令和8年総第12号\nversion"), "{}", files["pack.toml"]);
    town.wrote(&["amendment.open", "amendment.change", "amendment.describe", "amendment.propose", "amendment.confirm"])
        .await;
}

async fn an_amendment_takes_two_people_in_their_order(town: Town) {
    let two = Two::of(&town);
    let nobody = town.enter("plain", "一般 職員", town.positions.keys().next().unwrap(), &[]).await;
    let open = OpenAmendment { document: town.document.clone() };
    let refused = town.run(&nobody, &open).await;
    assert!(matches!(refused, Err(Failure::Forbidden(Forbidden::Right(_)))), "{refused:?}");
    let other = OpenAmendment { document: "nothing".to_owned() };
    assert!(matches!(town.run(&two.first, &other).await, Err(Failure::NotFound)));
    let at = two.open().await;
    // An empty draft says nothing that anybody could confirm.
    let missing = keys(two.propose(at).await);
    for field in ["source", "decision", "decided_on", "from"] {
        assert!(missing.contains(&pair(field, "required")), "{missing:?}");
    }
    assert!(missing.contains(&pair("change", "amendment-nothing")), "{missing:?}");
    not_in_this_state(two.confirm(&two.second, at).await, "amendment-draft");
    let at = two.change(at, tourism()).await.unwrap();
    assert_eq!(keys(two.describe(at, "2026-11-01").await), [pair("from", "amendment-day-past")]);
    let at = two.describe(at, DAY).await.unwrap();
    let at = two.propose(at).await.unwrap();
    not_in_this_state(two.change(at, tourism()).await, "amendment-proposed");
    let refused = two.confirm(&two.first, at).await;
    assert!(matches!(refused, Err(Failure::Forbidden(Forbidden::SamePerson))), "{refused:?}");
    let give_back =
        |reason: &str| ReturnAmendment { amendment: at.amendment, version: at.version, reason: reason.to_owned() };
    assert_eq!(keys(town.run(&two.second, &give_back(" ")).await), [pair("reason", "required")]);
    let at = town.run(&two.second, &give_back("施行日を確かめてください")).await.unwrap();
    assert_eq!(two.view(at).await.returned.unwrap().reason, "施行日を確かめてください");
    let at = two.propose(at).await.unwrap();
    // Its day passes before anybody confirms it: it does not begin in the past.
    two.on("2026-12-02");
    assert_eq!(keys(two.confirm(&two.second, at).await), [pair("from", "amendment-day-past")]);
    let withdraw = WithdrawAmendment { amendment: at.amendment, version: at.version, reason: "見送り".to_owned() };
    let at = town.run(&two.first, &withdraw).await.unwrap();
    not_in_this_state(two.confirm(&two.second, at).await, "amendment-withdrawn");
    let page = list(
        &town.app,
        &nobody,
        AmendmentFilter { state: Some(AmendmentState::Withdrawn), ..AmendmentFilter::default() },
    );
    assert_eq!(page.await.unwrap().items.len(), 1);
    let page =
        list(&town.app, &nobody, AmendmentFilter { state: Some(AmendmentState::Draft), ..AmendmentFilter::default() });
    assert_eq!(page.await.unwrap().items, []);
    town.wrote(&["amendment.return", "amendment.withdraw"]).await;
}

async fn two_at_once_are_told(town: Town) {
    let two = Two::of(&town);
    let at = two.open().await;
    let again = town.run(&two.second, &OpenAmendment { document: town.document.clone() }).await;
    let Err(Failure::Invalid(errors)) = again else { panic!("{again:?}") };
    assert_eq!(errors[0].key, "amendment-open");
    assert!(errors[0].args.get("person").is_some_and(|name| !name.is_empty()), "{errors:?}");
    let moved = two.change(at, tourism()).await.unwrap();
    let late = two.change(at, says("TKN-1", "別の要旨")).await;
    assert!(matches!(late, Err(Failure::Conflict { seen: 1, current: 2 })), "{late:?}");
    // What was entered can be taken back, once.
    let undo = |at: Saved| UndoChange {
        amendment: at.amendment,
        version: at.version,
        change: "account:instagram-2".to_owned(),
    };
    let at = town.run(&two.second, &undo(moved)).await.unwrap();
    assert_eq!(two.view(at).await.entered, []);
    assert_eq!(keys(town.run(&two.second, &undo(at)).await), [pair("change", "amendment-no-change")]);
    town.wrote(&["amendment.undo"]).await;
}

async fn what_cannot_be_used_is_told_by_its_field(town: Town) {
    let two = Two::of(&town);
    let at = two.open().await;
    let wrong = async |change: Change| keys(two.change(at, change).await);
    assert_eq!(wrong(says("TKN-99", "要旨")).await, [pair("clause", "amendment-unknown")]);
    assert_eq!(wrong(says("TKN-1", " \n ")).await, [pair("ja", "required")]);
    assert_eq!(wrong(says("TKN-1", &"長".repeat(4_001))).await, [pair("ja", "too-long")]);
    let pack = Pack::load(&source("takanezawa")).unwrap();
    let same = &pack.clause("TKN-1").unwrap().text.ja;
    assert_eq!(wrong(says("TKN-1", same)).await, [pair("ja", "amendment-unchanged")]);
    let new = |place: &str| {
        Change::NewClause(NewClause { place: place.to_owned(), ja: "要旨".to_owned(), ..NewClause::default() })
    };
    assert_eq!(wrong(new("")).await, [pair("place", "required")]);
    assert_eq!(wrong(new("第三の所")).await, [pair("place", "amendment-problem")]);
    assert_eq!(wrong(new("4(1)")).await, [pair("place", "amendment-problem")], "it is there already");
    assert_eq!(wrong(Change::Strike { clause: "TKN-0".to_owned() }).await, [pair("change", "amendment-problem")]);
    let account = |listed: ListedAccount| Change::Account(listed);
    let none = wrong(account(ListedAccount::default())).await;
    assert_eq!(none, [pair("service", "required"), pair("name", "required"), pair("clause", "amendment-unknown")]);
    let value = |id: &str, value: &str| Change::Value { parameter: id.to_owned(), value: value.to_owned() };
    assert_eq!(wrong(value("nothing", "1")).await, [pair("parameter", "amendment-unknown")]);
    assert_eq!(wrong(value("password", "min_length=many")).await, [pair("value", "not-a-password-policy")]);
    let step = Change::Step { chain: "none".to_owned(), step: "none".to_owned(), by: vec!["rp".to_owned()] };
    assert_eq!(wrong(step).await, [pair("step", "amendment-unknown")]);
    let gone = Change::Unlist { account: "nothing".to_owned() };
    assert_eq!(wrong(gone).await, [pair("account", "amendment-unknown")]);
    assert_eq!(two.view(at).await.entered, [], "nothing of it was kept");
}

async fn an_amendment_follows_a_text_that_moved_on(town: Town) {
    let two = Two::of(&town);
    let at = two.change(two.open().await, tourism()).await.unwrap();
    let at = two.describe(at, DAY).await.unwrap();
    let at = two.propose(at).await.unwrap();
    // Meanwhile a pack of the text is loaded.
    let mut loaded = source("takanezawa");
    let text = loaded.files.get_mut("clauses.toml").unwrap();
    *text = text.replacen("手順であり", "きまりであり", 1);
    town.pass(1);
    let loaded = town.activate(loaded).await;
    assert!(two.view(at).await.moved_on);
    assert_eq!(keys(two.confirm(&two.second, at).await), [pair("change", "amendment-moved-on")]);
    let give_back = ReturnAmendment { amendment: at.amendment, version: at.version, reason: "改め直し".to_owned() };
    let at = town.run(&two.second, &give_back).await.unwrap();
    let rebase = RebaseAmendment { amendment: at.amendment, version: at.version };
    let at = town.run(&two.first, &rebase).await.unwrap();
    assert!(!two.view(at).await.moved_on);
    assert_eq!(two.view(at).await.base, loaded);
    let at = two.propose(at).await.unwrap();
    two.confirm(&two.second, at).await.unwrap();
    two.on(DAY);
    let body = two.in_force().await;
    let body = body.regulation.body();
    assert!(body.clause("TKN-0").unwrap().text.ja.contains("きまり"), "what was loaded is not undone");
    assert_eq!(body.accounts.len(), 2);
    town.wrote(&["amendment.rebase"]).await;
}
