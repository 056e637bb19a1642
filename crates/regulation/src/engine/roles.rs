//! Who holds a role at a time.

use jiff::Timestamp;

use super::{BODY, HOUSE, Regulation, chain, records};
use crate::{
    answer::{Holder, Who},
    facts::{AppointmentFact, Question},
    pack::{Binding, Role, RoleRef},
};

/// A role cannot be resolved because this settings key is unset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsetKey(pub String);

/// Reads `rp`, `house:staff`, `reading:x` as seen from the body.
pub fn parse(role: &str) -> (usize, RoleRef) {
    if let Some(id) = role.strip_prefix("house:") {
        (BODY, RoleRef::House(id.to_owned()))
    } else if let Some(id) = role.strip_prefix("reading:") {
        (BODY, RoleRef::Reading(id.to_owned()))
    } else {
        (BODY, RoleRef::Own(role.to_owned()))
    }
}

/// The role that a reference of a layer names; `None`: it does not exist, which loading excludes.
fn resolve<'r>(
    regulation: &'r Regulation,
    layer: usize,
    reference: &RoleRef,
) -> Result<Option<(usize, &'r Role)>, UnsetKey> {
    let find = |layer: usize, id: &str| {
        let roles = &regulation.layers[layer].pack.roles;
        roles.iter().find(|role| role.id == id).map(|role| (layer, role))
    };
    match reference {
        RoleRef::Own(id) => Ok(find(layer, id)),
        RoleRef::House(id) => Ok(find(HOUSE, id)),
        RoleRef::Reading(id) => {
            let state = &regulation.layers[layer];
            let Some(reading) = state.pack.readings.iter().find(|reading| reading.id == *id) else { return Ok(None) };
            let key = state.key("reading", id);
            let read = match regulation.settings.get(&key) {
                Some(read) => read,
                None if reading.by_settings => return Err(UnsetKey(key)),
                None => &reading.read,
            };
            match find(layer, read.strip_prefix("role:").unwrap_or(read)) {
                Some(found) => Ok(Some(found)),
                // Read as something that is no role of this pack: as good as unset.
                None => Err(UnsetKey(key)),
            }
        }
    }
}

/// An appointment that carries a role, and whether it does so in place of an absent holder.
type Bearer<'q> = (&'q AppointmentFact, bool);

fn bearers<'q>(
    regulation: &Regulation,
    question: &'q Question<'_>,
    layer: usize,
    role: &Role,
    at: Timestamp,
) -> Result<Vec<Bearer<'q>>, UnsetKey> {
    let org = &question.facts.org;
    let running = || org.iter().filter(move |one| one.runs(at));
    let of_persons = |persons: &[&str]| {
        running().filter(|one| persons.contains(&one.person.as_str())).map(|one| (one, false)).collect()
    };
    let of_roles = |refs: &[(usize, RoleRef)]| -> Result<Vec<Bearer<'q>>, UnsetKey> {
        let mut all = vec![];
        for (layer, reference) in refs {
            // Guards against roles that lead back to themselves.
            if let Some((layer, role)) = resolve(regulation, *layer, reference)?
                && !matches!(role.bound, Binding::StepHolder | Binding::ExceptionGranter)
            {
                all.extend(bearers(regulation, question, layer, role, at)?);
            }
        }
        Ok(all)
    };
    let mut found: Vec<Bearer<'q>> = match &role.bound {
        Binding::Position => {
            let key = regulation.layers[layer].key("role", &role.id);
            let positions = regulation.settings.list(&key);
            if positions.is_empty() {
                return Err(UnsetKey(key));
            }
            running().filter(|one| positions.contains(&one.position.as_str())).map(|one| (one, false)).collect()
        }
        Binding::Record(kind) => {
            let kind = regulation.layers[layer].kind_id(kind);
            of_persons(&records::appointed(regulation, question, &kind, at))
        }
        Binding::Staff => running().map(|one| (one, false)).collect(),
        Binding::Author => {
            let authors: Vec<&str> = question.facts.authors.iter().map(String::as_str).collect();
            of_persons(&authors)
        }
        Binding::StepHolder => match chain::applicable(regulation, question, BODY) {
            chain::Applicable::One(chain) => {
                let refs: Vec<_> = chain.steps.iter().flat_map(|step| &step.by).map(|by| (BODY, by.clone())).collect();
                of_roles(&refs)?
            }
            _ => vec![],
        },
        Binding::ExceptionGranter => match records::rule_of_record(regulation, question) {
            Some((layer, rule)) => match &rule.exception {
                Some(grant) if !grant.by.is_empty() => {
                    let refs: Vec<_> = grant.by.iter().map(|by| (layer, by.clone())).collect();
                    of_roles(&refs)?
                }
                _ => {
                    let key = regulation.layers[layer].key("exception", &rule.id);
                    let positions = regulation.settings.list(&key);
                    if positions.is_empty() {
                        return Err(UnsetKey(key));
                    }
                    running().filter(|one| positions.contains(&one.position.as_str())).map(|one| (one, false)).collect()
                }
            },
            None => vec![],
        },
        Binding::ActorKind(_) => vec![],
    };
    if role.deputies {
        let absent: Vec<&str> =
            found.iter().filter(|(one, _)| one.absent).map(|(one, _)| one.capacity.as_str()).collect();
        let deputies = running().filter(|one| one.deputy_of.as_deref().is_some_and(|of| absent.contains(&of)));
        let deputies: Vec<Bearer<'q>> = deputies.map(|one| (one, true)).collect();
        found.extend(deputies);
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|(one, _)| seen.insert(one.capacity.as_str()));
    Ok(found)
}

