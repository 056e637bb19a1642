//! What the parts of a pack name: clauses on which something acts, record kinds that something asks for, roles.

use std::collections::BTreeSet;

use crate::{
    engine::conditions,
    expr::Query,
    pack::{Binding, Exclusion, Kept, Met, Pack, RemedySpec, RoleRef},
};

/// Clauses on which something acts. What is only told of (readings, silence, words, norms) is no control.
pub fn clauses(pack: &Pack) -> BTreeSet<&str> {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut add = |clauses: &'_ [String]| {
        for clause in clauses {
            used.extend(pack.clause(clause).map(|known| known.id.as_str()));
        }
    };
    pack.rules.iter().for_each(|item| add(&item.clauses));
    pack.chains.iter().for_each(|item| {
        add(&item.clauses);
        item.steps.iter().for_each(|step| add(&step.clauses));
    });
    pack.exceptions.iter().for_each(|item| add(&item.clauses));
    pack.powers.iter().for_each(|item| add(&item.clauses));
    pack.standings.iter().for_each(|item| add(&item.clauses));
    pack.roles.iter().for_each(|item| add(&item.clauses));
    pack.categories.iter().for_each(|item| add(&item.clauses));
    pack.classifications.iter().for_each(|item| add(&item.clauses));
    pack.parameters.iter().for_each(|item| add(&item.clauses));
    pack.calendars.iter().for_each(|item| add(&item.clauses));
    pack.record_kinds.iter().for_each(|item| {
        add(&item.clauses);
        item.lines.iter().for_each(|line| add(std::slice::from_ref(&line.clause)));
    });
    pack.lifts.iter().for_each(|item| add(&item.clauses));
    pack.modes.iter().for_each(|item| add(&item.clauses));
    pack.accounts.iter().for_each(|item| add(&item.clauses));
    pack.account_classes.iter().for_each(|item| add(&item.clauses));
    pack.actor_kinds.iter().for_each(|item| add(&item.clauses));
    pack.boards.iter().for_each(|item| add(&item.clauses));
    pack.read_as.iter().for_each(|item| add(&item.clauses));
    pack.grounds.iter().for_each(|item| add(&item.clauses));
    pack.procedures.iter().for_each(|item| {
        add(&item.clauses);
        item.steps.iter().for_each(|step| add(&step.clauses));
    });
    pack.duties.iter().for_each(|item| add(&item.clauses));
    pack.clocks.iter().for_each(|item| add(&item.clauses));
    pack.counts.iter().for_each(|item| add(&item.clauses));
    pack.baselines.iter().for_each(|item| add(&item.clauses));
    pack.monitors.iter().for_each(|item| add(&item.clauses));
    pack.documents.iter().for_each(|item| {
        add(&item.clauses);
        item.parts.iter().for_each(|part| add(&part.clauses));
    });
    pack.header.sub_rules.iter().for_each(|item| add(&item.clauses));
    used
}

/// Record kinds that something asks for.
pub fn kinds(pack: &Pack) -> BTreeSet<&str> {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for rule in &pack.rules {
        if let Kept::Record(kind) | Kept::Decision(kind) = &rule.kept {
            used.insert(kind);
        }
        used.extend(rule.exception.iter().map(|grant| grant.record.as_str()));
        used.extend(rule.remedies.iter().filter_map(|remedy| match remedy {
            RemedySpec::Record(kind) => Some(kind.as_str()),
            _ => None,
        }));
    }
    used.extend(pack.exceptions.iter().flat_map(|item| &item.needs).map(String::as_str));
    used.extend(pack.powers.iter().flat_map(|item| &item.needs).map(String::as_str));
    for role in &pack.roles {
        if let Binding::Record(kind) | Binding::RecordField { kind, .. } = &role.bound {
            used.insert(kind);
        }
        used.extend(role.records.iter().map(String::as_str));
    }
    used.extend(pack.actor_kinds.iter().flat_map(|item| &item.needs).map(String::as_str));
    used.extend(pack.boards.iter().map(|item| item.record.as_str()));
    used.extend(pack.modes.iter().flat_map(|item| item.start.iter().chain(&item.end)).map(String::as_str));
    used.extend(pack.baselines.iter().map(|item| item.record.as_str()));
    used.extend(pack.documents.iter().filter_map(|item| item.record.as_deref()));
    used.extend(pack.header.sub_rules.iter().map(|item| item.record.as_str()));
    let steps = pack.procedures.iter().flat_map(|item| &item.steps);
    used.extend(steps.flat_map(|step| step.record.iter().chain(&step.decision)).map(String::as_str));
    used.extend(pack.duties.iter().filter_map(|item| match &item.met {
        Met::Record(kind) => Some(kind.as_str()),
        _ => None,
    }));
    for condition in conditions(pack) {
        used.extend(condition.kinds().iter().map(String::as_str));
    }
    used.extend(events(pack).filter_map(|event| event.strip_prefix("record:")));
    used
}

