//! Whose an act is: the people whom the text admits to it.

use tatefuda_domain::{Action, Localized};

use super::{
    cx::Cx,
    guards,
    question::Question,
    readas,
    regulation::{BODY, HOUSE, Regulation},
    roles, select,
    verdict::Found,
    words,
};
use crate::{
    answer::{People, Remedy},
    pack::{RoleRef, Standing},
    terms::Clauses,
};

/// Roles, each as seen from its layer, and the clauses that admit them, each list with its layer.
pub type Admitted<'r> = (Vec<(usize, RoleRef)>, Vec<(usize, &'r Clauses)>);

/// Who is admitted to the act, with the clauses that say so; `None`: another check answers.
pub fn admitted<'r>(cx: Cx<'r, '_>) -> Option<Admitted<'r>> {
    let at = |layer: usize| Cx { layer, ..cx };
    match cx.question.action {
        Action::RecordGive => {
            let (layer, kind) = cx.regulation.kind(cx.question.record_kind.as_deref()?)?;
            let by = readas::roles(at(layer), &kind.id, &kind.by);
            Some((by.iter().map(|by| (layer, by.clone())).collect(), vec![(layer, &kind.clauses)]))
        }
        Action::PostStep => {
            let (layer, found, step) = select::asked(cx.regulation, cx.question)?;
            let clauses = if step.clauses.is_empty() { &found.clauses } else { &step.clauses };
            let by = readas::roles(at(layer), &found.id, &step.by);
            Some((by.iter().map(|by| (layer, by.clone())).collect(), vec![(layer, clauses)]))
        }
        action => {
            let powers: Vec<_> = if cx.regulation.layers[HOUSE].pack.needs_power.contains(&action) {
                let grants = |power: &&crate::pack::Power| {
                    power.grants.contains(&action)
                        && guards::admit(cx.regulation, BODY, &power.guards, cx.question).unwrap_or(false)
                };
                cx.regulation.layers[BODY].pack.powers.iter().filter(grants).collect()
            } else {
                vec![]
            };
            if !powers.is_empty() {
                let roles = powers
                    .iter()
                    .flat_map(|power| readas::roles(at(BODY), &power.id, &power.by).into_owned())
                    .map(|by| (BODY, by))
                    .collect();
                return Some((roles, powers.iter().map(|power| (BODY, &power.clauses)).collect()));
            }
            [BODY, HOUSE].into_iter().find_map(|layer| {
                let pack = &cx.regulation.layers[layer].pack;
                let named: Vec<&Standing> =
                    pack.standings.iter().filter(|standing| standing.on.contains(&action)).collect();
                if named.is_empty() {
                    return None;
                }
                // Where the text names people only under conditions that do not hold, it admits nobody.
                let named: Vec<&Standing> = named
                    .into_iter()
                    .filter(|standing| {
                        guards::admit(cx.regulation, layer, &standing.guards, cx.question).unwrap_or(false)
                    })
                    .collect();
                let roles = named
                    .iter()
                    .flat_map(|standing| readas::roles(at(layer), &standing.id, &standing.by).into_owned())
                    .map(|by| (layer, by))
                    .collect();
                Some((roles, named.iter().map(|standing| (layer, &standing.clauses)).collect()))
            })
        }
    }
}

impl Regulation {
    /// Whether an act is the actor's by the body's own text; `None`: that text names nobody for it.
    pub fn is_theirs(&self, question: &Question<'_>) -> Option<bool> {
        self.viewed(question, |question| {
            let cx = Cx { regulation: self, question, layer: BODY, item: "" };
            let (named, _) = admitted(cx)?;
            let own = named.iter().all(|(layer, _)| *layer == BODY);
            own.then(|| roles::actor_holds(self, question, &named) == Ok(true))
        })
    }
}

/// Whether the actor is among them.
pub fn standing(cx: Cx<'_, '_>) -> Found {
    // Unknown kinds and steps, and acts that no power grants, are refused by their own checks.
    let elsewhere =
        matches!(cx.question.action, Action::RecordGive | Action::PostStep | Action::StepDo | Action::DutyAnswer)
            || cx.regulation.layers[HOUSE].pack.needs_power.contains(&cx.question.action);
    // Steps of procedures and duties are judged by whose they are.
    if matches!(cx.question.action, Action::StepDo | Action::DutyAnswer) {
        return Found::NotApplicable;
    }
    let Some((roles, also)) = admitted(cx) else {
        if elsewhere {
            return Found::NotApplicable;
        }
        return Found::Broken {
            message: words::no_standing(&[]),
            who: People::default(),
            remedies: vec![],
            also: vec![],
        };
    };
    let also = also.into_iter().flat_map(|(layer, clauses)| Cx { layer, ..cx }.cite(clauses)).collect();
    let mut held = roles::actor_holds(cx.regulation, cx.question, &roles);
    if held == Ok(false) && cx.question.action == Action::PostStep {
        let actor = &cx.question.facts.actor;
        let who = (actor.person.as_str(), actor.capacity.as_str());
        let stands_in = |(layer, role): &(usize, RoleRef)| {
            roles::may_give(cx.regulation, cx.question, *layer, role, who, cx.question.at)
        };
        held = Ok(roles.iter().any(|role| stands_in(role) == Ok(true)));
    }
    match held {
        Ok(true) => Found::Kept { also, detail: String::new(), note: None },
        Ok(false) => {
            let who: People = roles
                .iter()
                .map(|(layer, reference)| roles::who(cx.regulation, cx.question, *layer, reference))
                .collect();
            let labels: Vec<Localized> = who.iter().map(|who| who.label.clone()).collect();
            let actor = &cx.question.facts.actor;
            let runs =
                cx.question.facts.org.iter().any(|one| {
                    one.person == actor.person && one.capacity == actor.capacity && one.runs(cx.question.at)
                });
            let mut message = words::no_standing(&labels);
            if !runs && actor.kind == "staff" {
                let none = words::no_appointment();
                message = Localized::new(format!("{}{}", none.ja, message.ja), format!("{} {}", none.en, message.en));
            }
            let remedies = who
                .iter()
                .filter(|who| who.holders.is_empty())
                .map(|who| Remedy::Appoint { role: who.role.clone(), label: who.label.clone() })
                .collect();
            Found::Broken { message, who, remedies, also }
        }
        Err(key) => Found::Unset(vec![key.0]),
    }
}
