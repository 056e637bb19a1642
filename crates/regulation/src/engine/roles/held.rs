//! Whether somebody holds a role.

use jiff::Timestamp;

use super::{bearers, deputy::represented, is_eligible, resolve};
use crate::{
    engine::{memo::UnsetKey, question::Question, regulation::Regulation, select::four_eyes},
    facts::AppointmentFact,
    pack::{Binding, RoleRef, Together},
};

/// Persons who hold a role at the time of the question.
pub fn persons(
    regulation: &Regulation,
    question: &Question<'_>,
    layer: usize,
    reference: &RoleRef,
) -> Result<Vec<String>, UnsetKey> {
    let Some(found) = resolve(regulation, layer, reference)? else { return Ok(vec![]) };
    let bearers = bearers(regulation, question, found, question.at)?;
    let mut persons: Vec<String> = bearers.iter().map(|(place, _)| question.facts.org[*place].person.clone()).collect();
    persons.sort_unstable();
    persons.dedup();
    Ok(persons)
}

/// How co-holders of a role act, where it says so.
pub fn together(regulation: &Regulation, layer: usize, reference: &RoleRef) -> Option<Together> {
    resolve(regulation, layer, reference).ok().flatten().and_then(|found| found.role.together)
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
    let Some(found) = resolve(regulation, layer, reference)? else { return Ok(false) };
    if let Binding::ActorKind(kind) = &found.role.bound {
        return Ok(*kind == question.facts.actor.kind && person == question.facts.actor.person);
    }
    let org = &question.facts.org;
    let is = |one: &AppointmentFact| one.person == person && one.capacity == capacity;
    let bearers = bearers(regulation, question, found, at)?;
    Ok(bearers.iter().any(|(place, _)| is(&org[*place])))
}

/// Whether a person holds a role at a time, in whatever capacity.
pub fn holds_at_all(
    regulation: &Regulation,
    question: &Question<'_>,
    layer: usize,
    reference: &RoleRef,
    person: &str,
    at: Timestamp,
) -> Result<bool, UnsetKey> {
    let Some(found) = resolve(regulation, layer, reference)? else { return Ok(false) };
    let bearers = bearers(regulation, question, found, at)?;
    Ok(bearers.iter().any(|(place, _)| question.facts.org[*place].person == person))
}

/// Whether any of several roles is held; an unset key matters only if none is.
fn any(refs: &[(usize, RoleRef)], held: impl Fn(usize, &RoleRef) -> Result<bool, UnsetKey>) -> Result<bool, UnsetKey> {
    let mut unset = None;
    for (layer, reference) in refs {
        match held(*layer, reference) {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(key) => unset = unset.or(Some(key)),
        }
    }
    unset.map_or(Ok(false), Err)
}

/// Whether the actor of the question holds any of several roles in the capacity in which they act.
pub fn actor_holds(
    regulation: &Regulation,
    question: &Question<'_>,
    refs: &[(usize, RoleRef)],
) -> Result<bool, UnsetKey> {
    let actor = &question.facts.actor;
    let who = (actor.person.as_str(), actor.capacity.as_str());
    any(refs, |layer, reference| holds(regulation, question, layer, reference, who, question.at))
}

/// The same in whatever capacity.
pub fn person_holds(
    regulation: &Regulation,
    question: &Question<'_>,
    refs: &[(usize, RoleRef)],
) -> Result<bool, UnsetKey> {
    let actor = &question.facts.actor;
    let held =
        any(refs, |layer, reference| Ok(persons(regulation, question, layer, reference)?.contains(&actor.person)));
    // Kinds of actor are no persons of the organisation.
    if held == Ok(true) || actor_holds(regulation, question, refs) == Ok(true) { Ok(true) } else { held }
}

/// Those who stand in for holders of a role that wrote the content, where the role has deputies: for its steps a holder
/// who may not check is as good as away. None stands in while another holder is there who may.
pub fn stand_ins<'q>(
    regulation: &Regulation,
    question: &Question<'q>,
    layer: usize,
    reference: &RoleRef,
    at: Timestamp,
) -> Result<Vec<&'q AppointmentFact>, UnsetKey> {
    let facts = question.facts;
    let Some(found) = resolve(regulation, layer, reference)? else { return Ok(vec![]) };
    if !represented(regulation, question, found.layer, found.role) {
        return Ok(vec![]);
    }
    let held = bearers(regulation, question, found, at)?;
    let wrote = |place: usize| facts.authors.contains(&facts.org[place].person);
    if held.is_empty() || held.iter().any(|(place, _)| !wrote(*place)) {
        return Ok(vec![]);
    }
    let capacities: Vec<&str> = held.iter().map(|(place, _)| facts.org[*place].capacity.as_str()).collect();
    let stands_in = |one: &&AppointmentFact| {
        one.runs(at)
            && !facts.authors.contains(&one.person)
            && one.deputy_of.as_deref().is_some_and(|of| capacities.contains(&of))
    };
    let mut able = vec![];
    for one in facts.org.iter().filter(stands_in) {
        if is_eligible(regulation, question, found.layer, found.role, one, at)? {
            able.push(one);
        }
    }
    Ok(able)
}

/// Whether a person, acting in a capacity, may give a step of a role at a time: as a holder, or for one who wrote the
/// content.
pub fn may_give(
    regulation: &Regulation,
    question: &Question<'_>,
    layer: usize,
    reference: &RoleRef,
    who: (&str, &str),
    at: Timestamp,
) -> Result<bool, UnsetKey> {
    Ok(holds(regulation, question, layer, reference, who, at)?
        || four_eyes(regulation, question)
            && stand_ins(regulation, question, layer, reference, at)?
                .iter()
                .any(|one| one.person == who.0 && one.capacity == who.1))
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
        Ok(Some(found)) => bearers(regulation, question, found, question.at).err(),
        Ok(None) => None,
    })
}