/// Events that something waits for or counts from.
fn events(pack: &Pack) -> impl Iterator<Item = &str> {
    let clocks = pack.clocks.iter().flat_map(|item| std::iter::once(&item.since).chain(&item.otherwise));
    let dues = pack.monitors.iter().filter_map(|item| item.due.as_ref());
    let dues = dues.flat_map(|due| std::iter::once(&due.since).chain(&due.otherwise));
    let duties = pack.duties.iter().flat_map(|item| match &item.timing {
        crate::pack::Timing::On(events) => events.as_slice(),
        crate::pack::Timing::Every { .. } => &[],
    });
    let procedures = pack.procedures.iter().flat_map(|item| &item.on);
    let counted = pack.counts.iter().map(|item| &item.of);
    let baselines = pack.baselines.iter().map(|item| &item.at_event);
    let all = clocks.chain(dues).chain(duties).chain(procedures).chain(counted).chain(baselines);
    let asked = conditions(pack).flat_map(|condition| condition.queries()).flat_map(|query| match query {
        Query::After(first, second) => vec![first.as_str(), second.as_str()],
        Query::AllGaveSince(_, _, event) => vec![event.as_str()],
        _ => vec![],
    });
    all.map(|event| event.0.as_str()).chain(asked)
}

/// Roles of the pack that something names.
pub fn roles(pack: &Pack) -> BTreeSet<&str> {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut name = |refs: &[RoleRef]| {
        for reference in refs {
            if let RoleRef::Own(id) = reference {
                used.extend(pack.roles.iter().find(|role| role.id == *id).map(|role| role.id.as_str()));
            }
        }
    };
    name(&pack.header.contact);
    pack.standings.iter().for_each(|item| name(&item.by));
    pack.record_kinds.iter().for_each(|item| name(&item.by));
    pack.powers.iter().for_each(|item| name(&item.by));
    pack.roles.iter().for_each(|item| name(&item.also));
    pack.boards.iter().for_each(|item| name(&item.secretary));
    pack.read_as.iter().for_each(|item| name(&item.replace.values().cloned().collect::<Vec<_>>()));
    for step in pack.chains.iter().flat_map(|chain| &chain.steps) {
        name(&step.by);
        let excluded = step.exclude.iter().filter_map(|who| match who {
            Exclusion::Role(role) => Some(role.clone()),
            _ => None,
        });
        name(&excluded.collect::<Vec<_>>());
    }
    for rule in &pack.rules {
        rule.exception.iter().for_each(|grant| name(&grant.by));
        name(&rule.guards.role);
        for remedy in &rule.remedies {
            match remedy {
                RemedySpec::Appoint(role) => name(std::slice::from_ref(role)),
                RemedySpec::Ask(roles, _) => name(roles),
                _ => {}
            }
        }
    }
    for procedure in &pack.procedures {
        name(&procedure.opened_by);
        procedure.steps.iter().for_each(|step| {
            name(&step.owner);
            name(&step.acks);
            name(&step.alert);
        });
    }
    for duty in &pack.duties {
        name(&duty.owner);
        duty.missed.iter().chain(duty.outcomes.values()).for_each(|follows| name(&follows.alert));
    }
    pack.monitors.iter().for_each(|item| name(&item.alert));
    pack.exceptions.iter().for_each(|item| name(&item.guards.role));
    for condition in conditions(pack) {
        for query in condition.queries() {
            if let Query::Holders(role) | Query::AllGave(_, role) | Query::AllGaveSince(_, role, _) = query {
                name(&[RoleRef::Own(role.clone())]);
            }
        }
    }
    // A reading may decide for a role that nothing else names.
    for reading in &pack.readings {
        if let Some(role) = reading.read.strip_prefix("role:") {
            name(&[RoleRef::Own(role.to_owned())]);
        }
    }
    used
}
