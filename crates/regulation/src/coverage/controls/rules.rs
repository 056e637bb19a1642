//! Rules, chains, exceptions, powers, standings, silences, lifts.

use std::collections::BTreeSet;

use tatefuda_domain::Action;

use super::control::{Control, asks_records};
use crate::{
    coverage::wiring::Part,
    pack::{
        ClauseClass::{Attested, Enforced, Informational, Routed},
        Exclusion, Kept, Pack, RemedySpec, Rule,
    },
    terms::Strength,
};

pub fn controls(pack: &Pack) -> Vec<Control> {
    let mut all: Vec<Control> = pack.rules.iter().map(|rule| of_rule(pack, rule)).collect();
    for chain in &pack.chains {
        let whole = Control::new("chain", &chain.id, &chain.clauses, &[Routed, Enforced]);
        all.push(whole.on(&chain.before).guarded(&chain.guards).reads(chain.applies.as_ref()));
        for step in &chain.steps {
            let clauses = if step.clauses.is_empty() { &chain.clauses } else { &step.clauses };
            let id = format!("{}/{}", chain.id, step.id);
            let mut control = Control::new("chain", id, clauses, &[Routed, Enforced])
                .on(&chain.before)
                .guarded(&chain.guards)
                .reads(chain.applies.as_ref())
                .roles(&step.by);
            for exclusion in &step.exclude {
                if let Exclusion::Role(role) = exclusion {
                    control = control.roles(std::slice::from_ref(role));
                }
            }
            match &step.decision_of {
                Some(board) => {
                    control.needs.names.insert(format!("board:{board}"));
                    control.needs.acts.insert(Action::RecordGive);
                }
                None => {
                    control.needs.acts.insert(Action::PostStep);
                    control.needs.parts.insert(Part::Steps);
                }
            }
            all.push(control);
        }
    }
    for exception in &pack.exceptions {
        let carries: &[_] = if exception.needs.is_empty() { &[Enforced] } else { &[Enforced, Routed] };
        let acts = acts_of(pack, &exception.of, exception.of_tag.as_deref());
        let control = Control::new("exception", &exception.id, &exception.clauses, carries)
            .on(&acts)
            .guarded(&exception.guards)
            .reads(exception.applies.as_ref());
        all.push(asks_records(control, &exception.needs));
    }
    for power in &pack.powers {
        let carries: &[_] = if power.needs.is_empty() { &[Enforced] } else { &[Routed, Enforced] };
        let control = Control::new("power", &power.id, &power.clauses, carries)
            .on(&power.grants)
            .guarded(&power.guards)
            .reads(power.applies.as_ref())
            .roles(&power.by);
        all.push(asks_records(control, &power.needs));
    }
    for standing in &pack.standings {
        let id = standing.name();
        let control = Control::new("standing", id, &standing.clauses, &[Enforced]);
        all.push(control.on(&standing.on).guarded(&standing.guards).roles(&standing.by));
    }
    for silence in &pack.silences {
        let control = Control::new("silence", &silence.id, &silence.clauses, &[Informational]);
        all.push(control.on(&silence.on).guarded(&silence.guards));
    }
    for lift in &pack.lifts {
        all.push(Control::new("lift", &lift.rule, &lift.clauses, &[Enforced]).names("param", &lift.adopted));
    }
    all
}

fn of_rule(pack: &Pack, rule: &Rule) -> Control {
    let kind = if rule.guards.finding.is_empty() { "rule" } else { "finding" };
    let mut carries = match (rule.strength, &rule.kept) {
        (Strength::Information, Kept::Always) => vec![Informational],
        (Strength::Information, _) => vec![Informational, Enforced],
        _ => vec![Enforced],
    };
    if let Kept::Record(kind) | Kept::Decision(kind) = &rule.kept {
        carries.extend(given_by(pack, rule, kind));
    }
    if rule.exception.is_some() || rule.strength == Strength::Principle {
        carries.push(Routed);
    }
    // What the author chooses is the author's statement.
    if rule.remedies.iter().any(|remedy| matches!(remedy, RemedySpec::Choose(_))) {
        carries.push(Attested);
    }
    let mut control = Control::new(kind, &rule.id, &rule.clauses, &carries)
        .on(&rule.on)
        .guarded(&rule.guards)
        .reads(rule.applies.as_ref());
    for remedy in &rule.remedies {
        control = match remedy {
            RemedySpec::Parameter(param) => named(control, "param", param),
            RemedySpec::ChangeTime(_, Some(calendar)) => named(control, "calendar", calendar),
            RemedySpec::Ask(roles, _) => control.roles(roles),
            RemedySpec::Appoint(role) => control.roles(std::slice::from_ref(role)),
            RemedySpec::Record(kind) => control.records([kind]),
            RemedySpec::Procedure(id) | RemedySpec::Step(id, _) => named(control, "procedure", id),
            _ => control,
        };
    }
    if let Some(grant) = &rule.exception {
        control = control.roles(&grant.by).records([&grant.record]);
    }
    match &rule.kept {
        Kept::Condition(condition) => control.reads(Some(condition)),
        Kept::Record(kind) | Kept::Decision(kind) => asks_records(control, std::slice::from_ref(kind)),
        Kept::Never | Kept::Always | Kept::Builtin(_) => control,
    }
}

/// A record that those who do the act state themselves is attested, one of somebody else is a step of theirs.
fn given_by(pack: &Pack, rule: &Rule, kind: &str) -> Vec<crate::pack::ClauseClass> {
    let Some(kind) = pack.record_kinds.iter().find(|known| known.id == kind) else { return vec![Routed] };
    let own = |role| {
        let standings = pack.standings.iter().filter(|standing| standing.on.iter().any(|act| rule.on.contains(act)));
        standings.flat_map(|standing| &standing.by).any(|by| by == role) || super::people::of_author(pack, role)
    };
    if kind.by.iter().any(own) || !kind.lines.is_empty() { vec![Attested, Routed] } else { vec![Routed, Attested] }
}

/// It rests on records that somebody gives.
fn named(mut control: Control, kind: &str, id: &str) -> Control {
    control.needs.names.insert(format!("{kind}:{id}"));
    control
}

/// The acts of what an exception excepts from.
fn acts_of(pack: &Pack, of: &[String], tag: Option<&str>) -> BTreeSet<Action> {
    let mut acts = BTreeSet::new();
    let mut open: Vec<&String> = of.iter().collect();
    let mut seen: BTreeSet<&String> = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        acts.extend(pack.rules.iter().filter(|rule| rule.id == *id).flat_map(|rule| &rule.on));
        acts.extend(pack.chains.iter().filter(|chain| chain.id == *id).flat_map(|chain| &chain.before));
        open.extend(pack.exceptions.iter().filter(|known| known.id == *id).flat_map(|known| &known.of));
    }
    let tagged = pack.rules.iter().filter(|rule| tag.is_some_and(|tag| rule.tags.iter().any(|known| known == tag)));
    acts.extend(tagged.flat_map(|rule| &rule.on));
    acts
}
