//! Powers (できる): an act that needs one is refused unless the body's text grants it.

use super::{
    applies::applies,
    cx::{Cx, Source},
    excuse, guards,
    regulation::{BODY, HOUSE},
    roles,
    verdict::{self, Found, Verdict},
    words,
};
use crate::{
    answer::{NeedGroup, Outcome, UsedPower},
    expr::Halt,
    pack::RoleRef,
    terms::{Clauses, Id, Strength},
};

/// Powers are joined by OR: any granted one suffices, else any that lacks only a remedy.
pub fn check(cx: Cx<'_, '_>) -> Found {
    let action = cx.question.action;
    if !cx.regulation.layers[HOUSE].pack.needs_power.contains(&action) {
        return Found::NotApplicable;
    }
    let cx = Cx { layer: BODY, ..cx };
    let pack = &cx.regulation.layers[BODY].pack;
    let mut powers: Vec<_> = pack.powers.iter().filter(|power| power.grants.contains(&action)).collect();
    let mut lacking: Vec<NeedGroup> = vec![];
    let mut unset = vec![];
    for power in &powers {
        let source =
            Source { id: &power.id, clauses: &power.clauses, strength: Strength::Power, message: &power.message };
        match applies(Cx { item: &power.id, ..cx }, &power.guards, power.applies.as_ref()) {
            Ok(true) => {}
            Err(halt @ (Halt::Unset(_) | Halt::Key(_))) => {
                unset.push(cx.unset_key(&halt));
                continue;
            }
            // A fault in a power means that it does not apply.
            Ok(false) | Err(Halt::Fault { .. }) => continue,
        }
        let by = super::readas::roles(cx, &power.id, &power.by);
        let refs: Vec<(usize, RoleRef)> = by.iter().map(|by| (BODY, by.clone())).collect();
        match roles::actor_holds(cx.regulation, cx.question, &refs) {
            Ok(true) => {}
            Ok(false) => continue,
            Err(key) => {
                unset.push(key.0);
                continue;
            }
        }
        match excuse::met(cx, &power.id, &power.needs) {
            Ok(records) => {
                let mut verdict = Verdict::permitted(cx, source, Outcome::Granted).detail(records.join(", "));
                // The ground on which the power is used is cited with it.
                let mut clauses = cx.cite(&power.clauses);
                for record in cx.question.facts.records.iter().filter(|record| records.contains(&record.id)) {
                    let Some((layer, kind)) = cx.regulation.kind(&record.kind) else { continue };
                    let pack = &cx.regulation.layers[layer].pack;
                    if let Some(ground) = super::records::ground_of(pack, kind, &record.fields) {
                        clauses.extend(Cx { layer, ..cx }.cite(&ground.clauses));
                    }
                }
                verdict.cite_also(clauses.clone());
                verdict.rely(records);
                verdict.rest().powers.push(UsedPower { layer: cx.document().clone(), id: power.id.clone(), clauses });
                return Found::Other(Box::new(verdict));
            }
            Err(missing) => {
                lacking.push(verdict::group(cx, source, cx.says(source), vec![excuse::together(missing)]));
            }
        }
    }
    if let Some(mut first) = (!lacking.is_empty()).then(|| lacking.remove(0)) {
        for other in lacking {
            first.alternatives.extend(other.alternatives);
            first.clauses.extend(other.clauses);
        }
        let message = first.message.clone();
        let clauses: Clauses = first.clauses.iter().map(|clause| clause.id.clone()).collect();
        let id = first.rule.clone();
        let source = Source { id: &id, clauses: &clauses, strength: Strength::Power, message: &message };
        return Found::Other(Box::new(Verdict::needs(cx, source, Outcome::Open, first)));
    }
    if !unset.is_empty() {
        return Found::Unset(unset);
    }
    // Only what is said of this account and this service: another class's silence is no answer here.
    let admits =
        |guards: &crate::pack::Guards| guards::admit(cx.regulation, BODY, guards, cx.question).unwrap_or(false);
    let own = |silence: &&crate::pack::Silence| silence.on.contains(&action) && admits(&silence.guards);
    let silences: Vec<_> = pack.silences.iter().filter(own).collect();
    powers.retain(|power| admits(&power.guards));
    let clauses: Vec<Id> = powers
        .iter()
        .flat_map(|power| &power.clauses)
        .chain(silences.iter().flat_map(|silence| &silence.clauses))
        .cloned()
        .collect();
    let message = silences.first().map_or_else(words::no_power, |silence| silence.message.clone());
    let who = powers.iter().flat_map(|power| cx.people(&power.by).to_vec()).collect();
    Found::Broken { message, who, remedies: vec![], also: cx.cite(&clauses) }
}
