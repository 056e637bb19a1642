//! Procedures, duties, clocks, counts, baselines, monitors.

use super::{
    model::{
        Baseline, Clock, Consequence, Count, Due, Duty, Met, Monitor, Or, Place, Procedure, ProcedureStep, Timing,
    },
    names::{Names, spot},
    raw_time as raw, steps,
};
use crate::{
    say::{self, code, say},
    terms::ParameterKind,
};

pub fn procedure(n: &mut Names<'_, '_>, raw: raw::Procedure, place: Place) -> Procedure {
    let file = place.file;
    if raw.steps.is_empty() {
        n.reader.error(
            place,
            "no-step",
            say!("手続に段がありません", "a procedure has steps"),
            code("[[procedure.steps]]"),
        );
    }
    let help = say!(
        "この手続のうち、それより上にある段を書いてください",
        "name a step of this procedure that stands above it"
    );
    steps::order(n, place, raw.steps.iter().map(|step| (&step.id, step.after.as_slice())), &help);
    let idle = |step: &&raw::ProcedureStep| step.owner.is_empty() && step.decision_of.is_none() && step.acks.is_empty();
    for step in raw.steps.iter().filter(idle) {
        let message = say!("この段を行える人がいません", "nobody may do this step");
        n.reader.error(spot(file, &step.id), "no-role", message, code("owner = [\"<role>\"]"));
    }
    Procedure {
        clauses: n.cited(place, &raw.clause),
        guards: n.guards_between(file, raw.r#where, raw.from.as_ref(), raw.until.as_ref()),
        applies: n.condition(file, None, raw.applies),
        opened_by: n.roles(file, &raw.opened_by),
        ends_in: raw.ends_in.map(|state| n.state(file, &state)),
        on: n.events(file, &raw.on),
        id: raw.id.into_inner().into(),
        label: raw.label,
        subject: raw.subject,
        message: raw.message,
        steps: raw.steps.into_iter().map(|step| self::step(n, place, step)).collect(),
        place,
    }
}

fn step(n: &mut Names<'_, '_>, place: Place, raw: raw::ProcedureStep) -> ProcedureStep {
    let file = place.file;
    let at = spot(file, &raw.id);
    ProcedureStep {
        clauses: n.clauses(file, &raw.clause),
        owner: n.roles(file, &raw.owner),
        record: raw.record.map(|kind| n.record(file, &kind)),
        decision: raw.decision.map(|kind| n.record(file, &kind)),
        decision_of: raw.decision_of.map(|board| n.board(file, &board)),
        document: raw.document.map(|document| n.document(file, &document)),
        act: raw.act.and_then(|act| n.action(file, &act)),
        acks: n.roles(file, &raw.acks),
        together: raw.together.and_then(|raw| super::people::together(n, at, &raw)),
        within: raw.within.and_then(|within| n.period(at, within)),
        alert: n.roles(file, &raw.alert),
        id: raw.id.into_inner(),
        label: raw.label,
        after: raw.after.into_iter().map(|after| after.into_inner()).collect(),
        optional: raw.optional,
        message: raw.message,
    }
}

/// What has no deadline comes after an event, and nothing can follow from its being missed.
fn no_limit(n: &mut Names<'_, '_>, place: Place, timing: &Timing, late: bool) {
    if late || matches!(timing, Timing::Every { .. }) {
        n.reader.error(
            place,
            "bad-limit",
            say!(
                "期限のない務めは、出来事（on）の後に生じ、期限切れになりません",
                "a duty without a deadline follows an event (on) and is never missed"
            ),
            say!(
                "no_limit を使うときは every、within、missed、blocks を書きません",
                "with no_limit leave out every, within, missed and blocks"
            ),
        );
    }
}

pub fn duty(n: &mut Names<'_, '_>, raw: raw::Duty, place: Place) -> Option<Duty> {
    let file = place.file;
    if raw.owner.is_empty() {
        n.reader.error(
            place,
            "no-role",
            say!("この務めを負う人がいません", "nobody has this duty"),
            code("owner = [\"<role>\"]"),
        );
    }
    let days = raw.days.and_then(|days| {
        let kinds = [ParameterKind::Text, ParameterKind::Choice];
        n.or::<String>(
            place,
            days,
            &kinds,
            "a calendar",
            say!("calendar の id、all、{{ param }} のどれか", "the id of a calendar, all, or {{ param }}"),
        )
    });
    if let Some(Or::Stated(calendar)) = &days
        && calendar != "all"
    {
        n.calendar(file, &toml::Spanned::new(place.start..place.end, calendar.clone()));
    }
    let timing = match (raw.every, raw.on.is_empty()) {
        (Some(every), true) => {
            let help = say!(
                "day、week、month、quarter、year、fiscal-year、10 days、3 months、{{ param }} のどれか",
                "day, week, month, quarter, year, fiscal-year, 10 days, 3 months, or {{ param }}"
            );
            let kinds = [ParameterKind::Text, ParameterKind::Choice, ParameterKind::Period];
            Timing::Every { every: n.or(place, every, &kinds, "a recurrence", help)?, days }
        }
        (None, false) => Timing::On(n.events(file, &raw.on)),
        _ => {
            n.reader.error(
                place,
                "bad-timing",
                say!(
                    "務めは、決まった間隔か出来事のどちらか一方で生じます",
                    "a duty comes either every so often or on events"
                ),
                say!("every か on", "every or on"),
            );
            return None;
        }
    };
    if raw.no_limit {
        no_limit(n, place, &timing, raw.within.is_some() || raw.missed.is_some() || !raw.blocks.is_empty());
    }
    let ways =
        usize::from(raw.answer.is_some()) + usize::from(!raw.answers.is_empty()) + usize::from(raw.met_by.is_some());
    if ways != 1 {
        n.reader.error(
            place,
            "bad-answer",
            say!("務めの果たし方は一つだけ書きます", "a duty is met in exactly one way"),
            say!("answer、answers、met_by のどれか", "answer, answers or met_by"),
        );
        return None;
    }
    let met = match (raw.answer, raw.met_by) {
        (Some(kind), _) => Met::Record(n.record(file, &kind)),
        (_, Some(act)) => Met::Act(n.action(file, &act)?),
        _ => Met::Answers(raw.answers),
    };
    if let Met::Answers(answers) = &met
        && let Some(unknown) = raw.outcomes.keys().find(|answer| !answers.contains(answer))
    {
        let message = say!("「{unknown}」はこの務めの答えにありません", "{unknown:?} is no answer of this duty");
        n.reader.error(place, "unknown-answer", message, say::known(answers.iter().map(String::as_str)));
    }
    let outcomes = raw.outcomes.into_iter().map(|(answer, follows)| (answer, consequence(n, file, follows))).collect();
    Some(Duty {
        clauses: n.cited(place, &raw.clause),
        guards: n.guards_between(file, raw.r#where, raw.from.as_ref(), raw.until.as_ref()),
        applies: n.condition(file, None, raw.applies),
        owner: n.roles(file, &raw.owner),
        within: raw.within.and_then(|within| n.period(place, within)),
        missed: raw.missed.map(|follows| consequence(n, file, follows)),
        blocks: if raw.blocks.is_empty() { vec![] } else { n.asked_before(place, &raw.blocks, &[]) },
        document: raw.document.map(|document| n.document(file, &document)),
        id: raw.id.into_inner().into(),
        label: raw.label,
        strength: raw.strength,
        subject: raw.subject,
        no_limit: raw.no_limit,
        timing,
        met,
        outcomes,
        message: raw.message,
        place,
    })
}

fn consequence(n: &mut Names<'_, '_>, file: usize, raw: raw::Consequence) -> Consequence {
    Consequence { opens: raw.opens.map(|procedure| n.procedure(file, &procedure)), alert: n.roles(file, &raw.alert) }
}

pub fn clock(n: &mut Names<'_, '_>, raw: raw::Clock, place: Place) -> Clock {
    Clock {
        clauses: n.clauses(place.file, &raw.clause),
        since: n.event(place.file, &raw.since),
        otherwise: raw.r#else.map(|event| n.event(place.file, &event)),
        id: raw.id.into_inner(),
        place,
    }
}

pub fn count(n: &mut Names<'_, '_>, raw: raw::Count, place: Place) -> Option<Count> {
    Some(Count {
        clauses: n.clauses(place.file, &raw.clause),
        of: n.event(place.file, &raw.of),
        within: n.period(place, raw.within)?,
        id: raw.id.into_inner(),
        place,
    })
}

pub fn baseline(n: &mut Names<'_, '_>, raw: raw::Baseline, place: Place) -> Option<Baseline> {
    let record = n.record(place.file, &raw.record);
    Some(Baseline {
        clauses: n.clauses(place.file, &raw.clause),
        field: n.kind_field(place.file, &record, &raw.field),
        at_event: n.event(place.file, &raw.at_event),
        tolerance: n.period(place, raw.tolerance)?,
        fresh: raw.fresh.and_then(|fresh| n.period(place, fresh)),
        id: raw.id.into_inner(),
        record,
        place,
    })
}

pub fn monitor(n: &mut Names<'_, '_>, raw: raw::Monitor, place: Place) -> Option<Monitor> {
    let file = place.file;
    let due = match raw.due {
        None => None,
        Some(due) => Some(Due {
            since: n.event(file, &due.since),
            otherwise: due.r#else.map(|event| n.event(file, &event)),
            after: n.period(place, due.after)?,
        }),
    };
    Some(Monitor {
        clauses: n.cited(place, &raw.clause),
        guards: n.guards_between(file, raw.r#where, raw.from.as_ref(), raw.until.as_ref()),
        fires: n.condition(file, None, Some(raw.fires))?,
        warns: n.condition(file, None, raw.warns),
        opens: raw.opens.map(|procedure| n.procedure(file, &procedure)),
        alert: n.roles(file, &raw.alert),
        id: raw.id.into_inner().into(),
        label: raw.label,
        due,
        message: raw.message,
        place,
    })
}
