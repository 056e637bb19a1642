//! Who holds a role at a time.

mod deputy;
mod held;
mod people;

use std::sync::Arc;

use jiff::Timestamp;

use super::{
    memo::{Bearer, UnsetKey},
    question::Question,
    records,
    regulation::{BODY, HOUSE, Regulation},
    select,
};
use crate::{
    facts::{AppointmentFact, Value},
    pack::{Binding, Role, RoleRef, Within},
};
use deputy::represented;
pub use deputy::{is_holder, limits};
pub use held::{actor_holds, first_unset, holds, holds_at_all, may_give, person_holds, persons, together};
pub use people::{able, positions, who};

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

/// A role with its layer and its place there.
#[derive(Clone, Copy)]
struct Found<'r> {
    layer: usize,
    index: usize,
    role: &'r Role,
}

/// The role that a reference of a layer names; `None`: it does not exist, which loading excludes.
fn resolve<'r>(regulation: &'r Regulation, layer: usize, reference: &RoleRef) -> Result<Option<Found<'r>>, UnsetKey> {
    let find = |layer: usize, id: &str| {
        let roles = &regulation.layers[layer].pack.roles;
        roles.iter().position(|role| role.id == id).map(|index| Found { layer, index, role: &roles[index] })
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

/// Who carries a role at a time, found once for a question.
fn bearers(
    regulation: &Regulation,
    question: &Question<'_>,
    found: Found<'_>,
    at: Timestamp,
) -> Result<Arc<[Bearer]>, UnsetKey> {
    let find = || bearers_of(regulation, question, found.layer, found.role, at).map(Arc::from);
    match question.memo {
        Some(memo) => memo.bearers((found.layer, found.index), at, question.nested, find),
        None => find(),
    }
}

fn bearers_of(
    regulation: &Regulation,
    question: &Question<'_>,
    layer: usize,
    role: &Role,
    at: Timestamp,
) -> Result<Vec<Bearer>, UnsetKey> {
    let org = &question.facts.org;
    let running = || org.iter().enumerate().filter(move |(_, one)| one.runs(at));
    let those = |fits: &dyn Fn(&AppointmentFact) -> bool| -> Vec<Bearer> {
        running().filter(|(_, one)| fits(one)).map(|(place, _)| (place, false)).collect()
    };
    let of_positions = |positions: &[&str]| those(&|one| positions.contains(&one.position.as_str()));
    let of_persons = |persons: &[&str]| those(&|one| persons.contains(&one.person.as_str()));
    let of_roles = |refs: &[(usize, RoleRef)]| -> Result<Vec<Bearer>, UnsetKey> {
        let question = &Question { nested: true, ..question.clone() };
        let mut all = vec![];
        for (layer, reference) in refs {
            // Guards against roles that lead back to themselves.
            if let Some(found) = resolve(regulation, *layer, reference)?
                && !matches!(found.role.bound, Binding::StepHolder | Binding::ExceptionGranter)
            {
                all.extend_from_slice(&bearers(regulation, question, found, at)?);
            }
        }
        Ok(all)
    };
    if question.nested && matches!(role.bound, Binding::StepHolder | Binding::ExceptionGranter) {
        return Ok(vec![]);
    }
    let mut found: Vec<Bearer> = match &role.bound {
        Binding::Position => {
            let key = regulation.layers[layer].key("role", &role.id);
            let positions = regulation.settings.list(&key);
            if positions.is_empty() {
                return Err(UnsetKey(key));
            }
            of_positions(&positions)
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
            row.map_or_else(Vec::new, |position| of_positions(&[position]))
        }
        Binding::Staff => those(&|one| matches!(one.actor_kind.as_str(), "" | "staff")),
        Binding::Author => those(&|one| question.facts.authors.contains(&one.person)),
        // Where nobody knows who scheduled it, nobody can be told from them.
        Binding::Another => match question.facts.get("post.scheduled_by") {
            Ok(by) => those(&|one| {
                matches!(one.actor_kind.as_str(), "" | "staff")
                    && !question.facts.authors.contains(&one.person)
                    && !matches!(by, Value::Text(by) if *by == one.person)
            }),
            Err(_) => vec![],
        },
        Binding::StepHolder => {
            let mut refs = vec![];
            for layer in BODY..regulation.layers.len() {
                if let select::Applicable::One(chain) = select::applicable(regulation, question, layer) {
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
                of_positions(&positions)
            }
            None => vec![],
        },
        Binding::ActorKind(_) => vec![],
    };
    let mut eligible = vec![];
    for (place, deputy) in found {
        if is_eligible(regulation, question, layer, role, &org[place], at)? {
            eligible.push((place, deputy));
        }
    }
    found = eligible;
    if found.iter().any(|(place, _)| org[*place].absent) && represented(regulation, question, layer, role) {
        let absent: Vec<&str> =
            found.iter().map(|(place, _)| &org[*place]).filter(|one| one.absent).map(|one| &*one.capacity).collect();
        let deputies = running().filter(|(_, one)| one.deputy_of.as_deref().is_some_and(|of| absent.contains(&of)));
        for (place, one) in deputies {
            // What the text asks of the holder it asks of whoever acts for them.
            if is_eligible(regulation, question, layer, role, one, at)? {
                found.push((place, true));
            }
        }
    }
    let capacity = |place: usize| org[place].capacity.as_str();
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|(place, _)| seen.insert(capacity(*place)));
    found.sort_by_key(|(place, deputy)| (*deputy, capacity(*place)));
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
    let owners = || match question.facts.get("account.sections") {
        Ok(Value::TextList(sections)) => sections.as_slice(),
        _ => &[],
    };
    let section_of = |fits: &dyn Fn(&str) -> bool| {
        question.facts.org.iter().any(|other| other.section == one.section && other.runs(at) && fits(&other.person))
    };
    // One level deep is enough for what texts say, and keeps roles out of circles.
    for also in &role.also {
        let Some(other) = resolve(regulation, layer, also)? else { return Ok(false) };
        let plain = Role { also: vec![], ..other.role.clone() };
        let held = bearers_of(regulation, question, other.layer, &plain, at)?;
        if !held.iter().any(|(place, _)| question.facts.org[*place].person == one.person) {
            return Ok(false);
        }
    }
    Ok((role.branch.is_empty() || role.branch.contains(&one.branch))
        && (role.kinds.is_empty() || role.kinds.iter().any(|known| known == kind))
        && match role.within {
            None => true,
            // Where no account is concerned there is no owner to compare with.
            Some(Within::Owner | Within::NotOwner) if super::time::account_of(question).is_none() => true,
            Some(Within::NotOwner) => !owners().is_empty() && !owners().contains(&one.section),
            Some(Within::Owner) => owners().contains(&one.section),
            Some(Within::Subject) => match question.facts.get("record.person") {
                Ok(Value::Text(named)) => section_of(&|person| person == named),
                _ => false,
            },
            Some(Within::Author) => section_of(&|person| question.facts.authors.iter().any(|known| known == person)),
        }
        && {
            let kinds: Vec<_> = role.records.iter().map(|kind| state.kind_id(kind)).collect();
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
