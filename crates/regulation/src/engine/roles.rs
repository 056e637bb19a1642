//! Who holds a role at a time.

use jiff::Timestamp;

use super::{BODY, HOUSE, Regulation, chain, records};
use crate::{
    answer::{Holder, Who},
    facts::{AppointmentFact, Question, Value},
    pack::{Binding, Role, RoleRef, Together, Within},
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
    question: &Question<'q>,
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
        let question = &Question { nested: true, ..question.clone() };
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
    if question.nested && matches!(role.bound, Binding::StepHolder | Binding::ExceptionGranter) {
        return Ok(vec![]);
    }
    let found: Vec<Bearer<'q>> = match &role.bound {
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
        Binding::RecordField { kind, field } => {
            let kind = regulation.layers[layer].kind_id(kind);
            of_persons(&records::named(regulation, question, &kind, field, at))
        }
        Binding::Table { param, key } => {
            let full = regulation.layers[layer].key("param", param);
            let Some(Value::TextList(table)) = regulation.layers[layer].param(param, super::time::account_of(question))
            else {
                return Err(UnsetKey(full));
            };
            let row = match question.facts.get(key) {
                Ok(Value::Text(key)) => crate::settings::row(table, key),
                _ => None,
            };
            match row {
                Some(position) => running().filter(|one| one.position == position).map(|one| (one, false)).collect(),
                None => vec![],
            }
        }
        Binding::Staff => {
            running().filter(|one| matches!(one.actor_kind.as_str(), "" | "staff")).map(|one| (one, false)).collect()
        }
        Binding::Author => {
            let authors: Vec<&str> = question.facts.authors.iter().map(String::as_str).collect();
            of_persons(&authors)
        }
        Binding::StepHolder => {
            let mut refs = vec![];
            for layer in BODY..regulation.layers.len() {
                if let chain::Applicable::One(chain) = chain::applicable(regulation, question, layer) {
                    refs.extend(chain.steps.iter().flat_map(|step| &step.by).map(|by| (layer, by.clone())));
                }
            }
            of_roles(&refs)?
        }
        Binding::ExceptionGranter => match records::rule_of_record(regulation, question) {
            Some(principle) if !principle.by.is_empty() => {
                let refs: Vec<_> = principle.by.iter().map(|by| (principle.layer, by.clone())).collect();
                of_roles(&refs)?
            }
            Some(principle) => {
                let key = regulation.layers[principle.layer].key("exception", principle.id);
                let positions = regulation.settings.list(&key);
                if positions.is_empty() {
                    return Err(UnsetKey(key));
                }
                running().filter(|one| positions.contains(&one.position.as_str())).map(|one| (one, false)).collect()
            }
            None => vec![],
        },
        Binding::ActorKind(_) => vec![],
    };
    let mut eligible = vec![];
    for (one, deputy) in found {
        if is_eligible(regulation, question, layer, role, one, at)? {
            eligible.push((one, deputy));
        }
    }
    let mut found = eligible;
    if role.deputies {
        let absent: Vec<&str> =
            found.iter().filter(|(one, _)| one.absent).map(|(one, _)| one.capacity.as_str()).collect();
        let deputies = running().filter(|one| one.deputy_of.as_deref().is_some_and(|of| absent.contains(&of)));
        let deputies: Vec<Bearer<'q>> = deputies.map(|one| (one, true)).collect();
        found.extend(deputies);
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|(one, _)| seen.insert(one.capacity.as_str()));
    found.sort_by_key(|(one, deputy)| (*deputy, &one.capacity));
    Ok(found)
}

