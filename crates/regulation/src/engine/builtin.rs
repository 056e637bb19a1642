//! Checks that the engine does itself. The house pack carries each as a rule with its clause and
//! words; here is only the mechanism.

use tatefuda_domain::{Action, Localized};

use super::{
    activation, admission, chain, cx::Cx, deputy, power, readas, records, regulation::BODY, roles, select,
    verdict::Found, words,
};
use crate::{
    answer::People,
    expr::Halt,
    facts::Value,
    pack::Builtin,
    terms::{ClauseRef, FieldKind},
};

pub fn check(cx: Cx<'_, '_>, builtin: Builtin) -> Found {
    match builtin {
        Builtin::Governing => governing(cx),
        Builtin::Standing => admission::standing(cx),
        Builtin::FourEyes => four_eyes(cx),
        Builtin::Order => order(cx),
        Builtin::Power => power::check(cx),
        Builtin::Known => known(cx),
        Builtin::RequiredSettings => activation::required(cx),
        Builtin::ActorKind => actor_kind(cx),
        Builtin::Stopped => halted(cx, "stopped", words::end_stop),
        Builtin::Copied => halted(cx, "copied", words::answer_doubts),
        Builtin::Acting => deputy::check(cx),
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
        return Found::kept();
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

fn four_eyes(cx: Cx<'_, '_>) -> Found {
    if cx.question.action != Action::PostStep {
        return Found::NotApplicable;
    }
    let actor = &cx.question.facts.actor;
    let own = cx.question.facts.authors.contains(&actor.person) && select::four_eyes(cx.regulation, cx.question);
    let asked = select::asked(cx.regulation, cx.question);
    let excluded = asked.is_some_and(|(layer, _, step)| {
        select::is_excluded(Cx { layer, ..cx }, step, (&actor.person, &actor.capacity), cx.question.at)
    });
    if !own && !excluded {
        return Found::kept();
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
    match select::asked(cx.regulation, cx.question) {
        Some((layer, found, _)) => Cx { layer, ..cx }.cite(&found.clauses),
        None => vec![],
    }
}

fn order(cx: Cx<'_, '_>) -> Found {
    if cx.question.action != Action::PostStep {
        return Found::NotApplicable;
    }
    let Some((layer, found, step)) = select::asked(cx.regulation, cx.question) else { return Found::NotApplicable };
    let at = Cx { layer, ..cx };
    let open = step.after.iter().filter_map(|id| found.steps.iter().find(|step| step.id == *id));
    let open: Vec<_> = open.filter(|step| chain::given(at, found, step).is_none()).collect();
    match open.first() {
        None => Found::kept(),
        Some(first) => Found::Open {
            message: words::step_open(&first.label),
            alternatives: vec![super::excuse::together(open.iter().map(|step| at.step(found, step, vec![])).collect())],
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
            if select::asked(cx.regulation, cx.question).is_some() {
                return Found::kept();
            }
            match select::applicable(cx.regulation, cx.question, BODY) {
                select::Applicable::Fault(halt) => Found::Fault(halt),
                select::Applicable::Several(ids) => broken(words::two_chains(&ids)),
                _ => broken(words::unknown_step(step)),
            }
        }
        Action::StepDo => match cx.question.procedure.as_deref() {
            None => broken(words::unnamed()),
            Some(id) if !cx.below().any(|state| state.pack.procedures.iter().any(|known| known.id == id)) => {
                broken(words::unknown_procedure(id))
            }
            // Without a step it is the opening of the procedure.
            Some(_) if cx.question.step.is_some() && !super::cases::is_known(cx) => {
                broken(words::unknown_step(cx.question.step.as_deref().unwrap_or_default()))
            }
            Some(_) => Found::kept(),
        },
        Action::DutyAnswer => match cx.question.duty.as_deref() {
            None => broken(words::unnamed()),
            Some(id) if !cx.below().any(|state| state.pack.duties.iter().any(|known| known.id == id)) => {
                broken(words::unknown_duty(id))
            }
            Some(_) => Found::kept(),
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
    let Some(role) = kind.appoints.as_deref() else { return Found::kept() };
    let Ok(Value::Text(person)) = cx.question.facts.get("record.person") else { return Found::kept() };
    match roles::eligible_person(cx.regulation, cx.question, layer, role, person) {
        Ok(true) => Found::kept(),
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
