//! Acting decisions (代決): what the body's own rules ask of whoever gives a step for somebody away, and that nobody looks at their
//! own act afterwards (後閲).

use tatefuda_domain::Action;

use super::{
    cx::{Cx, For},
    question::Question,
    readas, records,
    regulation::{BODY, HOUSE, Regulation},
    roles,
    select::{self, Applicable},
    verdict::Found,
    words,
};
use crate::{answer::Remedy, facts::RecordFact, pack::Acting};

/// What whoever acts for somebody states: kind of record of the house.
const ACTING: &str = "acting";
/// What the holder states afterwards.
const SEEN: &str = "acting-seen";

pub fn check(cx: Cx<'_, '_>) -> Found {
    match cx.question.action {
        Action::PostStep => step(cx),
        Action::RecordGive => seen(cx),
        _ => Found::NotApplicable,
    }
}

/// For whom the actor of a question about a step acts, by the holder's capacity; `None`: the step is theirs, or not theirs at
/// all.
pub fn acting_for<'q>(regulation: &Regulation, question: &Question<'q>) -> Option<&'q str> {
    let (layer, chain, step) = select::asked(regulation, question)?;
    let cx = Cx { regulation, question, layer, item: &chain.id };
    let by = readas::roles(cx, &chain.id, &step.by);
    let actor = &question.facts.actor;
    let who = (actor.person.as_str(), actor.capacity.as_str());
    if by.iter().any(|role| roles::is_holder(regulation, question, layer, role, who, question.at)) {
        return None;
    }
    let may = |role| roles::may_give(regulation, question, layer, role, who, question.at) == Ok(true);
    let one = question.facts.org.iter().find(|one| one.capacity == actor.capacity)?;
    if by.iter().any(may) { one.deputy_of.as_deref() } else { None }
}

/// A step by somebody who acts for its holder.
fn step(cx: Cx<'_, '_>) -> Found {
    let Some((layer, chain, step)) = select::asked(cx.regulation, cx.question) else { return Found::NotApplicable };
    let by = readas::roles(Cx { layer, ..cx }, &chain.id, &step.by);
    let actor = &cx.question.facts.actor;
    let who = (actor.person.as_str(), actor.capacity.as_str());
    let Some(limits) = roles::limits(cx.regulation, cx.question, layer, &by, who, cx.question.at) else {
        return Found::NotApplicable;
    };
    let house = Cx { layer: HOUSE, ..cx };
    let also = || Cx { layer, ..cx }.cite(if step.clauses.is_empty() { &chain.clauses } else { &step.clauses });
    let id = house.regulation.layers[HOUSE].kind_id(ACTING);
    let given = records::in_scope(cx.regulation, cx.question, &id, For::All);
    let own = given.into_iter().filter(|record| record.by_person == actor.person).max_by_key(|record| record.at);
    let Some(stated) = own else {
        // Whoever acts says it themselves.
        let way = match house.give(ACTING, "acting", None) {
            Remedy::GiveRecord { kind, label, scope, who, fixed } => {
                let who = who.only(|holder| holder.person == *actor.person);
                Remedy::GiveRecord { kind, label, scope, who, fixed }
            }
            other => other,
        };
        return Found::Open { message: words::acting_states(), alternatives: vec![way] };
    };
    let Some(message) = outside(limits, stated) else {
        return Found::Kept { also: also(), detail: stated.id.clone(), note: None };
    };
    let who = house.people(&by);
    Found::Broken { message, who, remedies: vec![], also: also() }
}

/// What lies outside the limits in what was stated.
fn outside(limits: Acting, stated: &RecordFact) -> Option<tatefuda_domain::Localized> {
    let said = |field: &str, word: &str| stated.fields.get(field).is_some_and(|given| given.trim() == word);
    if limits.only_urgent() && !said("urgent", "yes") {
        return Some(words::acting_waits());
    }
    (limits.only_ordinary() && !said("ordinary", "yes")).then(words::acting_weighs)
}

/// What a deputy did is looked at by whoever holds a step of the post's chain themselves, and gave none of it.
fn seen(cx: Cx<'_, '_>) -> Found {
    let id = cx.regulation.layers[HOUSE].kind_id(SEEN);
    if cx.question.record_kind.as_deref() != Some(&*id) {
        return Found::NotApplicable;
    }
    let actor = &cx.question.facts.actor;
    let who = (actor.person.as_str(), actor.capacity.as_str());
    let before = Question { action: Action::PostPublish, record_kind: None, ..cx.question.clone() };
    let mut holders = vec![];
    for layer in BODY..cx.regulation.layers.len() {
        let Applicable::One(chain) = select::applicable(cx.regulation, &before, layer) else { continue };
        let by =
            chain.steps.iter().flat_map(|step| readas::roles(Cx { layer, ..cx }, &chain.id, &step.by).into_owned());
        holders.extend(by.map(|role| (layer, role)));
    }
    let own = holders
        .iter()
        .any(|(layer, role)| roles::is_holder(cx.regulation, cx.question, *layer, role, who, cx.question.at));
    if own && !cx.question.facts.steps.iter().any(|fact| fact.person == actor.person) {
        return Found::kept();
    }
    let people = holders
        .iter()
        .flat_map(|(layer, role)| Cx { layer: *layer, ..cx }.people(std::slice::from_ref(role)).to_vec())
        .collect();
    Found::Broken { message: words::seen_by_another(), who: people, remedies: vec![], also: vec![] }
}
