//! Roles, kinds of actor, boards, read-as, records.

use tatefuda_domain::Action;

use super::control::{Control, asks_records};
use crate::{
    coverage::wiring::Part,
    pack::{
        Binding,
        ClauseClass::{Attested, Enforced, Informational, Routed},
        Pack, RoleRef,
    },
    terms::FieldKind,
};

pub fn controls(pack: &Pack) -> Vec<Control> {
    let mut all = vec![];
    for role in &pack.roles {
        let mut control = Control::new("role", &role.id, &role.clauses, &[Enforced, Routed, Informational]);
        control = control.records(&role.records).roles(&role.also);
        control.needs.parts.insert(Part::Organisation);
        match &role.bound {
            Binding::Record(kind) | Binding::RecordField { kind, .. } => {
                control = asks_records(control, std::slice::from_ref(kind));
            }
            Binding::Table { param, key } => {
                control.needs.names.insert(format!("param:{param}"));
                control.needs.fields.insert(key.clone());
            }
            _ => {}
        }
        if let crate::pack::Deputies::Param(param) = &role.deputies {
            control = control.names("param", [param]);
        }
        control.needs.names.extend(role.rank.iter().map(|(scheme, _)| format!("scheme:{scheme}")));
        all.push(control.passive(format!("role:{}", role.id)));
    }
    for kind in &pack.record_kinds {
        let own = kind.by.iter().any(|role| of_author(pack, role)) || !kind.lines.is_empty();
        let carries: &[_] = if own { &[Attested, Routed] } else { &[Routed, Attested] };
        let mut control = asks_records(Control::new("record", &kind.id, &kind.clauses, carries), &[]);
        control.acts.insert(Action::RecordGive);
        control.needs.acts.insert(Action::RecordGive);
        control = control.roles(&kind.by);
        if kind.fields.iter().any(|field| field.kind == FieldKind::Ground) {
            control.needs.names.insert("grounds".to_owned());
        }
        if let Some(approval) = &kind.approval {
            control = control.records([&approval.record]).names("param", &approval.later);
        }
        control.needs.names.extend(super::time::span(pack, kind.term.as_ref()));
        for line in &kind.lines {
            let id = format!("{}/{}", kind.id, line.clause);
            let mut line = Control::new("line", id, std::slice::from_ref(&line.clause), &[Attested]);
            line.acts.insert(Action::RecordGive);
            line.needs.acts.insert(Action::RecordGive);
            all.push(line);
        }
        all.push(control);
    }
    for kind in &pack.actor_kinds {
        let control = Control::new("actor-kind", &kind.id, &kind.clauses, &[Enforced, Routed]);
        let mut control = asks_records(control, &kind.needs);
        control.needs.fields.insert("actor.kind".to_owned());
        all.push(control);
    }
    for board in &pack.boards {
        let control = Control::new("board", &board.id, &board.clauses, &[Routed]).roles(&board.secretary);
        all.push(asks_records(control, std::slice::from_ref(&board.record)).passive(format!("board:{}", board.id)));
    }
    for read_as in &pack.read_as {
        let roles: Vec<RoleRef> = read_as.replace.values().cloned().collect();
        let control = Control::new("read-as", &read_as.id, &read_as.clauses, &[Enforced, Routed]);
        let mut control = control.guarded(&read_as.guards).roles(&roles);
        // It acts through the items that it reads otherwise.
        control.needs.through = None;
        all.push(control);
    }
    all
}

/// Whether a role means those who write.
pub(super) fn of_author(pack: &Pack, role: &RoleRef) -> bool {
    match role {
        RoleRef::Own(id) => pack.roles.iter().any(|role| role.id == *id && role.bound == Binding::Author),
        RoleRef::House(_) | RoleRef::Reading(_) => false,
    }
}
