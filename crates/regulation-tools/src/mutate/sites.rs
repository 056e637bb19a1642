//! The places of a pack that mutants change, each with its stable name. One walk serves both to list the places and
//! to reach one of them in a copy.

use tatefuda_calendar::Period;

use tatefuda_regulation::{
    expr::Condition,
    pack::{Exclusion, Guards, Kept, Or, Pack, RemedySpec, RoleRef, Standing, Together},
};

/// Calls `each` with the name of every list of roles. Who is told of a late step of a procedure is left out: the
/// engine is not asked for it.
pub fn roles(pack: &mut Pack, each: &mut dyn FnMut(String, &mut [RoleRef])) {
    let one = std::slice::from_mut;
    each("header:contact".to_owned(), &mut pack.header.contact);
    for role in &mut pack.roles {
        each(format!("role:{}:also", role.id), &mut role.also);
    }
    for kind in &mut pack.record_kinds {
        each(format!("record:{}:by", kind.id), &mut kind.by);
    }
    for rule in &mut pack.rules {
        for remedy in &mut rule.remedies {
            match remedy {
                RemedySpec::Ask(roles, _) => each(format!("rule:{}:ask", rule.id), roles),
                RemedySpec::Appoint(role) => each(format!("rule:{}:appoint", rule.id), one(role)),
                _ => {}
            }
        }
        if let Some(grant) = &mut rule.exception {
            each(format!("rule:{}:exception", rule.id), &mut grant.by);
        }
    }
    for chain in &mut pack.chains {
        for step in &mut chain.steps {
            let name = format!("chain:{}/{}", chain.id, step.id);
            each(format!("{name}:by"), &mut step.by);
            for exclusion in &mut step.exclude {
                if let Exclusion::Role(role) = exclusion {
                    each(format!("{name}:exclude"), one(role));
                }
            }
        }
    }
    for power in &mut pack.powers {
        each(format!("power:{}:by", power.id), &mut power.by);
    }
    for standing in &mut pack.standings {
        each(format!("{}:by", standing_name(standing)), &mut standing.by);
    }
    for board in &mut pack.boards {
        each(format!("board:{}:secretary", board.id), &mut board.secretary);
    }
    for read_as in &mut pack.read_as {
        for (written, read) in &mut read_as.replace {
            each(format!("read-as:{}:{written}", read_as.id), one(read));
        }
    }
    for procedure in &mut pack.procedures {
        each(format!("procedure:{}:opened_by", procedure.id), &mut procedure.opened_by);
        for step in &mut procedure.steps {
            let name = format!("procedure:{}/{}", procedure.id, step.id);
            each(format!("{name}:owner"), &mut step.owner);
            each(format!("{name}:acks"), &mut step.acks);
        }
    }
    for duty in &mut pack.duties {
        each(format!("duty:{}:owner", duty.id), &mut duty.owner);
        if let Some(missed) = &mut duty.missed {
            each(format!("duty:{}:missed:alert", duty.id), &mut missed.alert);
        }
        for (answer, follows) in &mut duty.outcomes {
            each(format!("duty:{}:{answer}:alert", duty.id), &mut follows.alert);
        }
    }
    for monitor in &mut pack.monitors {
        each(format!("monitor:{}:alert", monitor.id), &mut monitor.alert);
    }
    guards(pack, &mut |name, guards| each(format!("{name}:where.role"), &mut guards.role));
}

/// … every set of guards.
pub fn guards(pack: &mut Pack, each: &mut dyn FnMut(String, &mut Guards)) {
    pack.rules.iter_mut().for_each(|item| each(format!("rule:{}", item.id), &mut item.guards));
    pack.chains.iter_mut().for_each(|item| each(format!("chain:{}", item.id), &mut item.guards));
    pack.exceptions.iter_mut().for_each(|item| each(format!("exception:{}", item.id), &mut item.guards));
    pack.powers.iter_mut().for_each(|item| each(format!("power:{}", item.id), &mut item.guards));
    pack.standings.iter_mut().for_each(|item| each(standing_name(item), &mut item.guards));
    pack.read_as.iter_mut().for_each(|item| each(format!("read-as:{}", item.id), &mut item.guards));
    pack.procedures.iter_mut().for_each(|item| each(format!("procedure:{}", item.id), &mut item.guards));
    pack.duties.iter_mut().for_each(|item| each(format!("duty:{}", item.id), &mut item.guards));
    pack.monitors.iter_mut().for_each(|item| each(format!("monitor:{}", item.id), &mut item.guards));
}

