//! 美里町: somebody else gives a step, and a case keeps the text under which it began.

use super::*;
use crate::in_town;

in_town!("misato":
    somebody_else_gives_a_step,
    what_a_struck_clause_held_up_is_told,
);

async fn somebody_else_gives_a_step(town: Town) {
    let two = Two::of(&town);
    let case = town.open("joho", "opening", None).await;
    let step = |by: &[&str]| Change::Step {
        chain: "approval".to_owned(),
        step: "approve".to_owned(),
        by: by.iter().map(|id| (*id).to_owned()).collect(),
    };
    let at = two.open().await;
    assert_eq!(keys(two.change(at, step(&[])).await)[0], pair("by", "required"));
    assert_eq!(keys(two.change(at, step(&["mayor"])).await), [pair("by", "amendment-unknown")]);
    assert_eq!(keys(two.change(at, step(&["responsible"])).await), [pair("by", "amendment-unchanged")]);
    let at = two.change(at, step(&["section-head"])).await.unwrap();
    let view = two.view(at).await;
    assert_eq!(view.problems, []);
    let said = |side: &Option<tatefuda_app::amendment::Side>| side.as_ref().unwrap().text.ja.to_string();
    let sides = (said(&view.rows[0].old), said(&view.rows[0].new));
    assert_eq!(sides, ("情報発信責任者".to_owned(), "所属長".to_owned()));
    let running = usize::from(case.is_ok());
    assert_eq!(view.under_way.cases.len(), running);
    let at = two.describe(at, DAY).await.unwrap();
    let at = two.propose(at).await.unwrap();
    two.confirm(&two.second, at).await.unwrap();
    two.on(DAY);
    let governing = two.in_force().await;
    let chain = governing.regulation.body().chains.iter().find(|chain| chain.id == "approval").unwrap();
    assert_eq!(chain.steps[0].by, [tatefuda_regulation::RoleRef::Own("section-head".to_owned())]);
}

async fn what_a_struck_clause_held_up_is_told(town: Town) {
    let two = Two::of(&town);
    let strike = Change::Strike { clause: "MST-8(1)b".to_owned() };
    let at = two.change(two.open().await, strike).await.unwrap();
    let view = two.view(at).await;
    let gone: Vec<_> = view.ended.iter().map(|one| (one.section.as_str(), one.id.as_str())).collect();
    assert!(gone.contains(&("chain", "approval")), "the approval rested on it alone: {gone:?}");
    assert!(view.ended.iter().any(|one| one.label.ja == "発信前の承認"), "told by its own word");
    if !view.problems.is_empty() {
        let at = two.describe(at, DAY).await.unwrap();
        let errors = keys(two.propose(at).await);
        assert!(errors.iter().all(|error| *error == pair("change", "amendment-problem")), "{errors:?}");
    }
}
