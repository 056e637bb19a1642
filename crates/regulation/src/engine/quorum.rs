//! Steps of procedures that several do: each of some roles, or so many of those whose step it is. Who has done their part, and
//! who is still missing. The order among them is free, and one person never counts twice.

use std::collections::BTreeSet;

use super::{
    cx::{Cx, Source},
    readas, roles,
    verdict::Verdict,
    words,
};
use crate::{
    answer::{Holder, Outcome, People},
    facts::{AppointmentFact, DoneFact, ProcedureFact},
    pack::{Procedure, ProcedureStep, RoleRef, Together},
};

/// What a step that several do still lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Those who can still do their part.
    pub who: People,
    /// How many have to.
    pub more: usize,
}

/// Somebody who did a step, in an appointment, at a time.
type Part<'q> = &'q DoneFact;

/// The person for whom a holder counts: of somebody away and the deputy one is enough, and both are no more than one.
pub fn place<'q>(org: &'q [AppointmentFact], holders: &[&Holder], person: &'q str, capacity: &str) -> &'q str {
    let own = holders.iter().any(|holder| holder.capacity == capacity && !holder.deputy);
    let of = org.iter().find(|one| one.capacity == capacity).and_then(|one| one.deputy_of.as_deref());
    let stands_for = of.filter(|_| !own).and_then(|of| org.iter().find(|one| one.capacity == of));
    stands_for.map_or(person, |one| &one.person)
}

/// What a step still lacks by those parts; `None`: one person does it.
pub fn missing<'q>(cx: Cx<'_, 'q>, procedure: &Procedure, step: &ProcedureStep, parts: &[Part<'q>]) -> Option<Missing> {
    if !step.acks.is_empty() {
        return Some(roles_missing(cx, &readas::roles(cx, &procedure.id, &step.acks), parts));
    }
    // An act is done once, whoever else could have done it.
    if step.act.is_some() {
        return None;
    }
    let owners = cx.owners(procedure, step);
    let said = || owners.iter().find_map(|owner| roles::together(cx.regulation, cx.layer, owner));
    match step.together.or_else(said)? {
        Together::Any | Together::Count(0 | 1) => None,
        Together::Count(count) => Some(count_missing(cx, &owners, count as usize, parts)),
        Together::All => Some(all_missing(cx, &owners, parts)),
    }
}

/// Those of an instance who did a step so far, in their order.
pub fn parts<'q>(cx: Cx<'_, 'q>, instance: &'q ProcedureFact, step: &ProcedureStep) -> Vec<Part<'q>> {
    let mut parts: Vec<Part<'q>> =
        instance.steps.iter().filter(|done| done.step == step.id && done.at <= cx.question.at).collect();
    parts.sort_by_key(|done| (done.at, &done.person, &done.capacity));
    parts
}

/// A part that would bring nothing: the actor did theirs, or somebody of the same role did.
pub fn idle(
    cx: Cx<'_, '_>,
    procedure: &Procedure,
    instance: &ProcedureFact,
    step: &ProcedureStep,
    own: Source<'_>,
) -> Option<Verdict> {
    let done: Vec<DoneFact> = parts(cx, instance, step).into_iter().cloned().collect();
    let actor = &cx.question.facts.actor;
    let (at, person, capacity) = (cx.question.at, actor.person.clone(), actor.capacity.clone());
    let theirs = DoneFact { at, capacity, person, step: step.id.clone() };
    let before = still(cx, procedure, step, &done)?;
    let after = still(cx, procedure, step, &[done, vec![theirs]].concat())?;
    if before.more == 0 || after.more < before.more {
        return None;
    }
    let labels: Vec<_> = before.who.iter().map(|who| who.label.clone()).collect();
    let message = words::others_missing(&step.label, &labels);
    Some(Verdict::refused(cx, own, cx.refusal(own, Outcome::Broken, message, before.who, vec![])))
}

/// As [`missing`], over parts that are no facts of the question.
fn still(cx: Cx<'_, '_>, procedure: &Procedure, step: &ProcedureStep, parts: &[DoneFact]) -> Option<Missing> {
    let question = cx.question;
    let cx = Cx { regulation: cx.regulation, question, layer: cx.layer, item: cx.item };
    missing(cx, procedure, step, &parts.iter().collect::<Vec<_>>())
}

