//! Checks that the engine does itself. The house pack carries each as a rule with its clause and
//! words; here is only the mechanism.

use tatefuda_domain::{Action, Localized};

use super::{BODY, HOUSE, chain, guards, help::Cx, power, readas, records, roles, rule::Verdict, words};
use crate::{
    answer::{ClauseRef, Clauses, Id, People, Remedy},
    expr::Halt,
    facts::Value,
    pack::{Builtin, FieldKind, RoleRef, Standing},
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
        who: People,
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
        Builtin::ActorKind => actor_kind(cx),
        Builtin::Stopped => halted(cx, "stopped", words::end_stop),
        Builtin::Copied => halted(cx, "copied", words::answer_doubts),
    }
}

/// Whether a check is kept, without words and people where the check can do without them.
pub fn matches(cx: Cx<'_, '_>, builtin: Builtin) -> bool {
    match builtin {
        Builtin::Standing => {
            admitted(cx).is_some_and(|(roles, _)| roles::actor_holds(cx.regulation, cx.question, &roles) == Ok(true))
        }
        _ => matches!(check(cx, builtin), Found::Kept { .. } | Found::NotApplicable),
    }
}

/// Sends wait for people, not for another content: nothing of the draft is at fault, so it is a need and no refusal.
fn halted(cx: Cx<'_, '_>, halt: &str, way: fn() -> Localized) -> Found {
    if !cx.question.facts.halts.iter().any(|one| one == halt) {
        return Found::NotApplicable;
    }
    Found::Open { message: Localized::new("", ""), alternatives: cx.human_roads(way()) }
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
    let day = cx.regulation.day(cx.question.at);
    let pack = &cx.regulation.layers[BODY].pack;
    // Before this document another one held: it judges, never the newer text.
    if body.from.is_some_and(|from| day < from) {
        let former = pack.formers.iter().find(|former| {
            (former.services.is_empty() || former.services.iter().any(|covered| covered == service))
                && former.from.is_none_or(|from| from <= day)
                && former.until.is_none_or(|until| day <= until)
        });
        if let Some(former) = former {
            let at = Cx { layer: BODY, ..cx };
            return Found::Broken {
                message: words::judged_by(&former.title),
                who: People::default(),
                remedies: vec![],
                also: at.cite(&former.clauses),
            };
        }
    }
    if !body.held {
        return Found::Broken {
            message: words::judged_by(&body.title),
            who: People::default(),
            remedies: vec![],
            also: vec![],
        };
    }
    if body.from.is_some_and(|from| day < from) || body.until.is_some_and(|until| until < day) {
        return Found::Broken {
            message: words::not_in_force(&body.title),
            who: People::default(),
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
            who: People::default(),
            remedies: vec![cx.set(&key)],
            also: vec![],
        },
    }
}

/// Roles, each as seen from its layer, and the clauses that admit them, each list with its layer.
type Admitted<'r> = (Vec<(usize, RoleRef)>, Vec<(usize, &'r Clauses)>);