/// … every condition.
pub fn conditions(pack: &mut Pack, each: &mut dyn FnMut(String, &mut Condition)) {
    let mut some = |name: String, condition: &mut Option<Condition>| {
        if let Some(condition) = condition {
            each(name, condition);
        }
    };
    for rule in &mut pack.rules {
        some(format!("rule:{}:applies", rule.id), &mut rule.applies);
    }
    for chain in &mut pack.chains {
        some(format!("chain:{}:applies", chain.id), &mut chain.applies);
    }
    for exception in &mut pack.exceptions {
        some(format!("exception:{}:applies", exception.id), &mut exception.applies);
    }
    for power in &mut pack.powers {
        some(format!("power:{}:applies", power.id), &mut power.applies);
    }
    for procedure in &mut pack.procedures {
        some(format!("procedure:{}:applies", procedure.id), &mut procedure.applies);
    }
    for duty in &mut pack.duties {
        some(format!("duty:{}:applies", duty.id), &mut duty.applies);
    }
    for monitor in &mut pack.monitors {
        some(format!("monitor:{}:warns", monitor.id), &mut monitor.warns);
    }
    for rule in &mut pack.rules {
        if let Kept::Condition(condition) = &mut rule.kept {
            each(format!("rule:{}:kept", rule.id), condition);
        }
    }
    for monitor in &mut pack.monitors {
        each(format!("monitor:{}:fires", monitor.id), &mut monitor.fires);
    }
}

/// … every period that the text states. How long a record is kept is left out: it changes no answer.
pub fn periods(pack: &mut Pack, each: &mut dyn FnMut(String, &mut Period)) {
    let mut stated = |name: String, period: &mut Or<Period>| {
        if let Or::Stated(period) = period {
            each(name, period);
        }
    };
    for kind in &mut pack.record_kinds {
        if let Some(term) = &mut kind.term {
            stated(format!("record:{}:term", kind.id), term);
        }
    }
    for mode in &mut pack.modes {
        if let Some(longest) = &mut mode.longest {
            stated(format!("mode:{}:longest", mode.id), longest);
        }
    }
    for procedure in &mut pack.procedures {
        for step in &mut procedure.steps {
            if let Some(within) = &mut step.within {
                stated(format!("procedure:{}/{}:within", procedure.id, step.id), within);
            }
        }
    }
    for duty in &mut pack.duties {
        if let Some(within) = &mut duty.within {
            stated(format!("duty:{}:within", duty.id), within);
        }
    }
    for count in &mut pack.counts {
        stated(format!("count:{}:within", count.id), &mut count.within);
    }
    for baseline in &mut pack.baselines {
        stated(format!("baseline:{}:tolerance", baseline.id), &mut baseline.tolerance);
        if let Some(fresh) = &mut baseline.fresh {
            stated(format!("baseline:{}:fresh", baseline.id), fresh);
        }
    }
    for monitor in &mut pack.monitors {
        if let Some(due) = &mut monitor.due {
            stated(format!("monitor:{}:due", monitor.id), &mut due.after);
        }
    }
}

/// … every say of how several people act together.
pub fn together(pack: &mut Pack, each: &mut dyn FnMut(String, &mut Together)) {
    for role in &mut pack.roles {
        if let Some(together) = &mut role.together {
            each(format!("role:{}:together", role.id), together);
        }
    }
    for chain in &mut pack.chains {
        for step in &mut chain.steps {
            if let Some(together) = &mut step.together {
                each(format!("chain:{}/{}:together", chain.id, step.id), together);
            }
        }
    }
    for procedure in &mut pack.procedures {
        for step in &mut procedure.steps {
            if let Some(together) = &mut step.together {
                each(format!("procedure:{}/{}:together", procedure.id, step.id), together);
            }
        }
    }
}

pub fn standing_name(standing: &Standing) -> String {
    format!("standing:{}", standing.name())
}

/// A role as packs name it.
pub fn role_name(role: &RoleRef) -> String {
    match role {
        RoleRef::Own(id) => id.clone(),
        RoleRef::House(id) => format!("house:{id}"),
        RoleRef::Reading(id) => format!("reading:{id}"),
    }
}
