//! What the items of a pack read beside their conditions.

use std::collections::BTreeSet;

use crate::{
    expr::{Condition, Query},
    pack::{Binding, Deputies, Guards, Or, Pack, Place, Timing},
};

/// Parameters that conditions, periods, calendars, roles, schemes or guards read. Those that a document only shows
/// are not among them.
pub fn parameters(pack: &Pack) -> BTreeSet<&str> {
    let mut read: BTreeSet<&str> = BTreeSet::new();
    for condition in pack.conditions() {
        read.extend(condition.params().iter().map(String::as_str));
        read.extend(condition.queries().iter().filter_map(|query| match query {
            Query::Overdue(_, param) | Query::Meets(param) | Query::Within(param) => Some(param.as_str()),
            _ => None,
        }));
    }
    fn held<T>(or: Option<&Or<T>>) -> Option<&str> {
        match or {
            Some(Or::Param(id)) => Some(id),
            _ => None,
        }
    }
    for kind in &pack.record_kinds {
        read.extend(held(kind.term.as_ref()));
        read.extend(held(kind.retain.as_ref()));
    }
    read.extend(pack.modes.iter().filter_map(|mode| held(mode.longest.as_ref())));
    read.extend(pack.procedures.iter().flat_map(|one| &one.steps).filter_map(|step| held(step.within.as_ref())));
    for duty in &pack.duties {
        read.extend(held(duty.within.as_ref()));
        if let Timing::Every { every, days } = &duty.timing {
            read.extend(held(Some(every)));
            read.extend(held(days.as_ref()));
        }
    }
    read.extend(pack.counts.iter().filter_map(|count| held(Some(&count.within))));
    for baseline in &pack.baselines {
        read.extend(held(Some(&baseline.tolerance)));
        read.extend(held(baseline.fresh.as_ref()));
    }
    read.extend(pack.monitors.iter().filter_map(|monitor| held(monitor.due.as_ref().map(|due| &due.after))));
    for calendar in &pack.calendars {
        read.extend(calendar.closed_param.iter().chain(&calendar.open_param).map(String::as_str));
    }
    read.extend(pack.classifications.iter().filter_map(|scheme| scheme.order.as_deref()));
    read.extend(pack.roles.iter().filter_map(|role| match &role.deputies {
        Deputies::Param(param) => Some(param.as_str()),
        Deputies::Said(_) | Deputies::Silent => None,
    }));
    read.extend(pack.lifts.iter().filter_map(|lift| lift.adopted.as_deref()));
    let approvals = pack.record_kinds.iter().filter_map(|kind| kind.approval.as_ref());
    read.extend(approvals.filter_map(|approval| approval.later.as_deref()));
    read.extend(pack.roles.iter().filter_map(|role| match &role.bound {
        Binding::Table { param, .. } => Some(param.as_str()),
        _ => None,
    }));
    read.extend(guards(pack).filter_map(|guards| guards.until_param.as_deref()));
    for remedy in pack.rules.iter().flat_map(|rule| &rule.remedies) {
        match remedy {
            crate::pack::RemedySpec::ChangeTime(_, Some(calendar)) => {
                read.insert(calendar);
            }
            crate::pack::RemedySpec::Parameter(param) => {
                read.insert(param);
            }
            _ => {}
        }
    }
    read
}

/// Every set of guards of a pack.
pub fn guards(pack: &Pack) -> impl Iterator<Item = &Guards> {
    pack.rules
        .iter()
        .map(|item| &item.guards)
        .chain(pack.chains.iter().map(|item| &item.guards))
        .chain(pack.exceptions.iter().map(|item| &item.guards))
        .chain(pack.powers.iter().map(|item| &item.guards))
        .chain(pack.silences.iter().map(|item| &item.guards))
        .chain(pack.standings.iter().map(|item| &item.guards))
        .chain(pack.read_as.iter().map(|item| &item.guards))
        .chain(pack.procedures.iter().map(|item| &item.guards))
        .chain(pack.duties.iter().map(|item| &item.guards))
        .chain(pack.monitors.iter().map(|item| &item.guards))
}

/// Classification schemes that conditions read.
pub fn schemes(pack: &Pack) -> BTreeSet<&str> {
    pack.conditions().flat_map(Condition::schemes).collect()
}

/// Items with days of their own, with their names.
pub fn dated(pack: &Pack) -> Vec<(String, Place, &Guards)> {
    let mut all = vec![];
    macro_rules! items {
        ($($items:ident $noun:literal),* $(,)?) => {$(
            all.extend(pack.$items.iter().map(|item| (format!("the {} {}", $noun, item.id), item.place, &item.guards)));
        )*};
    }
    items!(
        rules "rule",
        chains "chain",
        exceptions "exception",
        powers "power",
        procedures "procedure",
        duties "duty",
        monitors "monitor",
    );
    all
}