/// Who is admitted to the act, with the clauses that say so; `None`: another check answers.
fn admitted<'r>(cx: Cx<'r, '_>) -> Option<Admitted<'r>> {
    let at = |layer: usize| Cx { layer, ..cx };
    match cx.question.action {
        Action::RecordGive => {
            let (layer, kind) = cx.regulation.kind(cx.question.record_kind.as_deref()?)?;
            let by = readas::roles(at(layer), &kind.id, &kind.by);
            Some((by.iter().map(|by| (layer, by.clone())).collect(), vec![(layer, &kind.clauses)]))
        }
        Action::PostStep => {
            let (layer, found, step) = chain::asked(cx.regulation, cx.question)?;
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

fn standing(cx: Cx<'_, '_>) -> Found {
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

fn four_eyes(cx: Cx<'_, '_>) -> Found {
    if cx.question.action != Action::PostStep {
        return Found::NotApplicable;
    }
    let actor = &cx.question.facts.actor;
    let own = cx.question.facts.authors.contains(&actor.person) && chain::four_eyes(cx.regulation, cx.question);
    let asked = chain::asked(cx.regulation, cx.question);
    let excluded = asked.is_some_and(|(layer, _, step)| {
        chain::is_excluded(Cx { layer, ..cx }, step, (&actor.person, &actor.capacity), cx.question.at)
    });
    if !own && !excluded {
        return kept();
    }
    let message = if own { words::own_content() } else { words::excluded() };
    let who = asked.map_or_else(People::default, |(layer, found, step)| {
        let by = readas::roles(Cx { layer, ..cx }, &found.id, &step.by);
        roles::able(cx.regulation, cx.question, layer, &by, true)
    });
    Found::Broken { message, who, remedies: vec![], also: chain_clauses(cx) }
}

/// Clauses of the chain under which the question stands.
fn chain_clauses(cx: Cx<'_, '_>) -> Vec<ClauseRef> {
    match chain::asked(cx.regulation, cx.question) {
        Some((layer, found, _)) => Cx { layer, ..cx }.cite(&found.clauses),
        None => vec![],
    }
}

fn order(cx: Cx<'_, '_>) -> Found {
    if cx.question.action != Action::PostStep {
        return Found::NotApplicable;
    }
    let Some((layer, found, step)) = chain::asked(cx.regulation, cx.question) else { return Found::NotApplicable };
    let at = Cx { layer, ..cx };
    let open = step.after.iter().filter_map(|id| found.steps.iter().find(|step| step.id == *id));
    let open: Vec<_> = open.filter(|step| chain::given(at, found, step).is_none()).collect();
    match open.first() {
        None => kept(),
        Some(first) => Found::Open {
            message: words::step_open(&first.label),
            alternatives: vec![super::rule::together(open.iter().map(|step| at.step(found, step, vec![])).collect())],
        },
    }
}

fn known(cx: Cx<'_, '_>) -> Found {
    let broken = |message| Found::Broken { message, who: People::default(), remedies: vec![], also: vec![] };
    match cx.question.action {
        Action::RecordGive => match cx.question.record_kind.as_deref() {
            None => broken(words::unnamed()),
            Some(kind) => match cx.regulation.kind(kind) {
                None => broken(words::unknown_kind(kind)),
                Some((layer, kind)) => appointable(cx, layer, kind),
            },
        },
        Action::PostStep => {
            let Some(step) = cx.question.step.as_deref() else { return broken(words::unnamed()) };
            if chain::asked(cx.regulation, cx.question).is_some() {
                return kept();
            }
            match chain::applicable(cx.regulation, cx.question, BODY) {
                chain::Applicable::Fault(halt) => Found::Fault(halt),
                chain::Applicable::Several(ids) => broken(words::two_chains(&ids)),
                _ => broken(words::unknown_step(step)),
            }
        }
        Action::StepDo => match cx.question.procedure.as_deref() {
            None => broken(words::unnamed()),
            Some(id) if !cx.below().any(|state| state.pack.procedures.iter().any(|known| known.id == id)) => {
                broken(words::unknown_procedure(id))
            }
            // Without a step it is the opening of the procedure.
            Some(_) if cx.question.step.is_some() && !super::procedure::is_known(cx) => {
                broken(words::unknown_step(cx.question.step.as_deref().unwrap_or_default()))
            }
            Some(_) => kept(),
        },
        Action::DutyAnswer => match cx.question.duty.as_deref() {
            None => broken(words::unnamed()),
            Some(id) if !cx.below().any(|state| state.pack.duties.iter().any(|known| known.id == id)) => {
                broken(words::unknown_duty(id))
            }
            Some(_) => kept(),
        },
        _ => Found::NotApplicable,
    }
}

/// A ground that takes a written reason is not named without one.
fn unreasoned(cx: Cx<'_, '_>, layer: usize, kind: &crate::pack::RecordKind) -> Option<Found> {
    let given = &cx.question.facts.given;
    let ground = records::ground_of(&cx.regulation.layers[layer].pack, kind, given).filter(|ground| ground.reason)?;
    let written = |field: &&crate::pack::RecordField| {
        matches!(field.kind, FieldKind::Text | FieldKind::Multiline)
            && given.get(&field.id).is_some_and(|text| !text.trim().is_empty())
    };
    if kind.fields.iter().any(|field| written(&field)) {
        return None;
    }
    Some(Found::Broken {
        message: words::ground_reason(&ground.label),
        who: People::default(),
        remedies: vec![],
        also: Cx { layer, ..cx }.cite(&ground.clauses),
    })
}

/// A record that appoints somebody to a role names a person whom the role admits at that moment.
fn appointable(cx: Cx<'_, '_>, layer: usize, kind: &crate::pack::RecordKind) -> Found {
    if let Some(found) = unreasoned(cx, layer, kind) {
        return found;
    }
    let Some(role) = kind.appoints.as_deref() else { return kept() };
    let Ok(Value::Text(person)) = cx.question.facts.get("record.person") else { return kept() };
    match roles::eligible_person(cx.regulation, cx.question, layer, role, person) {
        Ok(true) => kept(),
        Ok(false) => {
            let declared = cx.regulation.layers[layer].pack.roles.iter().find(|known| known.id == role);
            let label = declared.map(|role| role.label.clone()).unwrap_or_default();
            let clauses = declared.map(|role| role.clauses.clone()).unwrap_or_default();
            Found::Broken {
                message: words::not_eligible(&label),
                who: People::default(),
                remedies: vec![],
                also: Cx { layer, ..cx }.cite(&clauses),
            }
        }
        Err(key) => Found::Unset(vec![key.0]),
    }
}

/// Actors other than staff act only where the text admits their kind, and while what it asks of them counts.
fn actor_kind(cx: Cx<'_, '_>) -> Found {
    let actor = &cx.question.facts.actor;
    if actor.kind == "staff" {
        return Found::NotApplicable;
    }
    let at = Cx { layer: BODY, ..cx };
    let pack = &cx.regulation.layers[BODY].pack;
    let Some(kind) = pack.actor_kinds.iter().find(|kind| kind.id == actor.kind) else {
        // A program acts where a role names it by its kind.
        if pack.roles.iter().any(|role| role.bound == crate::pack::Binding::ActorKind(actor.kind.clone())) {
            return Found::NotApplicable;
        }
        let message = words::actor_kind(&actor.kind);
        return Found::Broken { message, who: People::default(), remedies: vec![], also: vec![] };
    };
    let missing: Vec<&String> = kind
        .needs
        .iter()
        .filter(|id| {
            let full = vec![cx.regulation.layers[BODY].kind_id(id)];
            !records::of_person(cx.regulation, cx.question, &full, &actor.person, cx.question.at)
        })
        .collect();
    if missing.is_empty() {
        return Found::Kept { also: at.cite(&kind.clauses), detail: String::new(), note: None };
    }
    let remedies = missing.iter().map(|id| at.give(id, &kind.id, None)).collect();
    Found::Broken {
        message: words::actor_needs(&kind.label),
        who: People::default(),
        remedies,
        also: at.cite(&kind.clauses),
    }
}

fn required(cx: Cx<'_, '_>) -> Found {
    if let Some(found) = sub_rules(cx) {
        return found;
    }
    if let Some(found) = holders(cx) {
        return found;
    }
    let unset = cx.regulation.layers[BODY].unset(&cx.regulation.settings);
    let mut unset: Vec<_> =
        unset.into_iter().filter(|unset| unset.required_for.iter().any(|what| what == "activation")).collect();
    unset.sort_by_cached_key(|unset| (first_clause(cx, &unset.clauses), unset.key.clone()));
    let keys: Vec<String> = unset.into_iter().map(|unset| unset.key).collect();
    if keys.is_empty() { kept() } else { Found::Unset(keys) }
}

/// Place of the first of several clauses in the body's text: what is shown follows its order, whatever that of the
/// items.
fn first_clause(cx: Cx<'_, '_>, clauses: &[Id]) -> Option<usize> {
    let text = &cx.regulation.layers[BODY].pack.clauses;
    text.iter().position(|clause| clauses.contains(&clause.id))
}

/// An account starts with as many holders of each role as the text wants.
fn holders(cx: Cx<'_, '_>) -> Option<Found> {
    if cx.question.action != Action::AccountStart {
        return None;
    }
    let at = Cx { layer: BODY, ..cx };
    let bounded = |role: &&crate::pack::Role| role.min.is_some() || role.max.is_some();
    let mut roles: Vec<_> = cx.regulation.layers[BODY].pack.roles.iter().filter(bounded).collect();
    roles.sort_by_key(|role| (first_clause(cx, &role.clauses), &role.id));
    for role in roles {
        let reference = RoleRef::Own(role.id.clone());
        let count = match roles::persons(cx.regulation, cx.question, BODY, &reference) {
            Ok(persons) => u32::try_from(persons.len()).unwrap_or(u32::MAX),
            Err(key) => return Some(Found::Unset(vec![key.0])),
        };
        if role.min.is_some_and(|min| count < min) || role.max.is_some_and(|max| max < count) {
            return Some(Found::Broken {
                message: words::holders(&role.label, count, role.min, role.max),
                who: at.people(std::slice::from_ref(&reference)),
                remedies: vec![Remedy::Appoint { role: role.id.as_str().into(), label: role.label.clone() }],
                also: at.cite(&role.clauses),
            });
        }
    }
    None
}

/// Rules of a section are brought into force only where the text admits them, each version with its record.
fn sub_rules(cx: Cx<'_, '_>) -> Option<Found> {
    let subject = cx.question.facts.subject.as_ref().filter(|subject| subject.kind == "sub-rules")?;
    if cx.question.action != Action::RegulationActivate {
        return None;
    }
    let at = Cx { layer: BODY, ..cx };
    let pack = &cx.regulation.layers[BODY].pack;
    let Some(admitted) = &pack.header.sub_rules else {
        return Some(Found::Broken {
            message: words::no_sub_rules(),
            who: People::default(),
            remedies: vec![],
            also: vec![],
        });
    };
    let kind = cx.regulation.layers[BODY].kind_id(&admitted.record);
    let found = records::in_scope(cx.regulation, cx.question, &kind, records::For::All);
    if found.iter().any(|record| record.subject.as_deref() == Some(subject.id.as_str())) {
        return None;
    }
    let mut verdict = {
        let message = words::sub_rules();
        let source = super::help::Source {
            id: &Id::new_static("sub-rules"),
            clauses: &admitted.clauses,
            strength: crate::answer::Strength::Duty,
            message: &message,
        };
        let group = super::rule::group(at, source, message.clone(), vec![at.give(&admitted.record, "sub-rules", None)]);
        Verdict::needs(at, source, crate::answer::Outcome::Open, group)
    };
    verdict.cite_also(at.cite(&admitted.clauses));
    Some(Found::Other(Box::new(verdict)))
}
