//! Events, periods, clocks, baselines.

use jiff::{
    Timestamp,
    civil::{Date, Weekday},
};
use tatefuda_calendar::{Counting, Hours, Period, elapsed_days, holiday};

use super::{
    question::Question,
    regulation::{BODY, Regulation},
};
use crate::{
    expr::Halt,
    facts::{RecordFact, Value},
    pack::{Baseline, Event, Or},
};

/// The value of something that a parameter may hold.
///
/// # Errors
/// The parameter is unset.
pub fn value<T: Clone + std::str::FromStr>(
    regulation: &Regulation,
    layer: usize,
    question: &Question<'_>,
    or: &Or<T>,
) -> Result<T, Halt> {
    match or {
        Or::Stated(value) => Ok(value.clone()),
        Or::Param(id) => match regulation.layers[layer].param(id, account_of(question)) {
            Some(Value::Text(text)) => text.parse().map_err(|_| Halt::Unset(id.clone())),
            _ => Err(Halt::Unset(id.clone())),
        },
    }
}

/// The account that a question concerns.
pub fn account_of<'q>(question: &Question<'q>) -> Option<&'q str> {
    let subject = question.facts.subject.as_ref()?;
    if subject.kind == "account" { Some(&subject.id) } else { subject.account.as_deref() }
}

/// Whether something belongs to the thing that the question is about, or to its account.
pub fn concerns(question: &Question<'_>, of: Option<&str>) -> bool {
    let Some(of) = of else { return true };
    question.facts.subject.as_ref().is_some_and(|subject| subject.id == of) || account_of(question) == Some(of)
}

/// The calendar by which working days are counted: the first in the order of the layer's regulation, if it has any.
fn working(regulation: &Regulation, layer: usize) -> Option<&Hours> {
    let state = &regulation.layers[layer];
    let first = state.pack.calendars.first()?;
    state.calendars.get(&first.id)?.as_ref().ok()
}

/// The last moment of a period that follows an event.
///
/// # Errors
/// The parameter is unset, or the end cannot be told.
pub fn end_after(
    regulation: &Regulation,
    layer: usize,
    question: &Question<'_>,
    event: Timestamp,
    period: &Or<Period>,
) -> Result<Timestamp, Halt> {
    let period = value(regulation, layer, question, period)?;
    let counting = Counting {
        fiscal_start: regulation.layers[BODY].pack.header.fiscal_start,
        working: working(regulation, layer),
    };
    period.due_at(event, &regulation.zone, counting).map_err(|_| Halt::Fault {
        field: None,
        why: tatefuda_domain::Localized::new("期間の終わりを求められません", "the end of the period cannot be told"),
    })
}

/// Most days that may be no working days in a row before a deadline; more are no calendar.
const DRY_DAYS: u8 = 30;

/// Whether a deadline comes on the same day or on the next working day: when whoever must keep it is reminded. Without a
/// calendar in the text offices are closed at weekends and on national holidays.
pub fn is_soon(regulation: &Regulation, layer: usize, at: Timestamp, due: Timestamp) -> bool {
    let calendar = working(regulation, layer);
    let weekend = |day: Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let works =
        |day: Date| calendar.map_or_else(|| !weekend(day) && holiday(day).is_none(), |one| one.is_working_day(day));
    let mut first = regulation.day(due);
    // The last working day before the day on which it ends.
    for _ in 0..DRY_DAYS {
        let Ok(before) = first.yesterday() else { break };
        first = before;
        if works(first) {
            break;
        }
    }
    first <= regulation.day(at)
}

