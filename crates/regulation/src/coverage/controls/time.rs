//! Procedures, duties, clocks, counts, baselines, monitors, calendars, modes.

use tatefuda_calendar::Period;
use tatefuda_domain::Action;

use super::control::{Control, asks_records};
use crate::{
    coverage::wiring::Part,
    pack::{
        ClauseClass::{Attested, Enforced, Informational, Monitored, Published, Routed},
        Met, Or, Pack, Procedure, Timing,
    },
    terms::Strength,
};

pub fn controls(pack: &Pack) -> Vec<Control> {
    let mut all = vec![];
    for procedure in &pack.procedures {
        let whole = Control::new("procedure", &procedure.id, &procedure.clauses, &[Routed]);
        all.push(in_procedure(whole, procedure).roles(&procedure.opened_by).events(&procedure.on));
        for step in &procedure.steps {
            let clauses = if step.clauses.is_empty() { &procedure.clauses } else { &step.clauses };
            let mut carries = vec![Routed];
            // An act that is a step is refused outside it and before the steps that come before it; a step that waits
            // cannot be done before its turn. A document that must be complete is published.
            let bars = procedure.steps.iter().any(|step| step.act.is_some()) || !step.after.is_empty();
            carries.extend(bars.then_some(Enforced));
            carries.extend(step.document.as_ref().map(|_| Published));
            carries.extend(step.within.as_ref().map(|_| Monitored));
            carries.extend(step.record.as_ref().map(|_| Attested));
            let id = format!("{}/{}", procedure.id, step.id);
            let mut control = Control::new("procedure", id, clauses, &carries).roles(&step.owner).roles(&step.acks);
            control = in_procedure(control.roles(&step.alert), procedure);
            control.acts.extend(step.act);
            let kinds: Vec<String> = step.record.iter().chain(&step.decision).cloned().collect();
            control = asks_records(control, &kinds);
            control.needs.names.extend(step.document.iter().map(|id| format!("document:{id}")));
            control.needs.names.extend(step.decision_of.iter().map(|id| format!("board:{id}")));
            control.needs.names.extend(span(pack, step.within.as_ref()));
            all.push(control);
        }
    }
    for duty in &pack.duties {
        let carries: &[_] = match duty.strength {
            Strength::Information => &[Monitored, Informational],
            _ => &[Monitored, Routed],
        };
        let mut control = Control::new("duty", &duty.id, &duty.clauses, carries)
            .guarded(&duty.guards)
            .reads(duty.applies.as_ref())
            .roles(&duty.owner);
        control.needs.parts.insert(Part::Duties);
        let act = match &duty.met {
            Met::Record(kind) => {
                control = control.records([kind]);
                Action::RecordGive
            }
            Met::Answers(_) => Action::DutyAnswer,
            Met::Act(act) => *act,
        };
        control.acts.insert(act);
        control.needs.acts.insert(act);
        control.acts.extend(&duty.blocks);
        if !duty.blocks.is_empty() {
            control.carries.push(Enforced);
        }
        match &duty.timing {
            Timing::Every { every, days } => {
                control.needs.names.extend(held(Some(every)));
                control.needs.names.extend(held(days.as_ref()));
                if let Some(Or::Stated(calendar)) = days {
                    control.needs.names.insert(format!("calendar:{calendar}"));
                }
            }
            Timing::On(events) => {
                control = control.needs_events(events);
            }
        }
        control.needs.names.extend(span(pack, duty.within.as_ref()));
        control.needs.names.extend(duty.document.iter().map(|id| format!("document:{id}")));
        if duty.document.is_some() {
            control.carries.push(Published);
        }
        for follows in duty.missed.iter().chain(duty.outcomes.values()) {
            control = control.roles(&follows.alert).names("procedure", &follows.opens);
        }
        all.push(control);
    }
    for monitor in &pack.monitors {
        let mut control = Control::new("monitor", &monitor.id, &monitor.clauses, &[Monitored])
            .guarded(&monitor.guards)
            .reads(Some(&monitor.fires))
            .reads(monitor.warns.as_ref())
            .roles(&monitor.alert);
        control.needs.parts.insert(Part::Monitors);
        if let Some(due) = &monitor.due {
            control.needs.names.extend(span(pack, Some(&due.after)));
            control = control.needs_events(std::iter::once(&due.since).chain(&due.otherwise));
        }
        control = control.names("procedure", &monitor.opens);
        all.push(control);
    }
    for clock in &pack.clocks {
        let events = std::iter::once(&clock.since).chain(&clock.otherwise);
        let control = Control::new("clock", &clock.id, &clock.clauses, &[Monitored]).needs_events(events);
        all.push(control.passive(format!("clock:{}", clock.id)));
    }
    for count in &pack.counts {
        let mut control = Control::new("count", &count.id, &count.clauses, &[Monitored]).events([&count.of]);
        control.needs.names.extend(span(pack, Some(&count.within)));
        all.push(needing(control, Part::Counts).passive(format!("count:{}", count.id)));
    }
    for baseline in &pack.baselines {
        let mut control =
            Control::new("baseline", &baseline.id, &baseline.clauses, &[Monitored]).records([&baseline.record]);
        control.needs.names.extend(span(pack, Some(&baseline.tolerance)));
        control.needs.names.extend(span(pack, baseline.fresh.as_ref()));
        all.push(control.needs_events([&baseline.at_event]).passive(format!("baseline:{}", baseline.id)));
    }
    for calendar in &pack.calendars {
        let mut control = Control::new("calendar", &calendar.id, &calendar.clauses, &[Enforced, Informational]);
        let params = calendar.closed_param.iter().chain(&calendar.open_param);
        control.needs.names.extend(params.map(|param| format!("param:{param}")));
        all.push(control.passive(format!("calendar:{}", calendar.id)));
    }
    for mode in &pack.modes {
        let control = Control::new("mode", &mode.id, &mode.clauses, &[Routed, Enforced]);
        let kinds: Vec<String> = mode.start.iter().chain(&mode.end).cloned().collect();
        let mut control = asks_records(control, &kinds);
        control.needs.names.extend(span(pack, mode.longest.as_ref()));
        all.push(control.passive(format!("mode:{}", mode.id)));
    }
    all
}

fn in_procedure(control: Control, procedure: &Procedure) -> Control {
    let mut control = control.guarded(&procedure.guards).reads(procedure.applies.as_ref());
    control.acts.insert(Action::StepDo);
    control.needs.acts.insert(Action::StepDo);
    control.needs.parts.insert(Part::Procedures);
    control.needs.runs(procedure);
    control
}

fn needing(mut control: Control, part: Part) -> Control {
    control.needs.parts.insert(part);
    control
}

/// The name of what a period reads: its parameter, or the calendar by which working days are counted.
pub(super) fn span(pack: &Pack, period: Option<&Or<Period>>) -> Option<String> {
    match period {
        Some(Or::Stated(Period::WorkingDays(_))) => working(pack),
        other => held(other),
    }
}

/// The calendar by which working days are counted.
pub(super) fn working(pack: &Pack) -> Option<String> {
    pack.calendars.first().map(|calendar| format!("calendar:{}", calendar.id))
}

/// The name of the parameter that holds a value.
fn held<T>(value: Option<&Or<T>>) -> Option<String> {
    match value {
        Some(Or::Param(id)) => Some(format!("param:{id}")),
        _ => None,
    }
}