/// Whether a person, acting in a capacity, holds a role at a time.
pub fn holds(
    regulation: &Regulation,
    question: &Question<'_>,
    layer: usize,
    reference: &RoleRef,
    (person, capacity): (&str, &str),
    at: Timestamp,
) -> Result<bool, UnsetKey> {
    let Some((layer, role)) = resolve(regulation, layer, reference)? else { return Ok(false) };
    if let Binding::ActorKind(kind) = &role.bound {
        return Ok(*kind == question.facts.actor.kind && person == question.facts.actor.person);
    }
    let bearers = bearers(regulation, question, layer, role, at)?;
    Ok(bearers.iter().any(|(one, _)| one.person == person && one.capacity == capacity))
}

/// Whether the actor of the question holds any of several roles; an unset key matters only if none is held.
pub fn actor_holds(
    regulation: &Regulation,
    question: &Question<'_>,
    refs: &[(usize, RoleRef)],
) -> Result<bool, UnsetKey> {
    let actor = &question.facts.actor;
    let mut unset = None;
    for (layer, reference) in refs {
        match holds(regulation, question, *layer, reference, (&actor.person, &actor.capacity), question.at) {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(key) => unset = unset.or(Some(key)),
        }
    }
    unset.map_or(Ok(false), Err)
}

/// A role with its holders; empty where nobody holds it or it is not bound.
pub fn who(regulation: &Regulation, question: &Question<'_>, layer: usize, reference: &RoleRef) -> Who {
    let resolved = resolve(regulation, layer, reference);
    let name = |layer: usize, id: &str| if layer == HOUSE { format!("house:{id}") } else { id.to_owned() };
    match resolved {
        Ok(Some((layer, role))) => {
            let bearers = bearers(regulation, question, layer, role, question.at).unwrap_or_default();
            Who {
                role: name(layer, &role.id),
                label: role.label.clone(),
                holders: bearers.into_iter().map(|(one, deputy)| holder(one, deputy)).collect(),
            }
        }
        _ => {
            let (RoleRef::Own(id) | RoleRef::House(id) | RoleRef::Reading(id)) = reference;
            let reading = regulation.layers[layer].pack.readings.iter().find(|reading| reading.id == *id);
            let label = reading.map(|reading| tatefuda_domain::Localized::new(&reading.written, &reading.written));
            Who { role: name(layer, id), label: label.unwrap_or_default(), holders: vec![] }
        }
    }
}

/// Several roles with their holders; with four eyes in force the authors are left out.
pub fn able(
    regulation: &Regulation,
    question: &Question<'_>,
    layer: usize,
    refs: &[RoleRef],
    four_eyes: bool,
) -> Vec<Who> {
    refs.iter()
        .map(|reference| {
            let mut who = who(regulation, question, layer, reference);
            if four_eyes {
                who.holders.retain(|holder| !question.facts.authors.contains(&holder.person));
            }
            who
        })
        .collect()
}

/// Holders of positions named by a settings key.
pub fn positions(regulation: &Regulation, question: &Question<'_>, key: &str) -> Who {
    let positions = regulation.settings.list(key);
    let running = question.facts.org.iter().filter(|one| one.runs(question.at));
    Who {
        role: key.to_owned(),
        label: super::words::granter(),
        holders: running
            .filter(|one| positions.contains(&one.position.as_str()))
            .map(|one| holder(one, false))
            .collect(),
    }
}

/// The first of several references that cannot be resolved for want of a setting.
pub fn first_unset(
    regulation: &Regulation,
    question: &Question<'_>,
    layer: usize,
    refs: &[RoleRef],
) -> Option<UnsetKey> {
    refs.iter().find_map(|reference| match resolve(regulation, layer, reference) {
        Err(key) => Some(key),
        Ok(Some((layer, role))) => bearers(regulation, question, layer, role, question.at).err(),
        Ok(None) => None,
    })
}

fn holder(one: &AppointmentFact, deputy: bool) -> Holder {
    Holder {
        person: one.person.clone(),
        capacity: one.capacity.clone(),
        name: one.name.clone(),
        position: one.position_name.clone(),
        section: one.section_name.clone(),
        extension: one.extension.clone(),
        absent: one.absent,
        deputy,
    }
}