/// Whether somebody meets what a role asks of its holders.
fn is_eligible(
    regulation: &Regulation,
    question: &Question<'_>,
    layer: usize,
    role: &Role,
    one: &AppointmentFact,
    at: Timestamp,
) -> Result<bool, UnsetKey> {
    let state = &regulation.layers[layer];
    if let Some((scheme, least)) = &role.rank {
        match state.schemes.get(scheme) {
            Some(Ok(order)) => {
                let rank = |level: &str| order.iter().position(|known| known == level);
                if rank(&one.rank).is_none_or(|own| rank(least).is_none_or(|least| own < least)) {
                    return Ok(false);
                }
            }
            Some(Err(param)) => return Err(UnsetKey(state.key("param", param))),
            None => return Ok(false),
        }
    }
    let kind = if one.actor_kind.is_empty() { "staff" } else { &one.actor_kind };
    let sections = |role: Within| -> Vec<String> {
        match role {
            Within::Owner | Within::NotOwner => match question.facts.get("account.sections") {
                Ok(Value::TextList(sections)) => sections.clone(),
                _ => vec![],
            },
            Within::Subject => {
                let named = match question.facts.get("record.person") {
                    Ok(Value::Text(person)) => person.as_str(),
                    _ => return vec![],
                };
                let org = question.facts.org.iter().filter(|one| one.runs(at) && one.person == named);
                org.map(|one| one.section.clone()).collect()
            }
            Within::Author => {
                let authors = &question.facts.authors;
                let org = question.facts.org.iter().filter(|one| one.runs(at) && authors.contains(&one.person));
                org.map(|one| one.section.clone()).collect()
            }
        }
    };
    // One level deep is enough for what texts say, and keeps roles out of circles.
    for also in &role.also {
        let Some((layer, other)) = resolve(regulation, layer, also)? else { return Ok(false) };
        let plain = Role { also: vec![], ..other.clone() };
        if !bearers(regulation, question, layer, &plain, at)?.iter().any(|(held, _)| held.person == one.person) {
            return Ok(false);
        }
    }
    Ok((role.branch.is_empty() || role.branch.contains(&one.branch))
        && (role.kinds.is_empty() || role.kinds.iter().any(|known| known == kind))
        && match role.within {
            None => true,
            // Where no account is concerned there is no owner to compare with.
            Some(Within::Owner | Within::NotOwner) if super::time::account_of(question).is_none() => true,
            Some(Within::NotOwner) => {
                let owners = sections(Within::NotOwner);
                !owners.is_empty() && !owners.contains(&one.section)
            }
            Some(within) => sections(within).contains(&one.section),
        }
        && {
            let kinds: Vec<String> = role.records.iter().map(|kind| state.kind_id(kind)).collect();
            records::of_person(regulation, question, &kinds, &one.person, at)
        })
}

/// Whether somebody could hold a role by what it asks of its holders, in any running appointment.
pub fn eligible_person(
    regulation: &Regulation,
    question: &Question<'_>,
    layer: usize,
    role: &str,
    person: &str,
) -> Result<bool, UnsetKey> {
    let Some(role) = regulation.layers[layer].pack.roles.iter().find(|known| known.id == role) else { return Ok(true) };
    // What the holder must have on record comes with the appointment or after it, and whose section a
    // draft comes from shows only when there is a draft.
    let within = role.within.filter(|within| *within != Within::Author);
    let asked = Role { records: vec![], also: vec![], within, ..role.clone() };
    let mut own = question.facts.org.iter().filter(|one| one.person == person && one.runs(question.at)).peekable();
    if own.peek().is_none() {
        return Ok(true);
    }
    for one in own {
        if is_eligible(regulation, question, layer, &asked, one, question.at)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Persons who hold a role at the time of the question.
pub fn persons(
    regulation: &Regulation,
    question: &Question<'_>,
    layer: usize,
    reference: &RoleRef,
) -> Result<Vec<String>, UnsetKey> {
    let Some((layer, role)) = resolve(regulation, layer, reference)? else { return Ok(vec![]) };
    let mut persons: Vec<String> = bearers(regulation, question, layer, role, question.at)?
        .into_iter()
        .map(|(one, _)| one.person.clone())
        .collect();
    persons.sort_unstable();
    persons.dedup();
    Ok(persons)
}

/// How co-holders of a role act, where it says so.
pub fn together(regulation: &Regulation, layer: usize, reference: &RoleRef) -> Option<Together> {
    resolve(regulation, layer, reference).ok().flatten().and_then(|(_, role)| role.together)
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
    let mut holders: Vec<&AppointmentFact> = running.filter(|one| positions.contains(&one.position.as_str())).collect();
    holders.sort_by_key(|one| &one.capacity);
    Who {
        role: key.to_owned(),
        label: super::words::granter(),
        holders: holders.into_iter().map(|one| holder(one, false)).collect(),
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
