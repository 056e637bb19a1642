//! Checks that the engine does itself. The house pack carries each as a rule with its clause and
//! words; here is only the mechanism.

use jiff::tz::TimeZone;
use tatefuda_domain::{Action, Localized};

use super::{BODY, HOUSE, chain, help::Cx, power, roles, rule::Verdict, words};
use crate::{
    answer::{ClauseRef, Remedy, Who},
    expr::Halt,
    facts::Value,
    pack::{Builtin, RoleRef, Standing},
};

/// What a check found.
pub enum Found {
    NotApplicable,
    Kept {
        also: Vec<ClauseRef>,
        detail: String,
        note: Option<Localized>,
    },
    Broken {
        message: Localized,
        who: Vec<Who>,
        remedies: Vec<Remedy>,
        also: Vec<ClauseRef>,
    },
    Open {
        message: Localized,
        alternatives: Vec<Remedy>,
    },
    /// Settings keys without a value.
    Unset(Vec<String>),
    Fault(Halt),
    /// A verdict of its own.
    Other(Box<Verdict>),
}

fn kept() -> Found {
    Found::Kept { also: vec![], detail: String::new(), note: None }
}

pub fn check(cx: Cx<'_, '_>, builtin: Builtin) -> Found {
    match builtin {
        Builtin::Governing => governing(cx),
        Builtin::Standing => standing(cx),
        Builtin::FourEyes => four_eyes(cx),
        Builtin::Order => order(cx),
        Builtin::Power => power::check(cx),
        Builtin::Known => known(cx),
        Builtin::RequiredSettings => required(cx),
    }
}

fn governing(cx: Cx<'_, '_>) -> Found {
    let facts = cx.question.facts;
    let body = &cx.regulation.layers[BODY].pack.header;
    let service = match facts.subject.as_ref().and_then(|subject| subject.service.as_deref()) {
        Some(service) => service,
        None => match facts.get("target.service") {
            Ok(Value::Text(service)) => service,
            Ok(_) => return Found::Fault(Halt::absent("target.service", "")),
            Err(why) => return Found::Fault(Halt::absent("target.service", why)),
        },
    };
    let zone = TimeZone::get(&body.zone).unwrap_or(TimeZone::UTC);
    let day = tatefuda_calendar::date_at(cx.question.at, &zone);
    if body.from.is_some_and(|from| day < from) || body.until.is_some_and(|until| until < day) {
        return Found::Broken {
            message: words::not_in_force(&body.title),
            who: vec![],
            remedies: vec![],
            also: vec![],
        };
    }
    if body.services.iter().any(|covered| covered == service) {
        return kept();
    }
    let key = format!("extend:{service}");
    match cx.regulation.settings.values.get(&key) {
        Some(setting) if cx.regulation.settings.get(&key).is_some() => {
            let source = if setting.source.is_empty() { &setting.value } else { &setting.source };
            Found::Kept { also: vec![], detail: key, note: Some(words::extended(service, source)) }
        }
        _ => Found::Broken {
            message: words::not_governed(service, &body.title),
            who: vec![],
            remedies: vec![cx.set(&key)],
            also: vec![],
        },
    }
}

/// Roles, each as seen from its layer, and the clauses that admit them.
type Admitted = (Vec<(usize, RoleRef)>, Vec<ClauseRef>);

/// Who is admitted to the act, with the clauses that say so; `None`: another check answers.
fn admitted(cx: Cx<'_, '_>) -> Option<Admitted> {
    let at = |layer: usize| Cx { layer, ..cx };
    match cx.question.action {
        Action::RecordGive => {
            let (layer, kind) = cx.regulation.kind(cx.question.record_kind.as_deref()?)?;
            Some((kind.by.iter().map(|by| (layer, by.clone())).collect(), at(layer).cite(&kind.clauses)))
        }
        Action::PostStep => {
            let chain::Applicable::One(found) = chain::applicable(cx.regulation, cx.question, BODY) else {
                return None;
            };
            let step = found.steps.iter().find(|step| Some(&step.id) == cx.question.step.as_ref())?;
            let clauses = if step.clauses.is_empty() { &found.clauses } else { &step.clauses };
            Some((step.by.iter().map(|by| (BODY, by.clone())).collect(), at(BODY).cite(clauses)))
        }
        action => {
            let powers: Vec<_> = if cx.regulation.layers[HOUSE].pack.needs_power.contains(&action) {
                cx.regulation.layers[BODY].pack.powers.iter().filter(|power| power.grants.contains(&action)).collect()
            } else {
                vec![]
            };
            if !powers.is_empty() {
                let roles = powers.iter().flat_map(|power| &power.by).map(|by| (BODY, by.clone())).collect();
                let clauses: Vec<String> = powers.iter().flat_map(|power| power.clauses.iter().cloned()).collect();
                return Some((roles, at(BODY).cite(&clauses)));
            }
            [BODY, HOUSE].into_iter().find_map(|layer| {
                let pack = &cx.regulation.layers[layer].pack;
                let named: Vec<&Standing> =
                    pack.standings.iter().filter(|standing| standing.on.contains(&action)).collect();
                if named.is_empty() {
                    return None;
                }
                let roles = named.iter().flat_map(|standing| &standing.by).map(|by| (layer, by.clone())).collect();
                let clauses: Vec<String> = named.iter().flat_map(|standing| standing.clauses.iter().cloned()).collect();
                Some((roles, at(layer).cite(&clauses)))
            })
        }
    }
}