/// When an event last happened; `None`: known never.
///
/// # Errors
/// Nobody supplied it.
pub fn last(
    regulation: &Regulation,
    layer: usize,
    question: &Question<'_>,
    event: &Event,
) -> Result<Option<Timestamp>, Halt> {
    let facts = question.facts;
    // Kinds of record of a further layer carry its name wherever they are spoken of.
    let record = event.0.strip_prefix("record:").map(|kind| regulation.layers[layer].kind_id(kind));
    let known = match &record {
        Some(kind) => facts.events.get(&format!("record:{kind}")),
        None => facts.events.get(&event.0),
    };
    match known {
        Some(Some(at)) if question.at < *at => {}
        Some(known) => return Ok(*known),
        None => {}
    }
    let past = |at: &Timestamp| *at <= question.at;
    let of = |subject: Option<&str>| concerns(question, subject);
    // What the typed parts of the facts hold is known by them. Of the rest only the last time is, and where that lies
    // after the moment asked about, nobody knows what came before.
    match event.0.split_once(':') {
        Some(("record", kind)) => {
            let kind = record.as_deref().unwrap_or(kind);
            let records = facts.records.iter().filter(|record| record.kind == kind && of(record.subject.as_deref()));
            Ok(records.map(|record| record.at).filter(past).max())
        }
        Some(("step", id)) => {
            let (procedure, step) = id.split_once('/').unwrap_or((id, ""));
            let found = facts.procedures.iter().filter(|one| one.procedure == procedure && of(one.subject.as_deref()));
            Ok(found.flat_map(|one| &one.steps).filter(|done| done.step == step).map(|done| done.at).filter(past).max())
        }
        Some(("opened", id)) => {
            let found = facts.procedures.iter().filter(|one| one.procedure == id && of(one.subject.as_deref()));
            Ok(found.map(|one| one.opened_at).filter(past).max())
        }
        Some(("closed", id)) => {
            let found = facts.procedures.iter().filter(|one| one.procedure == id && of(one.subject.as_deref()));
            Ok(found.filter_map(|one| one.closed_at).filter(past).max())
        }
        Some(("duty", id)) => {
            let found = facts.duties.iter().filter(|one| one.duty == id && of(one.subject.as_deref()));
            Ok(found.map(|one| one.at).filter(past).max())
        }
        _ => Err(Halt::absent(&format!("event {event}"), "")),
    }
}

/// Each time that an event happened up to the moment asked about, the first one first: of records, steps and procedures
/// all that the question knows of, of others the last alone, since no more of them is known.
///
/// # Errors
/// Nobody supplied it.
pub fn all(
    regulation: &Regulation,
    layer: usize,
    question: &Question<'_>,
    event: &Event,
) -> Result<Vec<Timestamp>, Halt> {
    let facts = question.facts;
    let of = |subject: Option<&str>| concerns(question, subject);
    let mut found: Vec<Timestamp> = last(regulation, layer, question, event)?.into_iter().collect();
    match event.0.split_once(':') {
        Some(("record", kind)) => {
            let kind = regulation.layers[layer].kind_id(kind);
            let records = facts.records.iter().filter(|record| record.kind == kind && of(record.subject.as_deref()));
            found.extend(records.map(|record| record.at));
        }
        Some(("step", id)) => {
            let (procedure, step) = id.split_once('/').unwrap_or((id, ""));
            let cases = facts.procedures.iter().filter(|one| one.procedure == procedure && of(one.subject.as_deref()));
            found.extend(cases.flat_map(|one| &one.steps).filter(|done| done.step == step).map(|done| done.at));
        }
        Some(("opened", id)) => {
            let cases = facts.procedures.iter().filter(|one| one.procedure == id && of(one.subject.as_deref()));
            found.extend(cases.map(|one| one.opened_at));
        }
        _ => {}
    }
    found.retain(|at| *at <= question.at);
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// When one event last happened, or else another; `None`: neither ever did.
///
/// # Errors
/// Nobody supplied it.
pub fn last_of(
    regulation: &Regulation,
    layer: usize,
    question: &Question<'_>,
    since: &Event,
    otherwise: Option<&Event>,
) -> Result<Option<Timestamp>, Halt> {
    match (last(regulation, layer, question, since)?, otherwise) {
        (None, Some(otherwise)) => last(regulation, layer, question, otherwise),
        (found, _) => Ok(found),
    }
}

/// Days since a clock's event.
///
/// # Errors
/// It never happened, or nobody knows.
pub fn days(regulation: &Regulation, layer: usize, question: &Question<'_>, id: &str) -> Result<i64, Halt> {
    let clock = regulation.layers[layer].pack.clocks.iter().find(|clock| clock.id == id);
    let found = match clock {
        Some(clock) => last_of(regulation, layer, question, &clock.since, clock.otherwise.as_ref())?,
        None => None,
    };
    match found {
        Some(event) => Ok(elapsed_days(event, question.at, &regulation.zone)),
        None => Err(Halt::absent(&format!("clock {id}"), "")),
    }
}

/// Numbers that the records of a baseline hold, with their times.
fn numbers<'q>(
    regulation: &Regulation,
    layer: usize,
    question: &Question<'q>,
    baseline: &Baseline,
) -> Vec<(&'q RecordFact, i64)> {
    let kind = regulation.layers[layer].kind_id(&baseline.record);
    let records = question.facts.records.iter().filter(|record| {
        record.kind == kind && record.at <= question.at && concerns(question, record.subject.as_deref())
    });
    records.filter_map(|record| Some((record, record.fields.get(&baseline.field)?.trim().parse().ok()?))).collect()
}