fn holds(cx: Cx<'_, '_>, role: &RoleRef, part: &DoneFact) -> bool {
    let who = (part.person.as_str(), part.capacity.as_str());
    roles::holds(cx.regulation, cx.question, cx.layer, role, who, part.at) == Ok(true)
}

/// Each of these roles by a person of its own. Only where nobody else holds a role does one person in two offices do for both:
/// else the text could never be kept.
fn roles_missing(cx: Cx<'_, '_>, roles: &[RoleRef], parts: &[&DoneFact]) -> Missing {
    let able: Vec<Vec<&str>> = roles
        .iter()
        .map(|role| parts.iter().filter(|part| holds(cx, role, part)).map(|part| part.person.as_str()).collect())
        .collect();
    let mut of: Vec<Option<&str>> = vec![None; roles.len()];
    for role in 0..roles.len() {
        assign(role, &able, &mut of, &mut BTreeSet::new());
    }
    let counted: BTreeSet<&str> = of.iter().flatten().copied().collect();
    let people = cx.people(roles);
    let others = |place: usize| {
        people.get(place).is_some_and(|who| who.holders.iter().any(|one| !counted.contains(one.person.as_str())))
    };
    let open: Vec<usize> =
        (0..roles.len()).filter(|place| of[*place].is_none() && (able[*place].is_empty() || others(*place))).collect();
    let who = open.iter().filter_map(|place| {
        let mut who = people.get(*place)?.clone();
        if others(*place) {
            who.holders.retain(|holder| !counted.contains(holder.person.as_str()));
        }
        Some(who)
    });
    Missing { who: who.collect(), more: open.len() }
}

/// Gives a role a person of its own, moving others where they can stand elsewhere.
fn assign<'p>(role: usize, able: &[Vec<&'p str>], of: &mut [Option<&'p str>], tried: &mut BTreeSet<&'p str>) -> bool {
    for person in &able[role] {
        if !tried.insert(person) {
            continue;
        }
        let held = of.iter().position(|one| one == &Some(*person));
        if held.is_none_or(|other| assign(other, able, of, tried)) {
            of[role] = Some(person);
            return true;
        }
    }
    false
}

/// So many different people of these roles.
fn count_missing(cx: Cx<'_, '_>, owners: &[RoleRef], count: usize, parts: &[&DoneFact]) -> Missing {
    let counts = parts.iter().filter(|part| owners.iter().any(|role| holds(cx, role, part)));
    let gave: BTreeSet<&str> = counts.map(|part| part.person.as_str()).collect();
    let who = cx.people(owners).only(|holder| !gave.contains(holder.person.as_str()));
    Missing { who, more: count.saturating_sub(gave.len()) }
}

/// Everybody who holds one of these roles now; of somebody away and the deputy one.
fn all_missing(cx: Cx<'_, '_>, owners: &[RoleRef], parts: &[&DoneFact]) -> Missing {
    let people = cx.people(owners);
    let holders: Vec<&Holder> = people.iter().flat_map(|who| &who.holders).collect();
    let org = &cx.question.facts.org;
    let gave: BTreeSet<&str> = parts
        .iter()
        .filter(|part| owners.iter().any(|role| holds(cx, role, part)))
        .map(|part| place(org, &holders, &part.person, &part.capacity))
        .collect();
    let stands = |holder: &&Holder| {
        let one = org.iter().find(|one| one.capacity == holder.capacity.as_str());
        one.map(|one| place(org, &holders, &one.person, &one.capacity))
    };
    let open = |holder: &Holder| stands(&holder).is_none_or(|place| !gave.contains(place));
    let more: BTreeSet<&str> = holders.iter().filter_map(stands).filter(|place| !gave.contains(place)).collect();
    // Where nobody holds it, nobody has done it.
    let more = if holders.is_empty() && gave.is_empty() { 1 } else { more.len() };
    Missing { who: people.only(open), more }
}
