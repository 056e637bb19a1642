//! What has to be there before a text or an account begins to act: values, holders, a section's record.

use tatefuda_domain::Action;

use super::{
    cx::{Cx, For, Source},
    records,
    regulation::BODY,
    roles,
    verdict::{Found, Verdict, group},
    words,
};
use crate::{
    answer::{Outcome, People, Remedy},
    pack::RoleRef,
    terms::{Id, Strength},
};

/// What is missing.
pub fn required(cx: Cx<'_, '_>) -> Found {
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
    if keys.is_empty() { Found::kept() } else { Found::Unset(keys) }
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
    let found = records::in_scope(cx.regulation, cx.question, &kind, For::All);
    if found.iter().any(|record| record.subject.as_deref() == Some(subject.id.as_str())) {
        return None;
    }
    let mut verdict = {
        let message = words::sub_rules();
        let source = Source {
            id: &Id::new_static("sub-rules"),
            clauses: &admitted.clauses,
            strength: Strength::Duty,
            message: &message,
        };
        let need = group(at, source, message.clone(), vec![at.give(&admitted.record, "sub-rules", None)]);
        Verdict::needs(at, source, Outcome::Open, need)
    };
    verdict.cite_also(at.cite(&admitted.clauses));
    Some(Found::Other(Box::new(verdict)))
}