/// The number at the event: of the records within the tolerance the nearest one.
///
/// # Errors
/// No event, no record near enough.
pub fn baseline(regulation: &Regulation, layer: usize, question: &Question<'_>, id: &str) -> Result<i64, Halt> {
    first(regulation, layer, question, id).map(|(_, number)| number)
}

/// The record that holds the number at the event, with its number.
fn first<'q>(
    regulation: &Regulation,
    layer: usize,
    question: &Question<'q>,
    id: &str,
) -> Result<(&'q RecordFact, i64), Halt> {
    let missing = || Halt::absent(&format!("baseline {id}"), "");
    let found = regulation.layers[layer].pack.baselines.iter().find(|baseline| baseline.id == id);
    let baseline = found.ok_or_else(missing)?;
    let event = last(regulation, layer, question, &baseline.at_event)?.ok_or_else(missing)?;
    let mut near = vec![];
    for (record, number) in numbers(regulation, layer, question, baseline) {
        let (first, second) = (record.at.min(event), record.at.max(event));
        if second <= end_after(regulation, layer, question, first, &baseline.tolerance)? {
            near.push((second.duration_since(first), record.at, number, record));
        }
    }
    let nearest = near.into_iter().min_by_key(|(distance, at, number, _)| (*distance, *at, *number));
    nearest.map(|(_, _, number, record)| (record, number)).ok_or_else(missing)
}

/// The newest number, if it is fresh enough. The number at the event itself is none: nothing was counted since.
///
/// # Errors
/// There is none, it is that of the event, or it is too old.
pub fn latest(regulation: &Regulation, layer: usize, question: &Question<'_>, id: &str) -> Result<i64, Halt> {
    let missing = || Halt::absent(&format!("baseline {id}"), "");
    let found = regulation.layers[layer].pack.baselines.iter().find(|baseline| baseline.id == id);
    let baseline = found.ok_or_else(missing)?;
    let (record, number) = numbers(regulation, layer, question, baseline)
        .into_iter()
        .max_by_key(|(record, number)| (record.at, *number))
        .ok_or_else(missing)?;
    if first(regulation, layer, question, id).is_ok_and(|(opening, _)| opening.id == record.id) {
        return Err(missing());
    }
    if let Some(fresh) = &baseline.fresh
        && end_after(regulation, layer, question, record.at, fresh)? < question.at
    {
        return Err(Halt::absent(&format!("baseline {id}"), ""));
    }
    Ok(number)
}
