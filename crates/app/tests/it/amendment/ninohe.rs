//! 二戸市: a new clause, the original wording beside it, and three amendments one after the other.

use super::*;
use crate::in_town;

in_town!("ninohe":
    a_clause_is_added_and_the_original_stays_with_the_others,
    three_times_amended_it_is_still_a_pack,
);

fn added() -> Change {
    Change::NewClause(NewClause {
        place: "10(2)".to_owned(),
        after: "NNH-10".to_owned(),
        heading: "フォロー、共有及びリンク".to_owned(),
        ja: "市の機関のアカウントは、確かめずに共有できる。".to_owned(),
        ..NewClause::default()
    })
}

async fn a_clause_is_added_and_the_original_stays_with_the_others(town: Town) {
    let two = Two::of(&town);
    let load = |text: &str| LoadWording { document: town.document.clone(), text: text.to_owned() };
    let first: String = (1..=9).map(|number| format!("{number} 第{number}の定め。\n")).collect();
    let original = format!("{first}10 フォローは慎重に行う。\n11 免責\n(1) 責めを負わない。\n12 その他\n");
    town.run(&two.first, &load(&original)).await.unwrap();
    let changed = vec![added(), says("NNH-11(1)", "市は、利用者の投稿に責任を負わない。")];
    two.amended(changed, DAY).await;
    let wiring = tatefuda_regulation::coverage::Wiring::default();
    let wording = async |id: &str| {
        let books = handbook::handbook(&town.app, &two.first, &wiring).await.unwrap();
        let entry = books[0].clauses.iter().find(|one| one.covered.id == id);
        entry.map(|entry| entry.wording.clone())
    };
    assert_eq!(wording("NNH-11(1)").await.unwrap().as_deref(), Some("責めを負わない。"), "its day has not come");
    two.on(DAY);
    assert!(wording("NNH-10").await.unwrap().is_some(), "what is not changed keeps the original");
    assert_eq!(wording("NNH-11(1)").await, Some(None), "no old wording is shown for what is changed");
    assert_eq!(wording("NNH-10(2)").await, Some(None));
    town.pass(1);
    let newer = original.replace("責めを", "").replace("11 免責", "(2) 市の機関は共有できる。\n11 免責");
    town.run(&two.second, &load(&newer)).await.unwrap();
    assert_eq!(wording("NNH-11(1)").await.unwrap().as_deref(), Some("負わない。"));
    assert_eq!(wording("NNH-10(2)").await.unwrap().as_deref(), Some("市の機関は共有できる。"));
    let governing = two.in_force().await;
    let body = governing.regulation.body();
    let order: Vec<&str> = body.clauses.iter().map(|clause| clause.id.as_str()).collect();
    let place = |id: &str| order.iter().position(|one| *one == id).unwrap();
    assert_eq!(place("NNH-10(2)"), place("NNH-10") + 1, "it stands where it belongs");
    assert_eq!(body.clause("NNH-10(2)").unwrap().printed.ja, "10(2)");
    assert_eq!(body.header.headings["10"].ja, "フォロー、共有及びリンク");
}

async fn three_times_amended_it_is_still_a_pack(town: Town) {
    let two = Two::of(&town);
    two.amended(vec![added()], DAY).await;
    // The second starts from the first, whose day has not come, and cannot come before it.
    let at = two.change(two.open().await, says("NNH-10(2)", "市と県の機関は、確かめずに共有できる。")).await;
    let at = two.describe(at.unwrap(), "2026-11-20").await.unwrap();
    assert_eq!(keys(two.propose(at).await), [pair("from", "amendment-before-base")]);
    let at = two.describe(at, "2026-12-15").await.unwrap();
    let at = two.propose(at).await.unwrap();
    two.confirm(&two.second, at).await.unwrap();
    two.on("2026-12-20");
    let third = two.amended(vec![Change::Strike { clause: "NNH-10(2)".to_owned() }], "2026-12-20").await;
    assert_eq!(two.in_force().await.pack, third, "confirmed on its very day it holds from then on");
    let source = regulation::source(&town.app, &two.first, third).await.unwrap();
    let pack = Pack::load(&source).unwrap();
    assert!(pack.clause("NNH-10(2)").is_none());
    assert_eq!(pack.header.version, "2026-12-20");
    let confirmed = AmendmentFilter { state: Some(AmendmentState::Confirmed), ..AmendmentFilter::default() };
    assert_eq!(list(&town.app, &two.first, confirmed).await.unwrap().items.len(), 3);
    // A page of one, and the next.
    let one = AmendmentFilter { limit: Some(2), ..AmendmentFilter::default() };
    let page = list(&town.app, &two.first, one.clone()).await.unwrap();
    let rest = list(&town.app, &two.first, AmendmentFilter { after: page.next, ..one }).await.unwrap();
    assert_eq!((page.items.len(), rest.items.len(), rest.next), (2, 1, None));
}