fn standing(cx: Cx<'_, '_>) -> Found {
    // Unknown kinds and steps, and acts that no power grants, are refused by their own checks.
    let elsewhere = matches!(cx.question.action, Action::RecordGive | Action::PostStep)
        || cx.regulation.layers[HOUSE].pack.needs_power.contains(&cx.question.action);
    let Some((roles, also)) = admitted(cx) else {
        if elsewhere {
            return Found::NotApplicable;
        }
        return Found::Broken { message: words::no_standing(&[]), who: vec![], remedies: vec![], also: vec![] };
    };
    match roles::actor_holds(cx.regulation, cx.question, &roles) {
        Ok(true) => Found::Kept { also, detail: String::new(), note: None },
        Ok(false) => {
            let who: Vec<Who> = roles
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

fn four_eyes(cx: Cx<'_, '_>) -> Found {
    if cx.question.action != Action::PostStep {
        return Found::NotApplicable;
    }
    if !cx.question.facts.authors.contains(&cx.question.facts.actor.person) {
        return kept();
    }
    let who = match chain::applicable(cx.regulation, cx.question, BODY) {
        chain::Applicable::One(found) => found
            .steps
            .iter()
            .filter(|step| Some(&step.id) == cx.question.step.as_ref())
            .flat_map(|step| roles::able(cx.regulation, cx.question, BODY, &step.by, true))
            .collect(),
        _ => vec![],
    };
    Found::Broken { message: words::own_content(), who, remedies: vec![], also: chain_clauses(cx) }
}

/// Clauses of the chain under which the question stands.
fn chain_clauses(cx: Cx<'_, '_>) -> Vec<ClauseRef> {
    match chain::applicable(cx.regulation, cx.question, BODY) {
        chain::Applicable::One(found) => Cx { layer: BODY, ..cx }.cite(&found.clauses),
        _ => vec![],
    }
}

fn order(cx: Cx<'_, '_>) -> Found {
    if cx.question.action != Action::PostStep {
        return Found::NotApplicable;
    }
    let chain::Applicable::One(found) = chain::applicable(cx.regulation, cx.question, BODY) else {
        return Found::NotApplicable;
    };
    let Some(step) = found.steps.iter().find(|step| Some(&step.id) == cx.question.step.as_ref()) else {
        return Found::NotApplicable;
    };
    let at = Cx { layer: BODY, ..cx };
    let open = step.after.iter().filter_map(|id| found.steps.iter().find(|step| step.id == *id));
    let open: Vec<_> = open.filter(|step| chain::given(at, step).is_none()).collect();
    match open.first() {
        None => kept(),
        Some(first) => Found::Open {
            message: words::step_open(&first.label),
            alternatives: vec![super::rule::together(
                open.iter().map(|step| at.step(&found.id, step, vec![])).collect(),
            )],
        },
    }
}

fn known(cx: Cx<'_, '_>) -> Found {
    let broken = |message| Found::Broken { message, who: vec![], remedies: vec![], also: vec![] };
    match cx.question.action {
        Action::RecordGive => match cx.question.record_kind.as_deref() {
            None => broken(words::unnamed()),
            Some(kind) if cx.regulation.kind(kind).is_none() => broken(words::unknown_kind(kind)),
            Some(_) => kept(),
        },
        Action::PostStep => {
            let Some(step) = cx.question.step.as_deref() else { return broken(words::unnamed()) };
            match chain::applicable(cx.regulation, cx.question, BODY) {
                chain::Applicable::One(found) if found.steps.iter().any(|known| known.id == step) => kept(),
                chain::Applicable::Fault(halt) => Found::Fault(halt),
                chain::Applicable::Several(ids) => broken(words::two_chains(&ids)),
                _ => broken(words::unknown_step(step)),
            }
        }
        _ => Found::NotApplicable,
    }
}

fn required(cx: Cx<'_, '_>) -> Found {
    let unset = cx.regulation.layers[BODY].unset(&cx.regulation.settings);
    let keys: Vec<String> = unset
        .into_iter()
        .filter(|unset| unset.required_for.iter().any(|what| what == "activation"))
        .map(|unset| unset.key)
        .collect();
    if keys.is_empty() { kept() } else { Found::Unset(keys) }
}
